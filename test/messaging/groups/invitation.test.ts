import { beforeEach, describe, expect, test } from 'vitest';

import { type AccountKeys, createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import type { GroupStates, MessagingEvent, UserConfigs } from '../../../ts/messaging/index.ts';
import { handleDataMessage } from '../../../ts/messaging/receive/handle-data-message.ts';
import type { Store } from '../../../ts/store/index.ts';
import { systemRandom, zstdReady } from '../../../ts/util/index.ts';
import { type GroupUpdate, signAdminUpdate } from '../../../ts/wire/index.ts';
import { temporaryStore } from '../../store/support.ts';
import { noGroups, userConfigs } from '../user-configs.ts';
import { GroupSwarm } from './group-swarm.ts';

await cryptoReady();
await zstdReady();
const [us, alice, bob] = [1, 2, 3].map(() => createAccountKeys(systemRandom)) as [
  AccountKeys,
  AccountKeys,
  AccountKeys,
];

let store: Store;
let configs: UserConfigs;
let groups: GroupStates;
let swarm: GroupSwarm;

beforeEach(() => {
  store = temporaryStore();
  configs = userConfigs(store, us);
  groups = noGroups(store, us, configs);
  swarm = new GroupSwarm([us, alice]);
});

interface Wrong {
  readonly from?: AccountKeys;
  /** Whose invitation it is in truth. */
  readonly member?: AccountKeys;
  readonly signer?: GroupSwarm;
  readonly rightsOf?: GroupSwarm;
  readonly sentAtMs?: number;
  readonly signedAtMs?: number;
}

function invite({
  from = swarm.admin,
  member = us,
  signer = swarm,
  rightsOf = swarm,
  sentAtMs = Date.now(),
  signedAtMs = sentAtMs,
}: Wrong = {}): readonly MessagingEvent[] {
  const groupKey = signer.keys.secretKey;
  const groupUpdate: GroupUpdate = {
    kind: 'invite',
    groupId: swarm.id,
    name: 'Club',
    memberAuthData: rightsOf.authDataFor(member),
    adminSignature: signAdminUpdate(
      { kind: 'invite', memberId: member.accountId },
      { sentAtMs: signedAtMs, groupKey },
    ),
  };
  return receive(groupUpdate, { from, sentAtMs });
}

const promote = (from: AccountKeys = swarm.admin): readonly MessagingEvent[] =>
  receive({ kind: 'promote', groupIdentitySeed: swarm.seed, name: 'Club' }, { from });

function receive(
  groupUpdate: GroupUpdate,
  { from, sentAtMs = Date.now() }: { readonly from: AccountKeys; readonly sentAtMs?: number },
): readonly MessagingEvent[] {
  const profile = { displayName: 'The admin' };
  return groups.transaction((repositories) =>
    handleDataMessage(
      {
        hash: `hash ${sentAtMs}`,
        authorId: from.accountId,
        sentAtMs,
        storedAtMs: sentAtMs,
        swarmExpiryMs: sentAtMs + 1_000_000,
        content: { sigTimestampMs: sentAtMs, payload: { kind: 'data', groupUpdate, profile } },
      },
      {
        repositories,
        configs,
        groups,
        keys: us,
        ownId: us.accountId,
        nowMs: Date.now(),
        calls: { take: () => [] },
      },
    ),
  );
}

const approve = ({ accountId }: AccountKeys): void => {
  store.contacts.findOrCreate({ accountId, createdAtS: 1 });
  store.contacts.update(accountId, { isApproved: true });
};
const jobs = (): readonly string[] => store.jobs.page({ afterId: 0, limit: 99 }).map(({ kind }) => kind);
const access = (): string => groups.access(swarm.id);

describe('an invitation', () => {
  test('of a stranger waits for an answer, and says who they are; of whom we know it is accepted', () => {
    expect(invite()).toContainEqual(expect.objectContaining({ type: 'group-invited' }));
    expect(access()).toBe('invited');
    expect(store.conversations.byGroup(swarm.id)).toMatchObject({
      name: 'Club',
      shelf: 'requests',
      invitedBy: swarm.admin.accountId,
      isMarkedUnread: true,
    });
    expect(store.contacts.get(swarm.admin.accountId)?.displayName).toBe('The admin');
    expect(configs.contacts.get(swarm.admin.accountId)).toBeUndefined();
    expect(jobs()).not.toContain('answer-invitation');

    swarm = new GroupSwarm([us]);
    approve(swarm.admin);
    invite();
    expect(access()).toBe('member');
    expect(store.conversations.byGroup(swarm.id)?.shelf).toBe('list');
    expect(jobs()).toContain('answer-invitation');
    expect(jobs()).toContain('delete-hashes');
  });

  test.each<[string, () => Wrong]>([
    ['signed for somebody else', () => ({ member: bob })],
    ['signed by another group', () => ({ signer: new GroupSwarm([us]) })],
    ['signed for another time', () => ({ signedAtMs: 1 })],
    ['with rights to another group', () => ({ rightsOf: new GroupSwarm([us]) })],
    ['of ourselves', () => ({ from: us })],
  ])('%s is none', (_, wrong) => {
    expect(invite(wrong())).toEqual([]);
    expect(access()).toBe('none');
    expect(store.conversations.byGroup(swarm.id)).toBeUndefined();
  });

  test('to a group that we are in already changes our rights and asks nothing, whoever sends it', () => {
    approve(swarm.admin);
    invite();
    const events = invite({ from: alice, sentAtMs: Date.now() + 5 });
    expect(access()).toBe('member');
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'group-invited' }));
    expect(store.conversations.byGroup(swarm.id)).toMatchObject({
      shelf: 'list',
      invitedBy: swarm.admin.accountId,
    });
  });

  test('after a removal brings us back with an empty conversation and everything to fetch anew', () => {
    approve(swarm.admin);
    invite();
    groups.transaction(() => void configs.groups.endGroup(swarm.id, 'kicked'));
    const seen = { account: swarm.id, namespace: 11, hash: 'seen' };
    store.hashes.markSeen({ ...seen, expiresAtMs: Date.now() + 1_000_000 });
    expect(access()).toBe('removed');
    expect(invite({ sentAtMs: Date.now() + 5 })).toContainEqual(
      expect.objectContaining({ type: 'group-invited' }),
    );
    expect(access()).toBe('member');
    expect(store.hashes.isSeen(seen)).toBe(false);
    expect(jobs()).toContain('clear-conversation');
  });

  test('to a group that is no more, or to one that we lead, changes nothing', () => {
    promote();
    const joined = groups.joined(swarm.id);
    expect(invite()).toEqual([]);
    expect(groups.joined(swarm.id)).toEqual(joined);
    groups.transaction(() => void configs.groups.endGroup(swarm.id, 'destroyed'));
    expect(invite()).toEqual([]);
    expect(promote()).toEqual([]);
    expect(access()).toBe('destroyed');
  });
});

describe('a promotion', () => {
  test('of a stranger is a request too; whom we know makes us an admin, of a group that we may not have known', () => {
    promote();
    expect(access()).toBe('invited');
    swarm = new GroupSwarm([us]);
    approve(swarm.admin);
    promote();
    expect(access()).toBe('admin');
    expect(groups.of(swarm.id).isAdmin).toBe(true);
  });

  test('of a member has everything of the group looked at once more', () => {
    approve(swarm.admin);
    invite();
    const seen = { account: swarm.id, namespace: 13, hash: 'seen' };
    store.hashes.markSeen({ ...seen, expiresAtMs: Date.now() + 1_000_000 });
    promote();
    expect(access()).toBe('admin');
    expect(store.hashes.isSeen(seen)).toBe(false);
  });
});
