// Networks that lose, repeat, reorder and forge what groups are made of (spec 04 §5.11).

import { randomBytes } from 'node:crypto';

import { expect, test, vi } from 'vitest';

import type { GroupView } from '../../ts/client/index.ts';
import type { LocalNetwork, NetworkEvent, NodeFaults } from '../../ts/local-network/index.ts';
import {
  type Place,
  accepts,
  agreed,
  club,
  consistsOf,
  everybodyTalks,
  othersGoOn,
  promote,
  textsIn,
} from './groups-agreement.ts';
import { circle, groupWhen } from './groups-world.ts';
import { type Device, secondDevice, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

const [MESSAGES, KEYS, INFO, MEMBERS, REVOKED] = [11, 12, 13, 14, -11];
const DAY_MS = 24 * 60 * 60 * 1_000;

const groupIdOf = ({ device, conversationId }: Place): string => device.client.group(conversationId).groupId;

async function swarmFault(
  network: LocalNetwork,
  account: string,
  change: Partial<NodeFaults>,
): Promise<void> {
  for (const node of network.swarmOf(account)) await network.faults(node).set(change);
}

/** Ends the next node that stores something of this kind, before it can say so. */
function killAtNextStore(network: LocalNetwork, group: string, namespace: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = network.observe((event: NetworkEvent) => {
      if (event.type !== 'stored' || event.account !== group || event.namespace !== namespace) return;
      stop();
      void network.faults(event.node).set({ down: true });
      resolve();
    });
  });
}

function plantGarbage(network: LocalNetwork, group: string): void {
  const nowMs = Date.now();
  for (const namespace of [MESSAGES, KEYS, INFO, MEMBERS, REVOKED])
    network.plant(
      group,
      namespace,
      [5, 300, 3_000].map((length) => ({
        data: Uint8Array.from(randomBytes(length)),
        timestampMs: nowMs,
        expiryMs: nowMs + DAY_MS,
      })),
    );
}

test('garbage in every namespace of a group, from members who may write there, is passed over by all', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice, bob, carol] = places;
    const group = groupIdOf(alice);
    plantGarbage(world.network, group);
    alice.device.client.describeGroup({ conversationId: alice.conversationId, name: 'Still ours' });
    plantGarbage(world.network, group);
    await agreed(places, ({ name }) => name === 'Still ours');
    alice.device.client.removeFromGroup({
      conversationId: alice.conversationId,
      memberIds: [carol.device.id],
    });
    await agreed([alice, bob], consistsOf(alice.device, bob.device));
    plantGarbage(world.network, group);
    await everybodyTalks([alice, bob], 'the noise');
    await othersGoOn(alice, carol);
  });
});

test.each(['reversed', 'repeated'] as const)(
  'a swarm that hands everything out %s: configs, keys and messages end as they were meant',
  async (delivery) => {
    await withWorld(async (world) => {
      const places = await club(world, ['Alice', 'Bob', 'Carol', 'Dave']);
      const [alice, bob, carol, dave] = places;
      await swarmFault(world.network, groupIdOf(alice), { delivery });
      await promote(places, alice, bob);
      for (const [at, by] of [alice, bob, alice, bob].entries())
        by.device.client.describeGroup({ conversationId: by.conversationId, name: `Name ${at}` });
      bob.device.client.removeFromGroup({ conversationId: bob.conversationId, memberIds: [dave.device.id] });
      const here = [alice, bob, carol];
      const group = await agreed(here, consistsOf(...here.map(({ device }) => device)));
      expect(['Name 2', 'Name 3']).toContain(group.name);
      await everybodyTalks(here, 'the order of things');
      await agreed(here, ({ name }) => name === group.name);
      await othersGoOn(alice, bob);
    });
  },
);

