import { expect, test } from 'vitest';

import type { World, Device } from './world.ts';
import { type Clock, systemClock } from '../../ts/util/index.ts';
import { circle, groupOn, groupWhen, lineOn } from './groups-world.ts';
import { friends, secondDevice, storedProfile, withWorld } from './world.ts';

const NAMESPACES = [0, 2, 3, 4, 5];

/** How much the network keeps for somebody. */
function storedFor({ network }: World, accountId: string): number {
  return NAMESPACES.reduce((sum, namespace) => sum + network.messagesOf(accountId, namespace).length, 0);
}

/** All that was made of an account on this device is gone. */
function expectNothingOn({ client }: Device): void {
  expect(client.status()).toEqual({ phase: 'no-account' });
  expect(client.conversations({ limit: 10 })).toEqual([]);
  expect(client.search({ text: 'hello', limit: 10 })).toMatchObject({ people: [], messages: [] });
  expect(() => client.recoveryPassword()).toThrow(expect.objectContaining({ code: 'no-account' }));
}

test('an account deleted from a device is still in the network, and can be restored there', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    const words = alice.client.recoveryPassword();
    const { id } = alice;
    alice.client.setPrivacy({ readReceipts: true });
    expect(await alice.client.deleteAccount({ scope: 'device' })).toEqual({
      isDeleted: true,
      unconfirmedNodes: [],
    });
    await alice.event('status', ({ status }) => status.phase === 'no-account');
    expectNothingOn(alice);
    expect(alice.client.privacy().readReceipts).toBe(false);
    expect(storedFor(world, id)).toBeGreaterThan(0);
    expect(await alice.client.restoreAccount({ recoveryPassword: words })).toMatchObject({ id });
    await alice.event('conversation', ({ conversation }) => conversation.name === 'Bob');
  });
});

test('an account deleted from the network is nowhere: whoever restores it finds nothing', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    const words = alice.client.recoveryPassword();
    const { id, name } = alice;
    expect(await alice.client.deleteAccount({ scope: 'network' })).toEqual({
      isDeleted: true,
      unconfirmedNodes: [],
    });
    expectNothingOn(alice);
    expect(storedFor(world, id)).toBe(0);
    await alice.close();
    expectNothingOn(await world.device(name));
    const tablet = await world.device('tablet');
    await tablet.client.restoreAccount({ recoveryPassword: words });
    expect(tablet.client.status()).toMatchObject({ phase: 'needs-name', account: { displayName: '' } });
    expect(tablet.client.conversations({ limit: 10 })).toEqual([]);
  });
});

test('while a node does not sign for it nothing is deleted here, and the device alone can be chosen', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const stubborn = world.network.swarmOf(alice.id)[0]!;
    await world.network.faults(stubborn).set({ wrongSignature: true });
    expect(await alice.client.deleteAccount({ scope: 'network' })).toEqual({
      isDeleted: false,
      unconfirmedNodes: [stubborn],
    });
    expect(alice.client.status()).toMatchObject({ phase: 'ready', account: { displayName: 'Alice' } });
    bob.send(alice.id, 'Still there?');
    await alice.received('Still there?');
    expect(await alice.client.deleteAccount({ scope: 'device' })).toMatchObject({ isDeleted: true });
    expectNothingOn(alice);
  });
});

test('whoever keeps an account after all gets it back into the network within a day', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    const stubborn = world.network.swarmOf(alice.id)[0]!;
    await world.network.faults(stubborn).set({ wrongSignature: true });
    await alice.client.deleteAccount({ scope: 'network' });
    expect(world.network.messagesOf(alice.id, 2)).toEqual([]);
    await world.network.faults(stubborn).clear();
    const words = alice.client.recoveryPassword();
    const stored = storedProfile(world.network, alice);
    await alice.close();
    const nextDay: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + 25 * 3_600_000 };
    await world.device('Alice', { clock: nextDay });
    await stored;
    const tablet = await world.device('tablet');
    await tablet.client.restoreAccount({ recoveryPassword: words });
    await tablet.event('status', ({ status }) => status.account?.displayName === 'Alice');
  });
});

test('without a network nothing is deleted, and the account goes on', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    await world.network.goDark();
    await expect(alice.client.deleteAccount({ scope: 'network' })).rejects.toMatchObject({
      code: 'network-unreachable',
    });
    expect(alice.textsWith(bob.id)).toEqual(['Hello Bob', 'Hello Alice']);
    await world.network.comeBack();
    const { id } = alice.send(bob.id, 'I stay');
    await alice.sent(id);
    const tablet = await secondDevice(world, alice, 'tablet');
    expect(tablet.id).toBe(alice.id);
  });
});

test('a client that is closed while an account is being deleted ends at once', async () => {
  await withWorld(async (world) => {
    const { alice } = await friends(world);
    await world.network.goDark();
    const deletion = alice.client.deleteAccount({ scope: 'network' });
    deletion.catch(() => undefined);
    await alice.close();
    await expect(deletion).rejects.toMatchObject({ code: 'network-unreachable' });
  });
});

test('whoever deletes their account everywhere may leave their groups first, as far as others lead them', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await circle(world, ['Alice', 'Bob', 'Carol'])) as [Device, Device, Device];
    const joined = alice.client.createGroup({ name: 'Hikers', memberIds: [bob.id, carol.id] });
    const led = await Promise.all([groupOn(bob, 'Hikers'), groupOn(carol, 'Hikers')]);
    const own = bob.client.createGroup({ name: 'Readers', memberIds: [alice.id] });
    const readers = await groupOn(alice, 'Readers');
    for (const [device, { id }] of [
      [alice, joined],
      [bob, own],
    ] as const)
      await groupWhen(device, id, ({ members }) =>
        members.every(({ status }) => status.endsWith('accepted')),
      );
    expect(led).toHaveLength(2);
    const { id: gone } = bob;
    await expect(bob.client.deleteAccount({ scope: 'network', leavesGroups: true })).resolves.toMatchObject({
      isDeleted: true,
    });
    await lineOn(carol, ({ left = [] }) => left.includes(gone));
    await groupWhen(alice, joined.id, ({ members }) => members.length === 2);
    // Nobody else leads this one: it goes on.
    expect(alice.client.group(readers.id).access).toBe('member');
  });
}, 120_000);
