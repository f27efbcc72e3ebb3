import { hasReactions } from '../communities/community-servers.ts';
import { roomActionJob } from '../communities/room-jobs.ts';
import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type {
  BlindedConversation,
  CommunityConversation,
  ConversationRow,
  MessageRow,
  Repositories,
} from '../../store/index.ts';
import type { Payload } from '../../wire/index.ts';
import { enqueueControl, nextControlSentAt } from '../control/control-message.ts';
import { approveByWriting } from '../conversations/approve.ts';
import { assertNotBlocked } from '../conversations/assert-not-blocked.ts';
import { tellAcceptance } from '../conversations/tell-acceptance.ts';
import { enqueueGroupControl } from '../groups/group-control.ts';
import { assertGroupOpen } from '../groups/group-states.ts';
import { ttlOf, wireExpiration } from '../disappearing/timers.ts';
import type { Services } from '../services.ts';
import { isOneEmoji } from '../text/index.ts';

type Deps = Services & { readonly outbox: Outbox };

/** Reactions a minute, of this device (spec 04 §3.5). */
const MAX_A_MINUTE = 20;
const MINUTE_MS = 60_000;

export interface OwnReaction {
  readonly messageId: number;
  /** One emoji. */
  readonly emoji: string;
  readonly action: 'react' | 'remove';
}

/** Adds or takes away a reaction of ours, for the other side and our other devices too (spec 04 §3.5). */
export class ReactToMessage {
  private readonly deps: Deps;
  private recentMs: readonly number[] = [];

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `message-unknown`, `message-not-open`, `emoji-invalid`, `too-many-reactions`, `contact-blocked` */
  run(reaction: OwnReaction): void {
    const { configs, events, outbox } = this.deps;
    if (!isOneEmoji(reaction.emoji)) throw new MessagingError('emoji-invalid');
    this.countReaction();
    const { message } = configs.transaction((repositories) => this.write(repositories, reaction));
    events.emit({ type: 'message-changed', messageId: message.id });
    outbox.wake();
  }

  private write(
    repositories: Repositories,
    { messageId, emoji, action }: OwnReaction,
  ): { readonly message: MessageRow } {
    const { keys, network, configs } = this.deps;
    const message = repositories.messages.get(messageId);
    if (message === undefined) throw new MessagingError('message-unknown');
    if (message.deletion !== undefined || message.kind !== 'text')
      throw new MessagingError('message-not-open');
    const conversation = repositories.conversations.require(message.conversationId);
    assertNotBlocked(repositories, conversation);
    tellAcceptance(repositories, this.deps, conversation);
    if (conversation.kind === 'community') {
      this.reactInRoom(repositories, { message, emoji, action });
      return { message };
    }
    // Nobody can be told of it under a blinded ID.
    if (conversation.kind === 'blinded') throw new MessagingError('message-not-open');
    const sentAtMs = nextControlSentAt(repositories, this.deps);
    const senderId = keys.accountId;
    repositories.reactions.apply({ messageId, senderId, emoji, action, sentAtMs });
    this.enqueue(repositories, { message, conversation, sentAtMs, emoji, action });
    approveByWriting({ repositories, configs, ownId: senderId, nowMs: network.time.nowMs() }, conversation);
    return { message };
  }

  /** The server counts; until it has, ours is shown over what it says (spec 05 §8). */
  private reactInRoom(
    repositories: Repositories,
    { message, emoji, action }: Pick<OwnReaction, 'emoji' | 'action'> & { readonly message: MessageRow },
  ): void {
    const { communities, jobs } = repositories;
    const { id: messageId, conversationId } = message;
    const post = communities.postOf(messageId);
    const server = this.deps.communities.serverOf(conversationId);
    const takesReactions = server !== undefined && hasReactions(server) && post?.whisper === undefined;
    if (post === undefined || !takesReactions) throw new MessagingError('message-not-open');
    const isRemoval = action === 'remove';
    communities.noteOwnReaction({ messageId, emoji, action });
    const wanted = { action: 'react', messageId, postId: post.postId, emoji, isRemoval } as const;
    jobs.enqueue(roomActionJob(conversationId, wanted, this.deps.clock.nowMs()));
  }

  private enqueue(
    repositories: Repositories,
    reaction: Pick<OwnReaction, 'emoji' | 'action'> & {
      readonly message: MessageRow;
      readonly conversation: Exclude<ConversationRow, CommunityConversation | BlindedConversation>;
      readonly sentAtMs: number;
    },
  ): void {
    const { message, conversation, sentAtMs, emoji, action } = reaction;
    assertGroupOpen(this.deps.groups, conversation);
    const ownId = this.deps.keys.accountId;
    const payload: Payload = {
      kind: 'data',
      reaction: { targetSentAtMs: message.sentAtMs, targetAuthor: message.authorId, emoji, action },
    };
    if (conversation.kind === 'group') {
      const { expiration } = message;
      enqueueGroupControl(repositories, this.deps, {
        group: conversation.peerId,
        payload,
        sentAtMs,
        expiration,
      });
      return;
    }
    // A reaction is kept as long as its message, which it goes with (spec 04 §2.3, §3.5).
    const expiration = wireExpiration(message.expiration);
    if (conversation.peerId !== ownId) {
      const ttlMs = ttlOf(message.expiration, 'recipient');
      enqueueControl(repositories, this.deps, {
        to: conversation.peerId,
        payload,
        sentAtMs,
        expiration,
        ttlMs,
      });
    }
    const copy = { ...payload, syncTarget: conversation.peerId };
    const ttlMs = ttlOf(message.expiration, 'own-swarm');
    enqueueControl(repositories, this.deps, { to: ownId, payload: copy, sentAtMs, expiration, ttlMs });
  }

  private countReaction(): void {
    const nowMs = this.deps.clock.monotonicMs();
    const recent = this.recentMs.filter((ms) => ms > nowMs - MINUTE_MS);
    if (recent.length >= MAX_A_MINUTE) throw new MessagingError('too-many-reactions');
    this.recentMs = [...recent, nowMs];
  }
}
