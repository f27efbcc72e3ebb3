// What lies in swarms of groups, in which order, and for how long (spec 04 §2.3, §5).

import { expect, test, vi } from 'vitest';

import { createAccountKeys } from '../../ts/account/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import { MovingClock } from '../support/moving-clock.ts';
import {
  agreed,
  becomes,
  club,
  consistsOf,
  everybodyTalks,
  messagesIn,
  textsIn,
} from './groups-agreement.ts';
import { circle, groupOn } from './groups-world.ts';
import { type Device, secondDevice, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

const DAY_MS = 86_400_000;
const HOUR_S = 3_600;
const [MESSAGES, KEYS, INFO, MEMBERS, REVOKED] = [11, 12, 13, 14, -11];
const CONFIGS = [KEYS, INFO, MEMBERS];

interface Stored {
  readonly account: string;
  readonly namespace: number;
  readonly livesMs: number;
}

/** Everything that is stored from now on. */
function storedIn(network: LocalNetwork): readonly Stored[] {
  const all: Stored[] = [];
  network.observe((event) => {
    if (event.type !== 'stored' || event.already) return;
    const { account, namespace, timestampMs, expiryMs } = event;
    all.push({ account, namespace, livesMs: expiryMs - timestampMs });
  });
  return all;
}

test('a new group is in its swarm keys first and for thirty days; then its line, then invitations, for fourteen', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    const stored = storedIn(world.network);
    const { peerId } = alice.client.createGroup({ name: 'Club', memberIds: [bob.id] });
    await groupOn(bob, 'Club');
    const ofGroup = stored.filter(({ account }) => account === peerId);
    expect(ofGroup.slice(0, 3).map(({ namespace }) => namespace)).toEqual(CONFIGS);
    for (const { namespace, livesMs } of ofGroup)
      expect(livesMs).toBe(namespace === MESSAGES ? 14 * DAY_MS : 30 * DAY_MS);
    const isAt =
      (account: string, namespace: number) =>
      (one: Stored): boolean =>
        one.account === account && one.namespace === namespace;
    // What they said before may still be on its way to Bob's other devices.
    const invitation = stored.findLastIndex(isAt(bob.id, 0));
    expect(invitation).toBeGreaterThan(stored.findIndex(isAt(peerId, MEMBERS)));
    expect(stored[invitation]?.livesMs).toBe(14 * DAY_MS);
  });
});

test('what disappears lives in the swarm as long as its timer; what admins have to know does not disappear', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = await club(world, ['Alice', 'Bob']);
    const { client } = alice.device;
    const { groupId } = client.group(alice.conversationId);
    client.setDisappearing({
      conversationId: alice.conversationId,
      mode: 'after-send',
      timerS: 12 * HOUR_S,
    });
    await groupOn(bob.device, 'Club', ({ disappearing }) => disappearing.timerS === 12 * HOUR_S);
    const stored = storedIn(world.network);
    const sent = bob.device.client.sendMessage({ conversationId: bob.conversationId, text: 'Tonight only' });
    await bob.device.sent(sent.id);
    bob.device.client.leaveGroup(bob.conversationId);
    await agreed([alice], consistsOf(alice.device));
    const lives = stored
      .filter(({ account, namespace }) => account === groupId && namespace === MESSAGES)
      .map(({ livesMs }) => livesMs);
    const timerMs = 12 * HOUR_S * 1_000;
    expect(lives.slice(0, 3)).toEqual([timerMs, timerMs, 14 * DAY_MS]);
  });
});

test('a removal: the list and the line, the notice for thirty days, then a new key for who is left', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice, bob, carol] = places;
    const { client } = alice.device;
    const { groupId } = client.group(alice.conversationId);
    const stored = storedIn(world.network);
    const removed = becomes(bob, 'removed');
    client.removeFromGroup({ conversationId: alice.conversationId, memberIds: [bob.device.id] });
    await Promise.all([removed, agreed([alice, carol], consistsOf(alice.device, carol.device))]);
    const ofGroup = stored.filter(({ account }) => account === groupId);
    const first = (wanted: number): number => ofGroup.findIndex(({ namespace }) => namespace === wanted);
    expect(first(MEMBERS)).toBeLessThan(first(MESSAGES));
    expect(first(MEMBERS)).toBeLessThan(first(REVOKED));
    expect(first(REVOKED)).toBeLessThan(first(KEYS));
    expect(ofGroup[first(REVOKED)]?.livesMs).toBe(30 * DAY_MS);
  });
});

