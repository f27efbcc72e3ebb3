// What admins do to a group (spec 04 §5.4 to §5.9).

import type { AccountId, GroupId } from '../../account/index.ts';
import { accountId } from '../../account/index.ts';
import type { GroupConfigs, GroupMember } from '../../config/index.ts';
import type { GroupConversation, Repositories } from '../../store/index.ts';
import { type FileSource, takeIn } from '../attachments/attachment-source.ts';
import { clearConversationJob } from '../conversations/conversation-jobs.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { forgetGroup } from './carry-group.ts';
import { addMember } from './create-group.ts';
import { pushGroupJob } from './group-jobs.ts';
import { uploadGroupPictureJob } from './group-picture-jobs.ts';
import { writeGroupLine } from './group-lines.ts';
import { checkedGroupName, checkedMembers } from './group-rules.ts';

type Deps = Services & { readonly outbox: Outbox };

/** In a transaction, with the state of a group of which we are an admin. */
interface AtWork {
  readonly repositories: Repositories;
  readonly conversation: GroupConversation;
  readonly id: GroupId;
  readonly state: GroupConfigs;
}

export interface GroupMemberChoice {
  readonly conversationId: number;
  /** Account IDs. */
  readonly memberIds: readonly string[];
}

/** Each command throws {@link MessagingError} `group-unknown`, and `group-not-admin` for who may not. */
export class ChangeGroup {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} `group-name-empty`, `group-name-too-long`
   */
  describe({
    conversationId,
    name,
    description,
  }: {
    readonly conversationId: number;
    readonly name?: string | undefined;
    /** At most 600 bytes; longer ones are cut. Empty takes it away. */
    readonly description?: string | undefined;
  }): void {
    const checked = name === undefined ? undefined : checkedGroupName(name);
    this.atWork(conversationId, (work) => {
      const { state, repositories, conversation, id } = work;
      if (description !== undefined) state.info.update({ description: description.trim() });
      const isRenamed = checked !== undefined && checked !== state.info.record.name;
      if (!isRenamed) return [];
      state.info.update({ name: checked });
      this.deps.configs.groups.updateGroup(id, { name: checked });
      repositories.conversations.describeGroup(conversation.id, { name: checked });
      return this.line(work, { groupUpdate: { name: checked } });
    });
  }

  /**
   * Gives the group a picture: shown here at once, uploaded, then in the group's info.
   * @throws {MessagingError} `attachment-unreadable`, `attachment-empty`, `attachment-too-large` above 10,000,000 bytes
   */
  async setPicture(conversationId: number, source: FileSource): Promise<void> {
    const { localFiles, clock } = this.deps;
    this.atWork(conversationId, () => []);
    const { id: fileId } = await takeIn(localFiles, source);
    this.atWork(conversationId, ({ repositories }) => {
      repositories.conversations.describeGroup(conversationId, { pictureFileId: fileId });
      repositories.jobs.enqueue(uploadGroupPictureJob({ conversationId, fileId }, clock.nowMs()));
      return [];
    });
  }

  /** An upload that is on its way finds that its picture is no longer wanted. */
  removePicture(conversationId: number): void {
    this.atWork(conversationId, (work) => {
      work.state.info.update({ picture: undefined });
      work.repositories.conversations.describeGroup(conversationId, { picture: 'none' });
      return this.line(work, { groupUpdate: { avatarChanged: true } });
    });
  }

  /**
   * Invites people; with the history they may read what was written before.
   * @throws {MessagingError} `group-without-members` when all are members already, `group-full`
   */
  invite({
    conversationId,
    memberIds,
    withHistory = false,
  }: GroupMemberChoice & { readonly withHistory?: boolean | undefined }): void {
    this.atWork(conversationId, (work) => {
      const { state, repositories } = work;
      const known = new Set(state.members.ids);
      const members = checkedMembers(
        memberIds.filter((id) => !known.has(id.toLowerCase())),
        { ownId: this.deps.keys.accountId, others: known.size },
      );
      for (const id of members) addMember(repositories, state, { id, isWithHistory: withHistory });
      // Whoever gets no older keys is not to guess that the newest one is old.
      if (!withHistory) state.rekey();
      return this.line(work, {
        groupUpdate: withHistory ? { joinedWithHistory: members } : { joined: members },
      });
    });
  }

  /** Sends an invitation, or a promotion, once more. Nothing for who has come. */
  resend({ conversationId, memberIds }: GroupMemberChoice): void {
    this.atWork(conversationId, ({ state }) => {
      for (const member of chosen(state, memberIds)) {
        if (member.removal > 0) continue;
        if (member.isAdmin && member.promotion > 0)
          state.members.update(member.id, { transition: 'promoted' });
        if (!member.isAdmin && member.invitation > 0)
          state.members.update(member.id, { transition: 'invite-not-sent' });
      }
      return [];
    });
  }

  /** Makes members admins, which cannot be undone. */
  promote({ conversationId, memberIds }: GroupMemberChoice): void {
    this.atWork(conversationId, (work) => {
      const members = chosen(work.state, memberIds).filter(
        ({ isAdmin, removal }) => !isAdmin && removal === 0,
      );
      for (const { id } of members) work.state.members.update(id, { transition: 'promoted' });
      const promoted = members.map(({ id }) => id);
      return promoted.length === 0 ? [] : this.line(work, { groupUpdate: { promoted } });
    });
  }

  /**
   * Removes members, and what they have written if wanted.
   * @throws {MessagingError} `group-member-is-admin`: admins stay
   */
  remove({
    conversationId,
    memberIds,
    withMessages = false,
  }: GroupMemberChoice & { readonly withMessages?: boolean | undefined }): void {
    this.atWork(conversationId, (work) => {
      const members = chosen(work.state, memberIds);
      if (members.some(({ isAdmin }) => isAdmin)) throw new MessagingError('group-member-is-admin');
      const transition = withMessages ? 'removed-with-messages' : 'removed';
      for (const { id } of members) work.state.members.update(id, { transition });
      return this.line(work, { groupUpdate: { removed: members.map(({ id }) => id) } });
    });
  }

  /** Removes everything that was written until now, for everybody (spec 04 §3.9). */
  clearForEveryone(conversationId: number): void {
    const { network, clock } = this.deps;
    this.atWork(conversationId, ({ state, repositories }) => {
      const deleteBeforeS = Math.floor(network.time.nowMs() / 1_000);
      state.info.update({ deleteBeforeS });
      const upToSentAtMs = deleteBeforeS * 1_000;
      repositories.jobs.enqueue(clearConversationJob(conversationId, { upToSentAtMs, nowMs: clock.nowMs() }));
      return [];
    });
  }

  /**
   * Ends the group for everybody; it goes from here when its swarm has heard of it (spec 04 §5.8). Of one that has expired nobody has anything
   * left to end.
   */
  destroy(conversationId: number): void {
    const { configs, groups, network } = this.deps;
    this.atWork(conversationId, ({ state, repositories, conversation: { isExpired }, id }) => {
      if (isExpired && state.keys.keys.length === 0)
        return forgetGroup({ repositories, configs, groups, nowMs: network.time.nowMs() }, id);
      state.info.update({ isDestroyed: true });
      return [];
    });
  }

  private atWork(conversationId: number, work: (work: AtWork) => readonly MessagingEvent[]): void {
    const { groups, events, outbox } = this.deps;
    const changes = groups.transaction((repositories) => {
      const conversation = repositories.conversations.get(conversationId);
      if (conversation?.kind !== 'group') throw new MessagingError('group-unknown');
      const id = conversation.peerId;
      if (groups.access(id) !== 'admin') throw new MessagingError('group-not-admin');
      return work({ repositories, conversation, id, state: groups.of(id) });
    });
    for (const change of changes) events.emit(change);
    events.emit({ type: 'conversation-changed', conversationId });
    outbox.wake();
  }

  /** The keys that a change asks for go before the line about it: nobody could read it otherwise. */
  private line(
    { repositories, conversation, id, state }: AtWork,
    details: Parameters<typeof writeGroupLine>[2]['details'],
  ): readonly MessagingEvent[] {
    const nowMs = this.deps.clock.nowMs();
    if (state.needsPush)
      repositories.jobs.enqueue(pushGroupJob(id, { conversationId: conversation.id, nowMs }));
    return writeGroupLine(repositories, this.deps, { conversation, details });
  }
}

/** @throws {MessagingError} `group-member-unknown` */
function chosen(state: GroupConfigs, memberIds: readonly string[]): readonly GroupMember[] {
  const ids = new Set<AccountId>(memberIds.map(accountId));
  return [...ids].map((id) => {
    const member = state.members.get(id);
    if (member === undefined) throw new MessagingError('group-member-unknown');
    return member;
  });
}
