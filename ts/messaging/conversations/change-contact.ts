import { setImmediate } from 'node:timers/promises';

import { downloadPending } from '../attachments/download-attachments.ts';
import { readStateKey } from '../configs/write-read-state.ts';
import { forgetGroup } from '../groups/carry-group.ts';
import { changeRoom } from '../communities/change-room.ts';
import { changeGroup } from '../groups/change-group-settings.ts';
import { writeContact } from '../configs/write-contact.ts';
import { MessagingError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ContactChange, ConversationRow, GroupConversation, Repositories } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { deleteConversationJob } from './conversation-jobs.ts';
import { tellAcceptance } from './tell-acceptance.ts';

type Deps = Services & { readonly outbox: Outbox };

/** Bytes of UTF-8 that a nickname may have (spec 03 §8.2). */
const MAX_NICKNAME_BYTES = 100;
const REQUESTS_A_STROKE = 50;

/** What of a conversation with a person is for a person to choose; what is absent stays. */
export interface ConversationChange {
  /** Empty takes it away. */
  readonly nickname?: string;
  /** −1 hides, from 1 on pins; greater is higher. */
  readonly priority?: number;
  readonly notify?: 'default' | 'all' | 'mentions' | 'none';
  /** Seconds since the epoch; 0 ends it. */
  readonly mutedUntilS?: number;
  readonly isMarkedUnread?: boolean;
  /** Download what they send without asking; of this device only. */
  readonly isTrustedForMedia?: boolean;
}

/** Everything about a contact that our other devices hear of through configs (spec 04 §3.10–3.13). */
export class ChangeContact {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `conversation-unknown`, `nickname-too-long` */
  change(conversationId: number, change: ConversationChange): void {
    const { isMarkedUnread, ...settings } = change;
    if (Buffer.byteLength(settings.nickname ?? '') > MAX_NICKNAME_BYTES)
      throw new MessagingError('nickname-too-long');
    const awaited = new Set<number>();
    this.write(conversationId, (repositories, conversation) => {
      this.update(repositories, conversation, settings);
      if (settings.isTrustedForMedia === true)
        for (const { messageId } of downloadPending(repositories, conversation, this.deps.clock.nowMs()))
          awaited.add(messageId);
      if (isMarkedUnread === undefined) return;
      repositories.conversations.setMarkedUnread(conversationId, isMarkedUnread);
      const nowMs = this.deps.network.time.nowMs();
      const key = readStateKey(repositories, conversation);
      if (key !== undefined) this.deps.configs.volatile.update(key, { isMarkedUnread }, { nowMs });
    });
    for (const messageId of awaited) this.deps.events.emit({ type: 'message-changed', messageId });
  }

  /** Whoever has asked may write to us; they are told (spec 04 §3.10). @throws {MessagingError} `conversation-unknown` */
  accept(conversationId: number): void {
    this.write(conversationId, (repositories, conversation) => {
      const { kind } = conversation;
      if (kind === 'group' || kind === 'legacy-group' || kind === 'community') return;
      const { peerId } = conversation;
      if (repositories.contacts.require(peerId).isApproved) return;
      tellAcceptance(repositories, this.deps, conversation);
      this.update(repositories, conversation, {
        isApproved: true,
        priority: Math.max(conversation.priority, 0),
      });
    });
  }

  /** Nothing is sent; messages go, and a new one of somebody who is not blocked brings the request back (spec 04 §3.10). @throws {MessagingError} `conversation-unknown` */
  decline(conversationId: number): void {
    this.forget(conversationId, { priority: -1 });
  }

  /** {@link decline} for every request there is (spec 04 §3.10). Many are declined in strokes. */
  async declineAll(): Promise<void> {
    const { groups, events, outbox } = this.deps;
    for (;;) {
      const requests = groups.transaction((repositories) => {
        const page = repositories.conversations.list({ shelf: 'requests', limit: REQUESTS_A_STROKE });
        for (const request of page) this.declineIn(repositories, request);
        return page;
      });
      for (const { id } of requests) events.emit({ type: 'conversation-changed', conversationId: id });
      events.emit({ type: 'groups-changed' });
      outbox.wake();
      if (requests.length < REQUESTS_A_STROKE) return;
      await setImmediate();
    }
  }

  /** Takes a conversation away, here and on our other devices; the contact stays. @throws {MessagingError} `conversation-unknown` */
  deleteConversation(conversationId: number): void {
    this.write(conversationId, (repositories, conversation) => {
      this.update(repositories, conversation, { priority: -1 });
      repositories.jobs.enqueue(deleteConversationJob(conversationId, this.deps.clock.nowMs()));
    });
  }

