// A new group (spec 04 §5.2).

import type { AccountId, GroupId } from '../../account/index.ts';
import { groupId } from '../../account/index.ts';
import type { GroupConfigs } from '../../config/index.ts';
import { ed25519KeyPair, ed25519Seed, symmetricKey } from '../../crypto/index.ts';
import type { GroupConversation, Repositories } from '../../store/index.ts';
import { toHex } from '../../util/index.ts';
import type { MessagingEvent } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { carryGroup } from './carry-group.ts';
import { pushGroupJob } from './group-jobs.ts';
import { writeGroupLine } from './group-lines.ts';
import { checkedGroupName, checkedMembers } from './group-rules.ts';

const SEED_BYTES = 32;

type Deps = Services & { readonly outbox: Outbox };

export interface NewGroup {
  readonly name: string;
  /** Account IDs of those who are invited; at most 99. */
  readonly memberIds: readonly string[];
}

/**
 * The group is here at once: keys, conversation and the job that brings it to its swarm are one transaction. Members are invited when it is
 * there.
 */
export class CreateGroup {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} `group-name-empty`, `group-name-too-long`, `group-without-members`, `group-full`
   * @throws {AccountError} for what is no account's ID
   */
  run({ name: typedName, memberIds }: NewGroup): GroupConversation {
    const { groups, events, outbox, keys } = this.deps;
    const name = checkedGroupName(typedName);
    const members = checkedMembers(memberIds, { ownId: keys.accountId, others: 1 });
    const { conversation, changes } = groups.transaction((repositories) =>
      this.create(repositories, { name, members }),
    );
    for (const change of changes) events.emit(change);
    outbox.wake();
    return conversation;
  }

  private create(
    repositories: Repositories,
    { name, members }: { readonly name: string; readonly members: readonly AccountId[] },
  ): { readonly conversation: GroupConversation; readonly changes: readonly MessagingEvent[] } {
    const { groups, configs, network, random } = this.deps;
    const adminSeed = ed25519Seed(random.bytes(SEED_BYTES));
    const id: GroupId = groupId(`03${toHex(ed25519KeyPair(adminSeed).publicKey)}`);
    const nowMs = network.time.nowMs();
    const joinedS = Math.floor(nowMs / 1_000);
    configs.groups.updateGroup(id, { name, adminSeed, joinedS, isInvitation: false });
    const joined = configs.groups.group(id);
    if (joined === undefined) throw new RangeError('group not written');
    const state = groups.of(id);
    state.info.update({ name, createdS: joinedS });
    this.enlist(repositories, state, members);
    state.rekey();
    const conversation = carryGroup({ repositories, groups, nowMs }, id, joined);
    // The keys go before the first line.
    const lines = this.afterPush(repositories, conversation, members);
    return {
      conversation,
      changes: [
        ...lines,
        { type: 'conversation-changed', conversationId: conversation.id },
        { type: 'groups-changed' },
      ],
    };
  }

  private enlist(repositories: Repositories, state: GroupConfigs, members: readonly AccountId[]): void {
    const { configs, keys } = this.deps;
    const { name, picture, updatedS } = configs.profile.read();
    state.members.update(keys.accountId, {
      name: name ?? '',
      picture,
      profileUpdatedS: updatedS,
      isAdmin: true,
      transition: 'promotion-accepted',
    });
    for (const id of members) addMember(repositories, state, { id, isWithHistory: false });
  }

  private afterPush(
    repositories: Repositories,
    conversation: GroupConversation,
    members: readonly AccountId[],
  ): readonly MessagingEvent[] {
    const { clock } = this.deps;
    repositories.jobs.enqueue(
      pushGroupJob(conversation.peerId, { conversationId: conversation.id, nowMs: clock.nowMs() }),
    );
    return writeGroupLine(repositories, this.deps, {
      conversation,
      details: { groupUpdate: { joined: members } },
    });
  }
}

/** Puts somebody on the list, to be invited, with what we know of them. */
export function addMember(
  { contacts }: Repositories,
  state: GroupConfigs,
  { id, isWithHistory }: { readonly id: AccountId; readonly isWithHistory: boolean },
): void {
  const contact = contacts.get(id);
  state.members.update(id, {
    name: contact?.name ?? '',
    picture: contact?.picture && { url: contact.picture.url, key: symmetricKey(contact.picture.key) },
    profileUpdatedS: contact?.profileUpdatedS || undefined,
    isInvitedWithHistory: isWithHistory,
    transition: 'invite-not-sent',
  });
}
