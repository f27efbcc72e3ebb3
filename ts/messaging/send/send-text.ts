import type {
  ConversationRow,
  MessageContent,
  MessageDetails,
  MessageRow,
  NewAttachment,
  Repositories,
} from '../../store/index.ts';
import { enqueueSending } from '../attachments/attachment-jobs.ts';
import { approveByWriting } from '../conversations/approve.ts';
import { assertNotBlocked } from '../conversations/assert-not-blocked.ts';
import { tellAcceptance } from '../conversations/tell-acceptance.ts';
import { writeReadState } from '../configs/write-read-state.ts';
import { markReadInStrokes } from '../conversations/read-in-strokes.ts';
import { startReadClocks } from '../disappearing/read-clocks.ts';
import { newExpiration } from '../disappearing/timers.ts';
import { MessagingError } from '../errors.ts';
import { assertRoomOpen } from '../communities/room-open.ts';
import { type WantedWhisper, whisperIn } from '../communities/whispers.ts';
import { assertGroupOpen } from '../groups/group-states.ts';
import type { MessagingEvent } from '../events.ts';
import { TEXT_LIMIT_CODE_POINTS } from '../limits.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { hasMoreCodePoints } from '../text/index.ts';
import {
  type ComposedPreview,
  type Invitation,
  checkedInvitation,
  checkedPreview,
  quoteOf,
} from './message-parts.ts';
import { nextSentAt, restampWaiting } from './sent-at.ts';

type Deps = Pick<
  Services,
  'configs' | 'groups' | 'communities' | 'network' | 'clock' | 'random' | 'events' | 'keys'
> & {
  readonly outbox: Outbox;
};

/** A text and what belongs to it. */
export interface ComposedText {
  readonly conversationId: number;
  readonly text: string;
  /** The message that it answers. */
  readonly quote?: { readonly messageId: number } | undefined;
  /** Of a link in the text. */
  readonly preview?: ComposedPreview | undefined;
  /** In a room, as moderator: not for everybody. */
  readonly whisper?: WantedWhisper | undefined;
}

/** What of a row is written by a person. */
interface Parts extends Pick<MessageContent, 'body' | 'quote' | 'details'> {
  /** Their files lie on this disk. The picture of the preview is among them. */
  readonly attachments?: readonly NewAttachment[];
}

type PartsOf = (repositories: Repositories, conversation: ConversationRow) => Parts;

/** Writes a text message of ours. Survives a crash: the row and the job are written together. */
export class SendText {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} of a whisper what {@link whisperIn} throws; `message-empty`, `message-too-long`, `conversation-unknown`, `preview-invalid`; `group-not-open` for a group that we are not in; `contact-blocked`;
   * `message-unknown` and `message-not-open` for a message that cannot be answered
   */
  run({
    conversationId,
    text,
    quote,
    preview,
    whisper,
    attachments = [],
  }: ComposedText & { readonly attachments?: readonly NewAttachment[] }): MessageRow {
    const body = checkedText(text, { mayBeEmpty: attachments.some(({ role }) => role === 'attachment') });
    const shownPreview = preview === undefined ? {} : { preview: checkedPreview(body, preview) };
    return this.send(conversationId, (repositories, conversation) => ({
      body,
      ...(quote === undefined ? {} : { quote: quoteOf(repositories, conversationId, quote.messageId) }),
      ...detailsOf({
        ...shownPreview,
        ...(whisper === undefined ? {} : { whisper: whisperIn(repositories, conversation, whisper) }),
      }),
      attachments,
    }));
  }

  /** Invites to a community, without words (spec 04 §3.12). @throws {MessagingError} `invitation-invalid`, `conversation-unknown`, `group-not-open`, `contact-blocked` */
  invite({ conversationId, ...invitation }: Invitation & { readonly conversationId: number }): MessageRow {
    const details = { invitation: checkedInvitation(invitation) };
    return this.send(conversationId, () => ({ body: '', details }));
  }

  private send(conversationId: number, partsOf: PartsOf): MessageRow {
    const { configs, events, outbox } = this.deps;
    const { message, changes } = configs.transaction((repositories) =>
      this.write(repositories, conversationId, partsOf),
    );
    for (const event of changes) events.emit(event);
    events.emit({ type: 'message-changed', messageId: message.id });
    events.emit({ type: 'conversation-changed', conversationId });
    outbox.wake();
    return message;
  }

  private write(
    repositories: Repositories,
    conversationId: number,
    partsOf: PartsOf,
  ): { readonly message: MessageRow; readonly changes: readonly MessagingEvent[] } {
    const { configs, network, clock, keys } = this.deps;
    const conversation = repositories.conversations.get(conversationId);
    if (conversation === undefined) throw new MessagingError('conversation-unknown');
    assertGroupOpen(this.deps.groups, conversation);
    assertNotBlocked(repositories, conversation);
    assertRoomOpen(repositories, this.deps, conversation);
    const authorId = this.deps.communities.ownIdIn(conversation);
    tellAcceptance(repositories, this.deps, conversation);
    const restamped = restampWaiting(repositories, network.time, conversationId);
    const { sentAtMs, clock: sentAtClock } = nextSentAt(repositories, network.time, {
      conversationId,
      authorId,
    });
    const { attachments = [], ...parts } = partsOf(repositories, conversation);
    const expiration = newExpiration(conversation);
    const message = repositories.messages.insertOutgoing({
      conversationId,
      authorId,
      ...parts,
      sentAtMs,
      receivedAtMs: network.time.nowMs(),
      clock: sentAtClock,
      ...(expiration === undefined ? {} : { expiration }),
    });
    markReadInStrokes(repositories, {
      conversationId,
      upToSentAtMs: sentAtMs,
      by: 'this-device',
      withReceipts: false,
      nowMs: clock.nowMs(),
    });
    const read = startReadClocks(repositories, {
      conversationId,
      by: 'this-device',
      nowMs: network.time.nowMs(),
    });
    const context = { repositories, configs, ownId: keys.accountId, nowMs: network.time.nowMs() };
    writeReadState(context, conversationId);
    approveByWriting(context, conversation);
    repositories.attachments.add(message.id, attachments);
    enqueueSending(repositories, message, clock.nowMs());
    const moved = restamped.map((messageId): MessagingEvent => ({ type: 'message-changed', messageId }));
    return { message, changes: [...moved, ...read] };
  }
}

function detailsOf(details: MessageDetails): Pick<Parts, 'details'> {
  return Object.keys(details).length === 0 ? {} : { details };
}

function checkedText(text: string, { mayBeEmpty }: { readonly mayBeEmpty: boolean }): string {
  const body = text.trim();
  if (body === '' && !mayBeEmpty) throw new MessagingError('message-empty');
  if (hasMoreCodePoints(body, TEXT_LIMIT_CODE_POINTS)) throw new MessagingError('message-too-long');
  return body;
}