test('an invitation that one device accepts is answered once, and the other device is in the group too', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    const tablet = await secondDevice(world, bob, 'tablet');
    const made = alice.client.createGroup({ name: 'Club', memberIds: [bob.id] });
    const isInvited = ({ groupAccess }: { readonly groupAccess?: string }): boolean =>
      groupAccess === 'invited';
    const [here] = await Promise.all([groupOn(bob, 'Club', isInvited), groupOn(tablet, 'Club', isInvited)]);
    const stored = storedIn(world.network);
    bob.client.acceptRequest(here.id);
    const isMember = ({ groupAccess }: { readonly groupAccess?: string }): boolean =>
      groupAccess === 'member';
    const there = await groupOn(tablet, 'Club', isMember);
    alice.client.sendMessage({ conversationId: made.id, text: 'Welcome' });
    await Promise.all([bob.received('Welcome'), tablet.received('Welcome')]);
    const sent = tablet.client.sendMessage({ conversationId: there.id, text: 'Thank you' });
    await Promise.all([tablet.sent(sent.id), alice.received('Thank you'), bob.received('Thank you')]);
    const messages = stored.filter(
      ({ account, namespace }) => account === made.peerId && namespace === MESSAGES,
    );
    // The answer, the welcome, the thanks.
    expect(messages).toHaveLength(3);
    tablet.client.leaveGroup(there.id);
    await bob.event('conversation-removed', ({ conversationId }) => conversationId === here.id);
  });
});

test('an admin clears what was written until then, for everybody', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const places = await club(world, ['Alice', 'Bob']);
      const [alice, bob] = places;
      await everybodyTalks(places, 'the old days');
      // The moment is a whole second: what was written in it stays.
      clock.moveOn(1_000);
      alice.device.client.clearGroupForEveryone(alice.conversationId);
      await Promise.all(
        places.map(({ device, conversationId }) =>
          device.event('conversation-cleared', (event) => event.conversationId === conversationId),
        ),
      );
      expect(places.flatMap(textsIn)).toEqual([]);
      clock.moveOn(1_000);
      const sent = bob.device.client.sendMessage({ conversationId: bob.conversationId, text: 'A new leaf' });
      await Promise.all([bob.device.sent(sent.id), alice.device.received('A new leaf')]);
    },
    { clock },
  );
});

test('a group has a name of at most 100 bytes and at most 100 members, and only admins change it', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = await club(world, ['Alice', 'Bob']);
    const { client } = alice.device;
    const { conversationId } = alice;
    const ids = Array.from({ length: 100 }, () => createAccountKeys(systemRandom).accountId);
    const [anybody = ''] = ids;
    const refused: readonly [() => void, string][] = [
      [() => client.createGroup({ name: '  ', memberIds: [anybody] }), 'group-name-empty'],
      [() => client.createGroup({ name: 'é'.repeat(51), memberIds: [anybody] }), 'group-name-too-long'],
      [() => client.createGroup({ name: 'Alone', memberIds: [alice.device.id] }), 'group-without-members'],
      [() => client.createGroup({ name: 'Crowd', memberIds: ids }), 'group-full'],
      [() => client.createGroup({ name: 'Odd', memberIds: ['05'] }), 'account-id-invalid'],
      [() => client.inviteToGroup({ conversationId, memberIds: ids.slice(1) }), 'group-full'],
      [() => client.inviteToGroup({ conversationId, memberIds: [bob.device.id] }), 'group-without-members'],
      [() => client.removeFromGroup({ conversationId, memberIds: [anybody] }), 'group-member-unknown'],
      [
        () => client.removeFromGroup({ conversationId, memberIds: [alice.device.id] }),
        'group-member-is-admin',
      ],
      [() => client.leaveGroup(conversationId), 'group-last-admin'],
    ];
    for (const [attempt, code] of refused) expect(attempt).toThrow(expect.objectContaining({ code }));
    const other = bob.device.client;
    const at = { conversationId: bob.conversationId };
    for (const attempt of [
      () => other.describeGroup({ ...at, name: 'Mine' }),
      () => other.inviteToGroup({ ...at, memberIds: [anybody] }),
      () => other.promoteInGroup({ ...at, memberIds: [bob.device.id] }),
      () => other.removeFromGroup({ ...at, memberIds: [alice.device.id] }),
      () => other.removeGroupPicture(bob.conversationId),
      () => other.clearGroupForEveryone(bob.conversationId),
      () => other.destroyGroup(bob.conversationId),
      () => other.setDisappearing({ ...at, mode: 'after-send', timerS: 12 * HOUR_S }),
    ])
      expect(attempt).toThrow(expect.objectContaining({ code: 'group-not-admin' }));
    client.describeGroup({ conversationId, description: 'é'.repeat(400) });
    await agreed([alice, bob], ({ name, description }) => name === 'Club' && description === 'é'.repeat(300));
    // A description is nothing to tell of.
    expect(messagesIn(alice).filter(({ groupUpdate }) => groupUpdate?.name !== undefined)).toEqual([]);
  });
});