test('configs of long ago that somebody stores again take nobody back, not even a new device', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice, bob, carol] = places;
    const group = groupIdOf(alice);
    const old = [INFO, MEMBERS, KEYS].map(
      (namespace) => [namespace, network.messagesOf(group, namespace)] as const,
    );
    alice.device.client.describeGroup({ conversationId: alice.conversationId, name: 'New name' });
    alice.device.client.removeFromGroup({
      conversationId: alice.conversationId,
      memberIds: [bob.device.id],
    });
    await agreed([alice, carol], (now) => now.name === 'New name' && now.members.length === 2);
    for (const [namespace, messages] of old)
      network.plant(
        group,
        namespace,
        messages.map(({ data }) => ({ data, timestampMs: Date.now(), expiryMs: Date.now() + DAY_MS })),
      );
    const tablet = await secondDevice(world, carol.device, 'tablet');
    const { conversation } = await tablet.event(
      'conversation',
      (event) => event.conversation.kind === 'group',
    );
    const onTablet = { device: tablet, conversationId: conversation.id };
    const here = [alice, carol, onTablet];
    await agreed(here, (now) => now.name === 'New name' && now.members.length === 2);
    alice.device.client.sendMessage({ conversationId: alice.conversationId, text: 'After the replay' });
    await Promise.all([carol.device.received('After the replay'), tablet.received('After the replay')]);
    await agreed(here, (now) => now.name === 'New name' && now.members.length === 2);
    await othersGoOn(alice, bob);
  });
});

test('nodes that die when they have stored keys, info, members or messages of a group', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice, bob, carol] = places;
    const group = groupIdOf(alice);
    const dave = await world.person('Dave');
    const keysStored = killAtNextStore(network, group, KEYS);
    alice.device.client.inviteToGroup({ conversationId: alice.conversationId, memberIds: [dave.id] });
    await keysStored;
    const all = [...places, await accepts(dave)];
    await agreed(all, consistsOf(...all.map(({ device }) => device)));
    const infoStored = killAtNextStore(network, group, INFO);
    alice.device.client.describeGroup({ conversationId: alice.conversationId, name: 'Survivors' });
    await infoStored;
    await agreed(all, ({ name }) => name === 'Survivors');
    const messageStored = killAtNextStore(network, group, MESSAGES);
    const sent = bob.device.client.sendMessage({ conversationId: bob.conversationId, text: 'Once' });
    await messageStored;
    await Promise.all([bob.device.sent(sent.id), carol.device.received('Once'), dave.received('Once')]);
    await everybodyTalks(all, 'who is still up');
    expect(textsIn(carol).filter((text) => text === 'Once')).toHaveLength(1);
    await othersGoOn(alice, bob);
  });
});

test('the network dies in the middle of a removal and comes back: it is finished, by whom does not matter', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const places = await club(world, ['Alice', 'Bob', 'Carol', 'Dave']);
    const [alice, bob, carol, dave] = places;
    await promote(places, alice, bob);
    const group = groupIdOf(alice);
    const begun = network.waitForStore(
      ({ account, namespace }) => account === group && namespace === MEMBERS,
    );
    alice.device.client.removeFromGroup({
      conversationId: alice.conversationId,
      memberIds: [dave.device.id],
    });
    await begun;
    await network.goDark();
    bob.device.client.describeGroup({ conversationId: bob.conversationId, name: 'In the dark' });
    carol.device.client.sendMessage({ conversationId: carol.conversationId, text: 'Written in the dark' });
    await network.comeBack();
    for (const { device } of places) device.client.connectivityChanged();
    const here = [alice, bob, carol];
    await agreed(
      here,
      (now) => now.name === 'In the dark' && consistsOf(...here.map(({ device }) => device))(now),
    );
    await Promise.all([alice, bob].map(({ device }) => device.received('Written in the dark')));
    await everybodyTalks(here, 'the light');
    await othersGoOn(alice, dave);
  });
});

test('what is taken back while it is on its way is read by nobody when it arrives', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const [alice, bob, carol] = await club(world, ['Alice', 'Bob', 'Carol']);
    const { client } = bob.device;
    const { conversationId } = bob;
    await swarmFault(network, groupIdOf(alice), { down: true });
    const { id } = client.sendMessage({ conversationId, text: 'PIN 1234' });
    await bob.device.event('message', ({ message }) => message.id === id && message.state === 'sending');
    client.deleteMessages({ ids: [id], scope: 'everyone' });
    client.sendMessage({ conversationId, text: 'Never mind' });
    await swarmFault(network, groupIdOf(alice), { down: false });
    for (const { device } of [alice, bob, carol]) device.client.connectivityChanged();
    await Promise.all([alice, carol].map(({ device }) => device.received('Never mind')));
    for (const place of [alice, bob, carol]) expect(textsIn(place)).not.toContain('PIN 1234');
    await everybodyTalks([alice, bob, carol], 'secrets');
    for (const place of [alice, bob, carol]) expect(textsIn(place)).not.toContain('PIN 1234');
  });
});

