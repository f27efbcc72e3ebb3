import { randomBytes } from 'node:crypto';

import { expect, test, vi } from 'vitest';

import {
  ROOM,
  type Visitor,
  inRoom,
  listed,
  messageWhen,
  openRoom,
  post,
  roomWhen,
  textsIn,
  visit,
} from './communities-world.ts';
import { type World, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

type Two = [Visitor, Visitor];

/** The posts on the server, so many of them. */
const onServer = ({ network }: World): number => network.community.postsOf(ROOM).length;

/** Resolves when the server of the rooms is as asked for. */
function serverWhen({ network }: World, accepts: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!accepts()) return;
      stop();
      resolve();
    };
    const stop = network.observe(check);
    check();
  });
}

test('a server that is gone is said to be, and what was written meanwhile is there once when it is back, in order', async () => {
  await withWorld(async (world) => {
    const { faults } = world.network.community;
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    await faults.set({ down: true });
    await roomWhen(alice, ({ state }) => state === 'unreachable');
    const texts = ['One', 'Two', 'Three'];
    const sent = texts.map((text) => post(alice, text));
    expect(sent.map(({ state }) => state)).toEqual(['sending', 'sending', 'sending']);
    await faults.clear();
    await bob.device.received('Three');
    expect(textsIn(bob)).toEqual(texts);
    await roomWhen(alice, ({ state }) => state === 'ok');
    expect(onServer(world)).toBe(3);
  });
});

test('a post whose answer is lost is there once', async () => {
  await withWorld(async (world) => {
    const { faults } = world.network.community;
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    await faults.set({ dropAnswers: true });
    const sent = post(alice, 'Only once');
    await messageWhen(alice.device, ({ id, state }) => id === sent.id && state === 'sending');
    await serverWhen(world, () => onServer(world) > 0);
    await faults.clear();
    await alice.device.sent(sent.id);
    const next = post(alice, 'And then');
    await alice.device.sent(next.id);
    await bob.device.received('And then');
    expect(textsIn(bob)).toEqual(['Only once', 'And then']);
    expect(onServer(world)).toBe(2);
  });
});

test('a post that is deleted while nobody knows whether it has arrived is taken back', async () => {
  await withWorld(async (world) => {
    const { faults } = world.network.community;
    const [alice] = (await inRoom(world, ['Alice'])) as [Visitor];
    await faults.set({ dropAnswers: true });
    const sent = post(alice, 'Oh no');
    await serverWhen(world, () => onServer(world) > 0);
    alice.device.client.deleteMessages({ ids: [sent.id], scope: 'device' });
    await faults.clear();
    await serverWhen(world, () => world.network.community.postsOf(ROOM)[0]?.data === undefined);
    expect(textsIn(alice)).toEqual([]);
  });
});

test('what may not be deleted for everybody comes back', async () => {
  await withWorld(async (world) => {
    const { community } = world.network;
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    community.appoint(alice.roomId, 'moderator', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'moderator');
    post(bob, 'Here to stay');
    const seen = await alice.device.received('Here to stay');
    await community.faults.set({ down: true });
    alice.device.client.deleteMessages({ ids: [seen.id], scope: 'everyone' });
    expect(textsIn(alice)).toEqual([]);
    community.appoint(alice.roomId, 'none', { room: ROOM });
    await community.faults.clear();
    await alice.device.event('community-notice', ({ action, code }) => {
      return action === 'delete' && code === 'community-forbidden';
    });
    await messageWhen(alice.device, ({ id, text }) => id !== seen.id && text === 'Here to stay');
  });
});

test('posts that wait go out after the app was closed, with the bytes that they had', async () => {
  await withWorld(async (world) => {
    const { faults } = world.network.community;
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    await faults.set({ down: true });
    post(alice, 'Written on the train');
    const { messageId } = { messageId: post(alice, 'In the tunnel').id };
    await alice.device.close();
    await faults.clear();
    const again = await world.device('Alice');
    await again.sent(messageId);
    await bob.device.received('In the tunnel');
    expect(textsIn(bob)).toEqual(['Written on the train', 'In the tunnel']);
  });
});

