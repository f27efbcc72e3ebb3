// What somebody does who was invited to a group, or does not want to be in one any more (spec 04 §5.3, §5.7).

import type { GroupId } from '../../account/index.ts';
import type { GroupConversation, LegacyGroupConversation, Repositories } from '../../store/index.ts';
import { nextControlSentAt } from '../control/control-message.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import { ttlOf, wireExpiration } from '../disappearing/timers.ts';
import { MESSAGE_TTL_MS } from '../limits.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { carryGroup, forgetGroup } from './carry-group.ts';
import { accessOf, isOpen } from './group-access.ts';
import { encodeForGroup } from './group-content.ts';
import { answerInvitationJob } from './group-jobs.ts';
import { leaveGroupJob } from './leave-group-runner.ts';
import { forgetLegacyGroup } from './legacy-groups.ts';

type Deps = Services & { readonly outbox: Outbox };

export class AnswerGroup {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Joins a group that we were invited to. @throws {MessagingError} `group-unknown` */
  accept(conversationId: number): void {
    this.atWork(conversationId, (repositories, { peerId: id }) => {
      const { configs, groups, network, clock } = this.deps;
      if (groups.access(id) !== 'invited') return [];
      configs.groups.updateGroup(id, { isInvitation: false });
      const joined = configs.groups.group(id);
      if (joined === undefined) return [];
      carryGroup({ repositories, groups, nowMs: network.time.nowMs() }, id, joined);
      if (accessOf(joined) === 'member') repositories.jobs.enqueue(answerInvitationJob(id, clock.nowMs()));
      return [{ type: 'groups-changed' }];
    });
  }

  /** Nothing is sent. @throws {MessagingError} `group-unknown` */
  decline(conversationId: number): void {
    this.atWork(conversationId, (repositories, { peerId: id }) => this.forget(repositories, id));
  }

  /**
   * Leaves, which is always possible; the others hear of it when the network takes it. Also takes away a group that is over.
   * @throws {MessagingError} `group-unknown`; `group-last-admin`: the group would have nobody to lead it, it can be destroyed
   */
  leave(conversationId: number): void {
    const row = this.deps.store.conversations.get(conversationId);
    if (row?.kind === 'legacy-group') this.forgetLegacy(row);
    else this.leaveOpen(conversationId);
  }

  private leaveOpen(conversationId: number): void {
    this.atWork(conversationId, (repositories, conversation) => {
      const { groups } = this.deps;
      const id = conversation.peerId;
      if (groups.access(id) === 'admin' && !conversation.isExpired && this.isLastAdmin(id))
        throw new MessagingError('group-last-admin');
      if (isOpen(groups.access(id))) this.tell(repositories, conversation);
      return this.forget(repositories, id);
    });
  }

  /** As far as we know: a group whose keys cannot be had can be left too. */
  private isLastAdmin(id: GroupId): boolean {
    const { groups, keys } = this.deps;
    const { keys: groupKeys, members } = groups.of(id);
    const admins = members.all.filter(({ isAdmin, removal }) => isAdmin && removal === 0);
    return groupKeys.keys.length > 0 && admins.every((member) => member.id === keys.accountId);
  }

  /** For everybody to see, and for the admins to act on. Without a key there is nobody to tell. */
  private tell(repositories: Repositories, { peerId: id, expiration }: GroupConversation): void {
    const { groups, clock } = this.deps;
    const joined = groups.joined(id);
    if (joined === undefined || groups.of(id).keys.keys.length === 0) return;
    const sentAtMs = nextControlSentAt(repositories, this.deps);
    const notification = encodeForGroup(this.deps, id, {
      sigTimestampMs: sentAtMs,
      ...wireExpiration(expiration),
      payload: { kind: 'data', groupUpdate: { kind: 'member-left-notification' } },
    });
    const toAdmins = encodeForGroup(this.deps, id, {
      sigTimestampMs: nextControlSentAt(repositories, this.deps),
      payload: { kind: 'data', groupUpdate: { kind: 'member-left' } },
    });
    const messages = [
      { data: notification, ttlMs: ttlOf(expiration, 'group') },
      { data: toAdmins, ttlMs: MESSAGE_TTL_MS },
    ];
    repositories.jobs.enqueue(leaveGroupJob(joined, messages, clock.nowMs()));
  }

  private forgetLegacy(conversation: LegacyGroupConversation): void {
    const { configs, network, events, outbox } = this.deps;
    const nowMs = network.time.nowMs();
    const changes = configs.transaction((repositories) =>
      forgetLegacyGroup({ repositories, configs, nowMs }, conversation),
    );
    for (const change of changes) events.emit(change);
    outbox.wake();
  }

  private forget(repositories: Repositories, id: GroupId): readonly MessagingEvent[] {
    const { configs, groups, network } = this.deps;
    return forgetGroup({ repositories, configs, groups, nowMs: network.time.nowMs() }, id);
  }

  private atWork(
    conversationId: number,
    work: (repositories: Repositories, conversation: GroupConversation) => readonly MessagingEvent[],
  ): void {
    const { groups, events, outbox } = this.deps;
    const changes = groups.transaction((repositories) => {
      const conversation = repositories.conversations.get(conversationId);
      if (conversation?.kind !== 'group') throw new MessagingError('group-unknown');
      return work(repositories, conversation);
    });
    for (const change of changes) events.emit(change);
    events.emit({ type: 'conversation-changed', conversationId });
    outbox.wake();
  }
}
