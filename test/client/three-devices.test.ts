import { expect, test } from 'vitest';

import { createAccountKeys } from '../../ts/account/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Device, World } from './world.ts';
import { secondDevice, storedContacts, storedProfile, withWorld } from './world.ts';

const CONTACTS = 4;

/** A person with three devices, all of which know the same contacts. */
async function threeDevices(world: World): Promise<{
  readonly devices: readonly Device[];
  readonly contacts: readonly string[];
}> {
  const first = await world.person('Alice');
  const known = Promise.all([storedProfile(world.network, first), storedContacts(world.network, first)]);
  const contacts = Array.from({ length: CONTACTS }, () => createAccountKeys(systemRandom).accountId);
  for (const contact of contacts) first.send(contact, 'Hello');
  await known;
  const others = [await secondDevice(world, first, 'tablet'), await secondDevice(world, first, 'laptop')];
  for (const device of others)
    for (const contact of contacts)
      await device.event('conversation', ({ conversation }) => conversation.peerId === contact);
  return { devices: [first, ...others], contacts };
}

/** What a device says about its contacts, to compare with the others. */
function opinion({ client }: Device, contacts: readonly string[]): string {
  const views = client.conversations({ limit: 20 });
  return JSON.stringify(
    contacts.map((contact) => {
      const view = views.find(({ peerId }) => peerId === contact);
      // Whoever is blocked is not in the list (spec 04 §3.11).
      return view === undefined ? 'blocked' : [view.nickname, view.priority];
    }),
  );
}

/** Resolves when all devices say the same, and what they say is good. */
async function agreed(
  devices: readonly Device[],
  contacts: readonly string[],
  isGood: (opinion: string) => boolean,
): Promise<void> {
  const isSettled = (): boolean => {
    const opinions = new Set(devices.map((device) => opinion(device, contacts)));
    return opinions.size === 1 && isGood([...opinions].join());
  };
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (!isSettled()) return;
      for (const stop of stops) stop();
      resolve();
    };
    const stops = devices.map(({ client }) =>
      client.subscribe(({ type }) => {
        if (type === 'conversation') check();
      }),
    );
    check();
  });
}

test('three devices that change different contacts while nobody hears of it keep all changes', async () => {
  await withWorld(async (world) => {
    const { devices, contacts } = await threeDevices(world);
    await world.network.goDark();
    for (const [at, device] of devices.entries()) {
      const { id } = device.conversationWith(contacts[at]!);
      device.client.changeConversation({ id, change: { nickname: `Name ${at}`, priority: at + 1 } });
    }
    const last = devices[2]!;
    last.client.setBlocked({ id: last.conversationWith(contacts[3]!).id, isBlocked: true });
    await world.network.comeBack();
    for (const device of devices) device.client.connectivityChanged();
    const wanted = JSON.stringify([['Name 0', 1], ['Name 1', 2], ['Name 2', 3], 'blocked']);
    await agreed(devices, contacts, (opinions) => opinions === wanted);
    expect(opinion(last, contacts)).toBe(wanted);
  });
}, 60_000);

test('three devices that rename the same contact at once agree on one of the names', async () => {
  await withWorld(async (world) => {
    const { devices, contacts } = await threeDevices(world);
    await world.network.goDark();
    for (const [at, device] of devices.entries()) {
      const { id } = device.conversationWith(contacts[0]!);
      device.client.changeConversation({ id, change: { nickname: `Name ${at}` } });
    }
    await world.network.comeBack();
    for (const device of devices) device.client.connectivityChanged();
    await agreed(devices, contacts, () => true);
    expect(devices[0]!.conversationWith(contacts[0]!).nickname).toMatch(/^Name [012]$/);
  });
}, 60_000);
