// Groups over weeks in which somebody, or everybody, is away (spec 04 §5.1, §5.11).

import { expect, test, vi } from 'vitest';

import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { MovingClock } from '../support/moving-clock.ts';
import {
  type Place,
  agreed,
  club,
  consistsOf,
  everybodyTalks,
  othersGoOn,
  promote,
  textsIn,
} from './groups-agreement.ts';
import { withWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000 });

const DAY_MS = 24 * 60 * 60 * 1_000;
const CONFIGS = [12, 13, 14];

/** Switches a device off, and gives what switches it on again. */
async function away(
  world: Parameters<Parameters<typeof withWorld>[0]>[0],
  { device, conversationId }: Place,
): Promise<() => Promise<Place>> {
  await device.close();
  return async () => ({ device: await world.device(device.name), conversationId });
}

/** Resolves when everything that a group is made of lives longer than `ms` from now. */
function keptFor(network: LocalNetwork, group: string, nowMs: () => number): Promise<void> {
  const isKept = (): boolean =>
    CONFIGS.every((namespace) => {
      const messages = network.messagesOf(group, namespace);
      return messages.length > 0 && messages.every(({ expiryMs }) => expiryMs > nowMs() + 29 * DAY_MS);
    });
  return new Promise((resolve) => {
    const stop = network.observe(() => {
      if (!isKept()) return;
      stop();
      resolve();
    });
  });
}

test('whoever was away for weeks finds the group as it is now, in it or out of it', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const places = await club(world, ['Alice', 'Bob', 'Carol', 'Dave', 'Erin']);
      const [alice, bob, carol, dave, erin] = places;
      await promote(places, alice, bob);
      await everybodyTalks(places, 'plans');
      const daveId = dave.device.id;
      const [bobComes, carolComes, daveComes] = [
        await away(world, bob),
        await away(world, carol),
        await away(world, dave),
      ];
      const { client } = alice.device;
      const { conversationId } = alice;
      const { groupId } = client.group(conversationId);
      for (let passed = 0; passed < 2; passed += 1) {
        const kept = keptFor(world.network, groupId, () => clock.nowMs());
        clock.moveOn(20 * DAY_MS);
        await kept;
      }
      client.describeGroup({ conversationId, name: 'After six weeks' });
      client.removeFromGroup({ conversationId, memberIds: [daveId] });
      await agreed([alice, erin], ({ members }) => members.length === 4);
      await everybodyTalks([alice, erin], 'those who are away');
      const here = [alice, await bobComes(), await carolComes(), erin];
      const removed = await daveComes();
      await agreed(
        here,
        (group) => group.name === 'After six weeks' && consistsOf(...here.map(({ device }) => device))(group),
      );
      for (const place of here) await place.device.received('Erin about those who are away');
      await everybodyTalks(here, 'being back');
      await removed.device.event(
        'conversation',
        ({ conversation }) => conversation.groupAccess === 'removed',
      );
      const byBob = here[1]!;
      byBob.device.client.describeGroup({
        conversationId: byBob.conversationId,
        description: 'Bob is an admin still',
      });
      await agreed(here, ({ description }) => description === 'Bob is an admin still');
      await othersGoOn(alice, byBob);
    },
    { clock },
  );
});

test('a group of which nothing is left is shown as such, until an admin comes back with it', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const places = await club(world, ['Alice', 'Bob', 'Carol']);
      const [alice, bob, carol] = places;
      await everybodyTalks(places, 'the end');
      const comebacks = [await away(world, alice), await away(world, bob), await away(world, carol)] as const;
      clock.moveOn(31 * DAY_MS);
      const [atBob, atCarol] = await Promise.all([comebacks[1](), comebacks[2]()]);
      for (const { device, conversationId } of [atBob, atCarol]) {
        const { conversation } = await device.event(
          'conversation',
          (event) => event.conversation.isGroupExpired === true,
        );
        expect(conversation).toMatchObject({ id: conversationId, groupAccess: 'member' });
        expect(() => device.client.sendMessage({ conversationId, text: 'Anybody?' })).toThrow(
          expect.objectContaining({ code: 'group-expired' }),
        );
      }
      expect(textsIn(atBob)).toContain('Alice about the end');
      atCarol.device.client.leaveGroup(atCarol.conversationId);
      await atCarol.device.event(
        'conversation-removed',
        ({ conversationId }) => conversationId === atCarol.conversationId,
      );
      const isBack = becomesUsable(atBob);
      const here = [await comebacks[0](), atBob];
      await isBack;
      await everybodyTalks(here, 'the new beginning');
    },
    { clock },
  );
});

/** Resolves when a group can be written to again. */
function becomesUsable({ device, conversationId }: Place): Promise<void> {
  return new Promise((resolve) => {
    const stop = device.client.subscribe((event) => {
      if (event.type !== 'conversation' || event.conversation.id !== conversationId) return;
      if (event.conversation.isGroupExpired === true) return;
      stop();
      resolve();
    });
  });
}
