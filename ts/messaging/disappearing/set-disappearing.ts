import type { ConversationRow, ExpirationSetting, MessageRow, Repositories } from '../../store/index.ts';
import { writeContact } from '../configs/write-contact.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { sendMessageJob } from '../send/jobs.ts';
import { nextSentAt, restampWaiting } from '../send/sent-at.ts';
import type { Services } from '../services.ts';
import { isOffered, newExpiration } from './timers.ts';

type Deps = Services & {
  readonly outbox: Outbox;
  /** Also timers of 10, 30 and 60 seconds may be chosen. */
  readonly hasShortTimers?: boolean;
};

/** How what is written in a conversation disappears from now on. */
export interface DisappearingChoice extends ExpirationSetting {
  readonly conversationId: number;
}

/**
 * Changes how what we write disappears (spec 04 §4.2). Our devices hear of it through configs and, as the other side, through a
 * message that leaves a line in the conversation.
 */
export class SetDisappearing {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} `conversation-unknown`; `timer-not-offered` (spec 04 §4.1); `group-not-admin`; `conversation-not-open` while it is a
   * request of either side, and for somebody whom we have blocked.
   */
  run({ conversationId, mode, timerS }: DisappearingChoice): void {
    const { groups, events, outbox } = this.deps;
    const changes = groups.transaction((repositories) => {
      const conversation = repositories.conversations.get(conversationId);
      if (conversation === undefined) throw new MessagingError('conversation-unknown');
      return this.change(repositories, conversation, { mode, timerS });
    });
    for (const change of changes) events.emit(change);
    outbox.wake();
  }

  private change(
    repositories: Repositories,
    conversation: ConversationRow,
    setting: ExpirationSetting,
  ): readonly MessagingEvent[] {
    const { hasShortTimers = false } = this.deps;
    if (!isOffered(setting, { kind: conversation.kind, hasShortTimers }))
      throw new MessagingError('timer-not-offered');
    this.assertOpen(repositories, conversation);
    const { mode, timerS } = conversation.expiration;
    if (mode === setting.mode && timerS === setting.timerS) return [];
    const changed = repositories.conversations.update(conversation.id, { expiration: setting });
    this.tellConfigs(repositories, changed);
    return this.writeLine(repositories, changed);
  }

  private tellConfigs(repositories: Repositories, { kind, peerId, expiration }: ConversationRow): void {
    const { configs, groups, keys, network } = this.deps;
    if (kind === 'group') {
      groups.of(peerId).info.update({ expiryTimerS: expiration.timerS || undefined });
      return;
    }
    if (kind === 'contact') {
      writeContact({ repositories, configs, ownId: keys.accountId }, peerId);
      return;
    }
    const noteToSelfTimerS = expiration.mode === 'off' ? undefined : expiration.timerS;
    configs.profile.update({ noteToSelfTimerS }, network.time.nowMs());
  }

  /** The line about it, which is sent as messages are; of older ones nothing is left, and what had not been sent is not. */
  private writeLine(repositories: Repositories, conversation: ConversationRow): readonly MessagingEvent[] {
    const { network, clock, keys } = this.deps;
    const place = { conversationId: conversation.id, authorId: keys.accountId };
    const expiration = newExpiration(conversation);
    const restamped = restampWaiting(repositories, network.time, conversation.id);
    const line: MessageRow = repositories.messages.insertOutgoing({
      ...place,
      ...nextSentAt(repositories, network.time, place),
      kind: 'timer-update',
      body: '',
      receivedAtMs: network.time.nowMs(),
      details: { timer: conversation.expiration },
      ...(expiration === undefined ? {} : { expiration }),
    });
    repositories.jobs.enqueue(sendMessageJob(line, clock.nowMs()));
    return [
      ...restamped.map((messageId): MessagingEvent => ({ type: 'message-changed', messageId })),
      ...this.deleteOlderLines(repositories, conversation).map((messageId): MessagingEvent => ({
        type: 'message-removed',
        conversationId: conversation.id,
        messageId,
      })),
      { type: 'message-changed', messageId: line.id },
      { type: 'conversation-changed', conversationId: conversation.id },
    ];
  }

  /** One of ours stays with a person; in a group one at all (spec 04 §4.2). */
  private deleteOlderLines({ messages }: Repositories, { id, kind }: ConversationRow): readonly number[] {
    const authorId = kind === 'group' ? {} : { authorId: this.deps.keys.accountId };
    return messages.deleteOlderTimerUpdates({ conversationId: id, ...authorId });
  }

  private assertOpen({ contacts }: Repositories, { kind, peerId }: ConversationRow): void {
    if (kind === 'note-to-self') return;
    if (kind === 'community' || kind === 'blinded' || kind === 'legacy-group')
      throw new MessagingError('conversation-not-open');
    if (kind === 'group') {
      if (this.deps.groups.access(peerId) !== 'admin') throw new MessagingError('group-not-admin');
      return;
    }
    const { isApproved, hasApprovedUs, isBlocked } = contacts.require(peerId);
    if (!isApproved || !hasApprovedUs || isBlocked) throw new MessagingError('conversation-not-open');
  }
}
