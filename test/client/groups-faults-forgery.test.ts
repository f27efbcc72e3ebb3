// Members with programs of their own, and those who have the keys of before (spec 04 §5.6, §5.11).

import { expect, test, vi } from 'vitest';

import { type AccountId, createAccountKeys } from '../../ts/account/index.ts';
import { GROUP_INFO, GROUP_MEMBERS } from '../../ts/config/index.ts';
import type { Ed25519SecretKey } from '../../ts/crypto/index.ts';
import { removalNotice } from '../../ts/messaging/groups/removal-notice.ts';
import { systemRandom } from '../../ts/util/index.ts';
import { type GroupUpdate, type Payload, signAdminUpdate } from '../../ts/wire/index.ts';
import {
  agreed,
  becomes,
  club,
  consistsOf,
  everybodyTalks,
  messagesIn,
  othersGoOn,
  promote,
  textsIn,
} from './groups-agreement.ts';
import { Intruder } from './groups-intruder.ts';
import { withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

const [MESSAGES, KEYS, INFO, MEMBERS, REVOKED] = [11, 12, 13, 14, -11];

/** Updates that only admins may send, signed by somebody else. */
function forgedUpdates(
  signer: Ed25519SecretKey,
  { sentAtMs, memberId, hashes }: { sentAtMs: number; memberId: string; hashes: readonly string[] },
): readonly Payload[] {
  const signing = { sentAtMs, groupKey: signer };
  const changes = [
    { kind: 'info-change', type: 'name', updatedName: 'Taken over' },
    { kind: 'info-change', type: 'disappearing-messages', updatedExpirationS: 5 },
    { kind: 'member-change', type: 'removed', memberIds: [memberId] },
    { kind: 'member-change', type: 'promoted', memberIds: [memberId] },
    { kind: 'delete-member-content', memberIds: [memberId], messageHashes: hashes },
  ] as const;
  return changes.map((change) => {
    const groupUpdate: GroupUpdate = { ...change, adminSignature: signAdminUpdate(change, signing) };
    return { kind: 'data', groupUpdate };
  });
}

test('a member who forges configs, keys, lines, deletions and removals is nobody to anybody', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const places = await club(world, ['Alice', 'Bob', 'Mallory']);
    const [alice, bob, mallory] = places;
    await everybodyTalks(places, 'trust');
    const intruder = await Intruder.of(network, mallory);
    const hashes = network.messagesOf(intruder.group, MESSAGES).map(({ hash }) => hash);
    const sentAtMs = Date.now();
    const { secretKey } = intruder.keys.ed25519;
    intruder.plant(
      MESSAGES,
      forgedUpdates(secretKey, { sentAtMs, memberId: bob.device.id, hashes }).map((payload) =>
        intruder.message(payload, sentAtMs),
      ),
    );
    intruder.plant(INFO, intruder.forgedConfig(GROUP_INFO));
    intruder.plant(MEMBERS, intruder.forgedConfig(GROUP_MEMBERS));
    const notice = { group: intruder.keys.ed25519, generation: 99, random: systemRandom };
    intruder.plant(REVOKED, [removalNotice([bob.device.id as AccountId], notice)]);
    intruder.plant(KEYS, [new Uint8Array(300)]);
    const all = consistsOf(...places.map(({ device }) => device));
    const isAsBefore = (group: Parameters<typeof all>[0] & { readonly name: string }): boolean =>
      all(group) && group.name === 'Club' && group.members.filter(({ isAdmin }) => isAdmin).length === 1;
    await everybodyTalks(places, 'what Mallory has tried');
    await agreed(places, isAsBefore);
    for (const place of places) {
      const { access } = place.device.client.group(place.conversationId);
      expect(access).toBe(place === alice ? 'admin' : 'member');
      expect(textsIn(place)).toEqual(expect.arrayContaining(['Bob about trust', 'Alice about trust']));
      const { disappearing } = place.device.client.conversation(place.conversationId);
      expect(disappearing.timerS).toBe(0);
      const lines = messagesIn(place).map(({ groupUpdate }) => groupUpdate);
      expect(lines.flatMap((update) => update?.removed ?? update?.promoted ?? [])).toEqual([]);
    }
    await promote(places, alice, bob);
    await othersGoOn(alice, bob);
  });
});

test('whoever was removed has keys that open the past and nothing else, and rights that no node takes', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const places = await club(world, ['Alice', 'Bob', 'Dave']);
    const [alice, bob, dave] = places;
    await everybodyTalks(places, 'old times');
    const intruder = await Intruder.of(network, dave);
    expect(intruder.readable).toContain('Alice about old times');
    expect(await intruder.store(MESSAGES, intruder.message({ kind: 'data', body: 'By a program' }))).toBe(
      200,
    );
    await alice.device.received('By a program');
    const removed = becomes(dave, 'removed');
    alice.device.client.removeFromGroup({
      conversationId: alice.conversationId,
      memberIds: [dave.device.id],
    });
    await removed;
    await agreed([alice, bob], consistsOf(alice.device, bob.device));
    await everybodyTalks([alice, bob], 'Dave');
    intruder.look();
    expect(intruder.readable.filter((text) => text.includes('about Dave'))).toEqual([]);
    const text = intruder.message({ kind: 'data', body: 'I never left' });
    expect(await intruder.store(MESSAGES, text)).toBe(401);
    for (const [namespace, config] of [
      [INFO, GROUP_INFO],
      [MEMBERS, GROUP_MEMBERS],
    ] as const) {
      const [forged = new Uint8Array()] = intruder.forgedConfig(config);
      expect(await intruder.store(namespace, forged)).toBe(401);
      intruder.plant(namespace, [forged]);
    }
    await everybodyTalks([alice, bob], 'peace');
    await agreed([alice, bob], ({ name, members }) => name === 'Club' && members.length === 2);
    expect([alice, bob].flatMap(textsIn)).not.toContain('I never left');
    await othersGoOn(alice, dave);
  });
});

test('keys change ten times while everybody writes: each message comes once, to whoever was there', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol', 'Dave']);
    const [alice, bob] = places;
    await promote(places, alice, bob);
    const said: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const { device, conversationId } of places) {
        const text = `${device.name} in round ${round}`;
        device.client.sendMessage({ conversationId, text });
        said.push(text);
      }
      const { device, conversationId } = round % 2 === 0 ? alice : bob;
      // A new key for each of them, though none of them ever comes.
      device.client.inviteToGroup({ conversationId, memberIds: [createAccountKeys(systemRandom).accountId] });
    }
    await Promise.all(places.flatMap(({ device }) => said.map((text) => device.received(text))));
    for (const place of places)
      expect(
        textsIn(place)
          .filter((text) => text.includes('in round'))
          .toSorted(),
      ).toEqual(said.toSorted());
    await agreed(places, ({ members }) => members.length === 14);
    await everybodyTalks(places, 'the newest key');
    await othersGoOn(alice, bob);
  });
});