test('a server with another key is told nothing, and said to have it, until it has the old one again', async () => {
  await withWorld(async (world) => {
    const { faults } = world.network.community;
    const [alice] = (await inRoom(world, ['Alice'])) as [Visitor];
    await faults.set({ key: 'changed' });
    await roomWhen(alice, ({ state }) => state === 'key-wrong');
    expect(() => post(alice, 'Who are you?')).toThrow(
      expect.objectContaining({ code: 'community-key-wrong' }),
    );
    await expect(
      alice.device.client.describeCommunity({ conversationId: alice.conversationId, name: 'Other' }),
    ).rejects.toMatchObject({ code: 'community-key-wrong' });
    await faults.clear();
    await roomWhen(alice, ({ state }) => state === 'ok');
    const sent = post(alice, 'There you are');
    await alice.device.sent(sent.id);
  });
});

test('what cannot be posted fails with its reason, and can be sent again', async () => {
  await withWorld(async (world) => {
    const { community } = world.network;
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    community.setFilter(() => 'reject');
    const refused = post(alice, 'Buy gold');
    await messageWhen(alice.device, ({ id, failure }) => id === refused.id && failure === 'filtered');
    community.setFilter(() => 'accept');
    alice.device.client.retryMessage(refused.id);
    await bob.device.received('Buy gold');
    community.removeRoom(ROOM);
    await roomWhen(alice, ({ state }) => state === 'gone');
    expect(() => post(alice, 'Anybody?')).toThrow(expect.objectContaining({ code: 'community-not-found' }));
  });
});

test('files lie on the server of the room and come to everybody', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    const bytes = Uint8Array.from(randomBytes(300_000));
    const sent = await alice.device.client.sendAttachments({
      conversationId: alice.conversationId,
      text: 'The plan of the beds',
      attachments: [{ bytes, contentType: 'image/png', name: 'plan.png' }],
    });
    await alice.device.sent(sent.id);
    const seen = await bob.device.received('The plan of the beds');
    const file = seen.attachments[0];
    expect(file).toMatchObject({ contentType: 'image/png', fileName: 'plan.png' });
    await bob.device.event(
      'message',
      ({ message }) => message.id === seen.id && message.attachments[0]?.state === 'ready',
    );
  });
});

test('a lying server gives nobody words that they have not written', async () => {
  await withWorld(async (world) => {
    const { faults } = world.network.community;
    const url = openRoom(world);
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'], url)) as Two;
    // Who runs a room may write as fast as they like.
    for (const { roomId } of [alice, bob]) world.network.community.appoint(roomId, 'admin', { room: ROOM });
    for (const posts of ['bad-signature', 'other-author', 'unreadable'] as const) {
      await faults.set({ posts });
      const sent = post(alice, `Under ${posts}`);
      await alice.device.sent(sent.id);
      await faults.clear();
      const honest = post(bob, `After ${posts}`);
      await bob.device.sent(honest.id);
      await alice.device.received(`After ${posts}`);
    }
    const carol = await visit(await world.person('Carol'), url);
    expect(textsIn(carol)).toHaveLength(6);
    for (const posts of ['repeated', 'reversed', 'replayed', 'old-content', 'other-id'] as const) {
      await faults.set({ posts });
      const sent = post(alice, `Under ${posts}`);
      await alice.device.sent(sent.id);
      await faults.clear();
      const honest = post(alice, `After ${posts}`);
      await alice.device.sent(honest.id);
      await carol.device.received(`After ${posts}`);
    }
    const { messages } = carol.device.client.messages({
      conversationId: carol.conversationId,
      limit: 100,
    });
    const texts = messages.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    await listed(carol.device, ({ id }) => id === carol.conversationId);
  });
});