  /** Takes the person away, here and on our other devices. @throws {MessagingError} `conversation-unknown` */
  deleteContact(conversationId: number): void {
    this.forget(conversationId, {
      isApproved: false,
      hasApprovedUs: false,
      isBlocked: false,
      nickname: '',
      priority: -1,
    });
  }

  /**
   * Nothing of a blocked person is taken in (spec 04 §3.11). Of an invitation to a group it is whoever has invited us, and the invitation is
   * declined (spec 04 §5.3). @throws {MessagingError} `conversation-unknown`
   */
  setBlocked(conversationId: number, isBlocked: boolean): void {
    const { store, events } = this.deps;
    const before = store.conversations.get(conversationId);
    this.write(conversationId, (repositories, conversation) => {
      if (conversation.kind === 'group') this.blockInviter(repositories, conversation, isBlocked);
      else this.update(repositories, conversation, { isBlocked });
    });
    const inviter = before?.kind === 'group' ? before.invitedBy : undefined;
    const theirs = inviter && store.conversations.byPeer(inviter);
    if (theirs !== undefined) events.emit({ type: 'conversation-changed', conversationId: theirs.id });
  }

  private blockInviter(
    repositories: Repositories,
    { shelf, peerId, invitedBy }: GroupConversation,
    isBlocked: boolean,
  ): void {
    const { configs, groups, keys, network } = this.deps;
    if (!isBlocked || shelf !== 'requests') return;
    if (invitedBy !== undefined) {
      const createdAtS = Math.floor(network.time.nowMs() / 1_000);
      repositories.contacts.findOrCreate({ accountId: invitedBy, createdAtS });
      repositories.contacts.update(invitedBy, { isBlocked: true });
      writeContact({ repositories, configs, ownId: keys.accountId }, invitedBy);
    }
    forgetGroup({ repositories, configs, groups, nowMs: network.time.nowMs() }, peerId);
  }

  private forget(conversationId: number, change: ContactChange): void {
    this.write(conversationId, (repositories, conversation) =>
      this.forgetIn(repositories, conversation, change),
    );
  }

  private declineIn(repositories: Repositories, request: ConversationRow): void {
    const { configs, groups, network } = this.deps;
    if (request.kind !== 'group') this.forgetIn(repositories, request, { priority: -1 });
    else forgetGroup({ repositories, configs, groups, nowMs: network.time.nowMs() }, request.peerId);
  }

  private forgetIn(
    repositories: Repositories,
    { id, peerId, kind }: ConversationRow,
    change: ContactChange,
  ): void {
    const { configs, keys, clock } = this.deps;
    if (kind === 'blinded') {
      repositories.contacts.update(peerId, change);
      repositories.jobs.enqueue(deleteConversationJob(id, clock.nowMs()));
      return;
    }
    if (kind !== 'contact') return;
    const { isBlocked } = repositories.contacts.update(peerId, change);
    // Our other devices unblock whoever is in no config: what is blocked stays there.
    if (isBlocked) writeContact({ repositories, configs, ownId: keys.accountId }, peerId);
    else configs.contacts.erase(peerId);
    configs.volatile.erase({ kind: 'direct', id: peerId });
    repositories.jobs.enqueue(deleteConversationJob(id, clock.nowMs()));
  }

  private update(repositories: Repositories, conversation: ConversationRow, change: ContactChange): void {
    const { configs, keys, network } = this.deps;
    const { id, peerId, kind } = conversation;
    if (kind === 'group') {
      changeGroup({ repositories, configs }, conversation, change);
      return;
    }
    if (kind === 'community') {
      changeRoom({ repositories, configs }, conversation, change);
      return;
    }
    if (kind === 'legacy-group') {
      const { priority } = change;
      if (priority === undefined) return;
      repositories.conversations.update(id, { priority });
      configs.groups.updateLegacyGroup(peerId, { priority });
      return;
    }
    if (kind === 'note-to-self') {
      const { priority } = change;
      if (priority === undefined) return;
      repositories.conversations.update(id, { priority });
      configs.profile.update({ noteToSelfPriority: priority }, network.time.nowMs());
      return;
    }
    repositories.contacts.update(peerId, change);
    // Whom we know by a blinded ID only is in no contacts of ours.
    if (kind === 'contact') writeContact({ repositories, configs, ownId: keys.accountId }, peerId);
  }

  private write(
    conversationId: number,
    work: (repositories: Repositories, conversation: ConversationRow) => void,
  ): void {
    const { configs, events, outbox } = this.deps;
    configs.transaction((repositories) => {
      const conversation = repositories.conversations.get(conversationId);
      if (conversation === undefined) throw new MessagingError('conversation-unknown');
      work(repositories, conversation);
    });
    events.emit({ type: 'conversation-changed', conversationId });
    outbox.wake();
  }
}
