import { expect, test } from 'vitest';

import type { Device } from './world.ts';
import { secondDevice, storedContacts, storedProfile, withWorld } from './world.ts';

/** Resolves when a device of the account knows itself by this name. */
async function named(device: Device, displayName: string): Promise<void> {
  if (device.client.status().account?.displayName === displayName) return;
  await device.event('status', ({ status }) => status.account?.displayName === displayName);
}

test('a restored account knows its name and its contacts, though their messages are gone', async () => {
  await withWorld(async (world) => {
    const { network, person } = world;
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    const contacts = storedContacts(network, bob);
    const profile = storedProfile(network, bob);
    bob.send(alice.id, 'Hello');
    alice.send(bob.id, 'Hello yourself');
    await bob.received('Hello yourself');
    await Promise.all([contacts, profile]);
    const tablet = await secondDevice(world, bob, 'tablet');
    expect(tablet.client.status()).toMatchObject({ phase: 'ready', account: { displayName: 'Bob' } });
    await tablet.event('conversation', ({ conversation }) => conversation.peerId === alice.id);
    expect(tablet.client.conversations({ limit: 10 }).map(({ peerId }) => peerId)).toContain(alice.id);
  });
});

test('a restored account says that it is incomplete until two nodes have told all that they know', async () => {
  await withWorld(async (world) => {
    const { network, person } = world;
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    expect(bob.client.status().isIncomplete).toBeUndefined();
    const stored = Promise.all([storedContacts(network, bob), storedProfile(network, bob)]);
    bob.send(alice.id, 'Hello');
    await stored;
    const tablet = await secondDevice(world, bob, 'tablet');
    const { status } = await tablet.event('status', ({ status: told }) => told.phase === 'restoring');
    expect(status.isIncomplete).toBe(true);
    await tablet.event(
      'status',
      (event) => event.status.phase === 'ready' && event.status.isIncomplete === undefined,
    );
    expect(tablet.client.status()).not.toHaveProperty('isIncomplete');
    expect(tablet.client.conversations({ limit: 10 }).map(({ peerId }) => peerId)).toContain(alice.id);
  });
});

test('an account that was made here lacks nothing, even where there is no network', async () => {
  await withWorld(async ({ network, person }) => {
    await network.goDark();
    const alice = await person('Alice');
    expect(alice.client.status()).toMatchObject({ phase: 'ready', account: { origin: 'created' } });
    expect(alice.client.status()).not.toHaveProperty('isIncomplete');
  });
});

test('a name changed on one device is the name on the other', async () => {
  await withWorld(async (world) => {
    const bob = await world.person('Bob');
    await storedProfile(world.network, bob);
    const tablet = await secondDevice(world, bob, 'tablet');
    await named(tablet, 'Bob');
    tablet.client.setDisplayName({ displayName: 'Robert' });
    await named(bob, 'Robert');
    bob.client.setDisplayName({ displayName: 'Bobby' });
    await named(tablet, 'Bobby');
  });
});

test('what was read on one device is read on the other', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    await storedProfile(world.network, bob);
    const tablet = await secondDevice(world, bob, 'tablet');
    alice.send(bob.id, 'Read me once');
    const here = await bob.received('Read me once');
    const there = await tablet.received('Read me once');
    expect(tablet.client.conversation(there.conversationId).unreadCount).toBe(1);
    bob.client.markRead({ conversationId: here.conversationId, upToSentAtMs: here.sentAtMs });
    await tablet.event(
      'conversation',
      ({ conversation }) =>
        conversation.id === there.conversationId && conversation.lastReadMs === here.sentAtMs,
    );
    expect(tablet.client.conversation(there.conversationId).unreadCount).toBe(0);
  });
});

test('a stranger asks first; whoever answers has accepted, on all devices', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    await storedProfile(world.network, bob);
    const tablet = await secondDevice(world, bob, 'tablet');
    alice.send(bob.id, 'May I?');
    const { conversationId } = await bob.received('May I?');
    expect(bob.client.conversation(conversationId).isRequest).toBe(true);
    bob.send(alice.id, 'You may');
    expect(bob.client.conversation(conversationId).isRequest).toBe(false);
    await alice.received('You may');
    expect(alice.conversationWith(bob.id).isRequest).toBe(false);
    await tablet.event(
      'conversation',
      ({ conversation }) => conversation.peerId === alice.id && !conversation.isRequest,
    );
  });
});

test('three devices that change the name while nobody hears of it agree when the network is back', async () => {
  await withWorld(async (world) => {
    const bob = await world.person('Bob');
    await storedProfile(world.network, bob);
    const others = [await secondDevice(world, bob, 'tablet'), await secondDevice(world, bob, 'laptop')];
    const devices = [bob, ...others];
    await Promise.all(devices.map((device) => named(device, 'Bob')));
    await world.network.goDark();
    devices.forEach((device, at) => device.client.setDisplayName({ displayName: `Bob ${at}` }));
    await world.network.comeBack();
    for (const device of devices) device.client.connectivityChanged();
    const settled = (): boolean => new Set(devices.map(nameOf)).size === 1;
    await Promise.race(
      devices.map((device) => device.event('status', () => settled()).then(() => undefined)),
    );
    expect(nameOf(bob)).toMatch(/^Bob [012]$/);
  });
}, 60_000);

function nameOf(device: Device): string {
  return device.client.status().account?.displayName ?? '';
}

test('an account without a profile on the network asks for a name, and gives it to the network then', async () => {
  await withWorld(async (world) => {
    const bob = await world.person('Bob');
    const recoveryPassword = bob.client.recoveryPassword();
    await bob.close();
    const tablet = await world.device('tablet');
    await tablet.client.restoreAccount({ recoveryPassword });
    expect(tablet.client.status().phase).toBe('needs-name');
    const profile = storedProfile(world.network, tablet);
    tablet.client.setDisplayName({ displayName: 'Bob again' });
    await profile;
    const laptop = await secondDevice(world, tablet, 'laptop');
    expect(laptop.client.status()).toMatchObject({ phase: 'ready', account: { displayName: 'Bob again' } });
  });
});
