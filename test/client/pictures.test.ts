import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';

import { type Clock, systemClock } from '../../ts/util/index.ts';
import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Resolves when a device shows a picture of its own account. */
const ownPicture = (device: Device): Promise<unknown> =>
  device.event('status', ({ status }) => status.account?.picture !== undefined);

/** Resolves when a device shows, or no longer shows, a picture of somebody. */
const pictureOf = (device: Device, peerId: string): Promise<unknown> =>
  device.event(
    'conversation',
    ({ conversation }) => conversation.peerId === peerId && conversation.picture !== undefined,
  );

test('our picture is seen by our other devices, and by a friend after our next message', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, alice, 'tablet');
    const bytes = Uint8Array.from(randomBytes(20_000));
    const account = await alice.client.setProfilePicture({ bytes });
    expect(account.picture).toBeDefined();
    await ownPicture(tablet);
    expect(await tablet.client.readPicture(alice.id)).toEqual(bytes);
    expect(await alice.client.readPicture(alice.id)).toEqual(bytes);
    alice.send(bob.id, 'How do I look?');
    await pictureOf(bob, alice.id);
    expect(await bob.client.readPicture(alice.id)).toEqual(bytes);
    expect(bob.client.contacts({ which: 'approved', limit: 5 }).contacts).toMatchObject([
      { accountId: alice.id, picture: expect.any(Number) as number },
    ]);
    await expect(bob.client.readPicture(bob.id)).rejects.toMatchObject({ code: 'picture-not-available' });
    expect(alice.client.removeProfilePicture().picture).toBeUndefined();
    await expect(alice.client.readPicture(alice.id)).rejects.toMatchObject({ code: 'picture-not-available' });
  });
});

test('a picture that was set offline goes out after a restart, and lives on by being renewed', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const alice = await world.person('Alice');
    await alice.online();
    await network.goDark();
    const bytes = Uint8Array.from(randomBytes(500));
    await alice.client.setProfilePicture({ bytes });
    await alice.close();
    const uploaded = heard(network, 'upload');
    await network.comeBack();
    const again = await world.device('Alice');
    const fileId = await uploaded;
    await again.event('status', ({ status }) => status.account?.picture !== undefined);
    await again.close();
    const extended = heard(network, 'extend');
    const tomorrow: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + 2 * DAY_MS };
    const later = await world.device('Alice', { clock: tomorrow });
    expect(await extended).toBe(fileId);
    expect(await later.client.readPicture(later.id)).toEqual(bytes);
  });
}, 60_000);

function heard(
  network: Parameters<Parameters<typeof withWorld>[0]>[0]['network'],
  action: 'upload' | 'extend',
) {
  return new Promise<string | undefined>((resolve) => {
    const stop = network.observe((event) => {
      if (event.type !== 'file' || event.action !== action || event.code !== 200) return;
      stop();
      resolve(event.fileId);
    });
  });
}