test('a group that is made without a network is there at once, and for the others when it comes back', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await circle(world, ['Alice', 'Bob'])) as [Device, Device];
    await world.network.goDark();
    const made = alice.client.createGroup({ name: 'Candles', memberIds: [bob.id] });
    alice.client.sendMessage({ conversationId: made.id, text: 'Bring matches' });
    expect(alice.client.group(made.id)).toMatchObject({ access: 'admin', name: 'Candles' });
    await world.network.comeBack();
    for (const { client } of [alice, bob]) client.connectivityChanged();
    await bob.received('Bring matches');
    await groupWhen(alice, made.id, ({ members }) =>
      members.some(({ accountId, status }) => accountId === bob.id && status === 'invite-accepted'),
    );
  });
});

test('a swarm of a group that moves is followed', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob', 'Carol']);
    const [alice] = places;
    world.network.moveSwarm(groupIdOf(alice));
    await everybodyTalks(places, 'the new place');
    alice.device.client.describeGroup({ conversationId: alice.conversationId, name: 'Moved' });
    await agreed(places, ({ name }) => name === 'Moved');
    await othersGoOn(places[1], alice);
  });
});

test('a picture that cannot be had is none, and hinders nothing; the next one is seen', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob']);
    const [alice, bob] = places;
    const { fileServer } = world.network;
    await fileServer.faults.set({ reply: 'wrong-bytes' });
    const spoiled = downloaded(world.network);
    const bytes = Uint8Array.from(randomBytes(2_000));
    await alice.device.client.setGroupPicture({ conversationId: alice.conversationId, bytes });
    await spoiled;
    await everybodyTalks(places, 'what one cannot see');
    expect(bob.device.client.conversations({ limit: 9 }).map(({ picture }) => picture)).not.toContain(
      expect.any(Number),
    );
    await fileServer.faults.clear();
    const other = Uint8Array.from(randomBytes(3_000));
    await alice.device.client.setGroupPicture({ conversationId: alice.conversationId, bytes: other });
    await shows(bob, other);
    await othersGoOn(alice, bob);
  });
});

/** Resolves when the file server has given somebody a file. */
function downloaded(network: LocalNetwork): Promise<void> {
  return new Promise((resolve) => {
    const stop = network.observe((event) => {
      if (event.type !== 'file' || event.action !== 'download' || event.code !== 200) return;
      stop();
      resolve();
    });
  });
}

/** Resolves when a device has a picture of the group, of these bytes. */
async function shows({ device, conversationId }: Place, bytes: Uint8Array): Promise<void> {
  const seen = new Set<number>();
  for (;;) {
    const { conversation } = await device.event(
      'conversation',
      (event) =>
        event.conversation.id === conversationId &&
        event.conversation.picture !== undefined &&
        !seen.has(event.conversation.picture),
    );
    seen.add(conversation.picture ?? 0);
    const shown = await device.client.readPicture(groupIdOf({ device, conversationId }));
    if (Buffer.compare(shown, bytes) === 0) return;
  }
}

test('an invitation is sent again as often as one likes; whoever has come is not invited anew', async () => {
  await withWorld(async (world) => {
    const places = await club(world, ['Alice', 'Bob']);
    const [alice] = places;
    const carol = await world.person('Carol');
    const { client } = alice.device;
    const choice = { conversationId: alice.conversationId, memberIds: [carol.id] };
    const isCarol =
      (status: string) =>
      ({ members }: GroupView): boolean =>
        members.some((member) => member.accountId === carol.id && member.status === status);
    client.inviteToGroup(choice);
    await groupWhen(alice.device, alice.conversationId, isCarol('invite-sent'));
    client.resendGroupInvitations(choice);
    expect(isCarol('invite-sending')(client.group(alice.conversationId))).toBe(true);
    await groupWhen(alice.device, alice.conversationId, isCarol('invite-sent'));
    const all = [...places, await accepts(carol)];
    await agreed(all, consistsOf(...all.map(({ device }) => device)));
    client.resendGroupInvitations(choice);
    expect(isCarol('invite-accepted')(client.group(alice.conversationId))).toBe(true);
    await everybodyTalks(all, 'invitations');
    expect(isCarol('invite-accepted')(client.group(alice.conversationId))).toBe(true);
    expect(carol.client.group(all[2]!.conversationId).access).toBe('member');
  });
});
