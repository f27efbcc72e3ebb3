import { expect, test, vi } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { CommunityMember } from '../local-network/support/community-member.ts';
import { MovingClock } from '../support/moving-clock.ts';
import {
  ROOM,
  type Visitor,
  historyIn,
  inRoom,
  openRoom,
  post,
  roomWhen,
  visit,
  writtenBy,
} from './communities-world.ts';
import { type World, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 240_000 });

const DAY_MS = 86_400_000;

const named = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, at) => `Post ${from + at}`);

/** Puts posts into the room of a world. */
async function plant(
  { network }: World,
  url: string,
  texts: readonly string[],
  fromMs: number,
): Promise<void> {
  await cryptoReady();
  network.community.plant(ROOM, writtenBy(new CommunityMember(url), texts, fromMs));
}

function idOf({ device, conversationId }: Visitor, wanted: string): number {
  const { messages } = device.client.messages({ conversationId, limit: 100 });
  return messages.find(({ text }) => text === wanted)?.id ?? 0;
}

/** Resolves when a message with this text is there; many come with one event. */
async function has({ device }: Visitor, text: string): Promise<void> {
  await device.received(text);
}

test('who joins a room has its last page, and fetches the older ones as far as there are any', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    await plant(world, url, named(250), Date.now() - DAY_MS);
    const alice = await visit(await world.person('Alice'), url);
    const { client } = alice.device;
    expect(historyIn(alice)).toEqual(named(100, 150));
    expect(client.community(alice.conversationId)).toMatchObject({ hasOlder: true, state: 'ok' });
    // Nobody has missed what was said before they came.
    expect(client.conversations({ limit: 5 })).toMatchObject([{ unreadCount: 0 }]);
    const { conversationId } = alice;
    await expect(client.loadOlderPosts(conversationId)).resolves.toEqual({ hasOlder: true });
    expect(historyIn(alice)).toEqual(named(200, 50));
    await expect(client.loadOlderPosts(conversationId)).resolves.toEqual({ hasOlder: false });
    expect(historyIn(alice)).toEqual(named(250));
    expect(client.conversations({ limit: 5 })).toMatchObject([{ unreadCount: 0 }]);
    await expect(client.loadOlderPosts(conversationId)).resolves.toEqual({ hasOlder: false });
  });
});

test('a pinned post that is older than all that is here says what it says, also after the next change of the room', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const [alice] = (await inRoom(world, ['Alice'], url)) as [Visitor];
    world.network.community.appoint(alice.roomId, 'admin', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'admin');
    const rules = post(alice, 'Be kind to the bees');
    await alice.device.sent(rules.id);
    await alice.device.client.pinPost(rules.id);
    await plant(world, url, named(150), Date.now());
    const bob = await visit(await world.person('Bob'), url);
    const told = await roomWhen(bob, ({ pinned }) => pinned[0]?.words !== undefined);
    expect(told.pinned).toMatchObject([
      {
        pinnedBy: { id: alice.roomId },
        words: { text: 'Be kind to the bees', fileCount: 0, author: { id: alice.roomId, name: 'Alice' } },
      },
    ]);
    expect(historyIn(bob)).toEqual(named(100, 50));
    await alice.device.client.describeCommunity({
      conversationId: alice.conversationId,
      description: 'Vegetables',
    });
    const changed = await roomWhen(bob, ({ description }) => description === 'Vegetables');
    expect(changed.pinned).toMatchObject([{ words: { text: 'Be kind to the bees' } }]);
    await bob.device.client.loadOlderPosts(bob.conversationId);
    const [pin] = bob.device.client.community(bob.conversationId).pinned;
    expect(pin?.message).toMatchObject({ text: 'Be kind to the bees' });
    expect(pin?.words).toBeUndefined();
  });
});

test('ten thousand posts that were missed come at once and in order; of a large room what is old goes again, and comes back when it is wanted', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const url = openRoom(world);
      const alice = await visit(await world.person('Alice'), url);
      await alice.device.close();
      const nowMs = clock.nowMs();
      const [old, recent] = [named(8_500), named(1_500, 8_500)];
      await plant(world, url, old, nowMs - 200 * DAY_MS);
      await plant(world, url, recent, nowMs - DAY_MS);
      const again = { ...alice, device: await world.device('Alice') };
      await has(again, 'Post 9999');
      expect(historyIn(again)).toEqual([...old, ...recent]);
      await again.device.close();

      clock.moveOn(2 * DAY_MS);
      const later = { ...alice, device: await world.device('Alice') };
      await later.device.event('conversation-cleared');
      expect(historyIn(later)).toEqual(recent);
      const { client } = later.device;
      await expect(client.loadOlderPosts(alice.conversationId)).resolves.toEqual({ hasOlder: true });
      expect(historyIn(later)).toEqual([...old.slice(-100), ...recent]);
    },
    { clock },
  );
});

test('a server that was set back to a backup goes on from there, and nothing that was read here is lost', async () => {
  await withWorld(async (world) => {
    const { community } = world.network;
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as [Visitor, Visitor];
    post(bob, 'Before');
    await alice.device.received('Before');
    const restore = community.backUp();
    for (const text of ['Lost there', 'And this']) await bob.device.sent(post(bob, text).id);
    await alice.device.received('And this');
    await community.faults.set({ down: true });
    await Promise.all([alice, bob].map((each) => roomWhen(each, ({ state }) => state === 'unreachable')));
    restore();
    await community.faults.clear();
    await Promise.all([alice, bob].map((each) => roomWhen(each, ({ state }) => state === 'ok')));
    // It has the number of what was lost.
    await bob.device.sent(post(bob, 'After').id);
    const after = await alice.device.received('After');
    expect(historyIn(alice)).toEqual(['Before', 'Lost there', 'And this', 'After']);
    await expect(
      bob.device.client.editPost({ messageId: idOf(bob, 'After'), text: 'Afterwards' }),
    ).resolves.toBe('done');
    expect(await alice.device.received('Afterwards')).toMatchObject({ id: after.id });
    expect(historyIn(bob)).toEqual(['Before', 'Lost there', 'And this', 'Afterwards']);
  });
});

test('a room that somebody has left and joined again is as new', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    await plant(world, url, named(20), Date.now() - DAY_MS);
    const first = await visit(await world.person('Alice'), url);
    first.device.client.leaveCommunity(first.conversationId);
    await first.device.event(
      'conversation-removed',
      ({ conversationId }) => conversationId === first.conversationId,
    );
    const again = await visit(first.device, url);
    expect(again.conversationId).not.toBe(first.conversationId);
    expect(historyIn(again)).toEqual(named(20));
  });
});
