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
import { secondDevice, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

type Two = [Visitor, Visitor];
type Three = [Visitor, Visitor, Visitor];

test('a room is looked at, joined by its link, and everybody reads what everybody writes', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const alice = await world.person('Alice');
    await alice.online();
    const preview = await alice.client.previewCommunity({ url: `  ${url} ` });
    expect(preview).toMatchObject({ url, room: ROOM, name: 'Garden', hasPicture: false });
    expect(preview).not.toHaveProperty('conversationId');
    const { rooms } = await alice.client.communityRooms({ url });
    expect(rooms.map(({ room }) => room)).toEqual([ROOM]);

    const [first, second] = [await visit(alice, url), await visit(await world.person('Bob'), url)];
    expect(alice.client.community(first.conversationId)).toMatchObject({
      name: 'Garden',
      state: 'ok',
      rights: { read: true, write: true, upload: true },
      role: 'none',
      ownId: expect.stringMatching(/^15[0-9a-f]{64}$/),
    });
    const sent = post(first, 'Who waters the beans?');
    await alice.sent(sent.id);
    const seen = await second.device.received('Who waters the beans?');
    expect(seen).toMatchObject({
      authorId: first.roomId,
      author: { name: 'Alice' },
      direction: 'incoming',
      post: { author: { id: first.roomId, name: 'Alice', isUs: false }, isPinned: false },
    });
    // Nobody learns an Account ID in a room.
    expect(seen.post?.author).not.toHaveProperty('accountId');
    post(second, 'I do');
    await alice.received('I do');
    expect(textsIn(first)).toEqual(['Who waters the beans?', 'I do']);
    expect(textsIn(second)).toEqual(['Who waters the beans?', 'I do']);
    await expect(alice.client.joinCommunity({ url })).rejects.toMatchObject({
      code: 'community-joined-already',
    });
  });
});

test('another device joins and leaves with the first one, and has read what was read there', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    const tablet = await secondDevice(world, alice.device, 'Tablet');
    const there = await listed(tablet, ({ kind, name }) => kind === 'community' && name === 'Garden');
    const onTablet = { ...alice, device: tablet, conversationId: there.id };
    post(bob, 'First tomatoes');
    const [seen] = await Promise.all([
      alice.device.received('First tomatoes'),
      tablet.received('First tomatoes'),
    ]);
    alice.device.client.markRead({ conversationId: alice.conversationId, upToSentAtMs: seen.sentAtMs });
    await tablet.event(
      'conversation',
      ({ conversation }) =>
        conversation.id === there.id && conversation.unreadCount === 0 && conversation.lastReadMs > 0,
    );
    const answer = post(onTablet, 'Keep me one');
    await tablet.sent(answer.id);
    const copy = await alice.device.received('Keep me one');
    expect(copy).toMatchObject({ direction: 'outgoing', post: { author: { isUs: true } } });
    expect(textsIn(onTablet)).toEqual(textsIn(alice));

    alice.device.client.leaveCommunity(alice.conversationId);
    await tablet.event('conversation-removed', ({ conversationId }) => conversationId === there.id);
  });
});

test('answers, mentions and reactions reach whom they mean', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    const sent = post(alice, 'Shall we plant a pear tree?');
    await alice.device.sent(sent.id);
    const seen = await bob.device.received('Shall we plant a pear tree?');
    bob.device.client.sendMessage({
      conversationId: bob.conversationId,
      text: `Yes @${alice.roomId}`,
      quote: { messageId: seen.id },
    });
    const answer = await alice.device.received(`Yes @${alice.roomId}`);
    expect(answer.quote).toMatchObject({
      authorId: alice.roomId,
      original: { id: sent.id, text: 'Shall we plant a pear tree?' },
    });
    expect(answer.post?.people).toContainEqual(
      expect.objectContaining({ id: alice.roomId, isUs: true, name: 'Alice' }),
    );
    await alice.device.event(
      'conversation',
      ({ conversation }) => conversation.id === alice.conversationId && conversation.mentionCount === 1,
    );

    bob.device.client.react({ messageId: seen.id, emoji: '🍐', action: 'react' });
    const liked = await messageWhen(
      alice.device,
      ({ id, post: { reactions = [] } = {} }) => id === sent.id && reactions.length > 0,
    );
    expect(liked.post?.reactions).toEqual([{ emoji: '🍐', count: 1, isOurs: false, reactors: [bob.roomId] }]);
    alice.device.client.react({ messageId: sent.id, emoji: '🍐', action: 'react' });
    await messageWhen(
      bob.device,
      ({ id, post: { reactions = [] } = {} }) => id === seen.id && reactions[0]?.count === 2,
    );
    const who = await bob.device.client.postReactors({ messageId: seen.id, emoji: '🍐' });
    expect(who.map(({ id, name, isUs }) => ({ id, name, isUs }))).toEqual([
      { id: bob.roomId, name: 'Bob', isUs: true },
      { id: alice.roomId, name: 'Alice', isUs: false },
    ]);
    bob.device.client.react({ messageId: seen.id, emoji: '🍐', action: 'remove' });
    await messageWhen(
      alice.device,
      ({ id, post: { reactions = [] } = {} }) =>
        id === sent.id && reactions[0]?.count === 1 && reactions[0].isOurs,
    );
  });
});

test('who wrote a post edits it and takes it back, for everybody', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    const sent = post(alice, 'Bring too spades');
    await alice.device.sent(sent.id);
    const seen = await bob.device.received('Bring too spades');
    const edited = alice.device.client.editPost({ messageId: sent.id, text: 'Bring two spades' });
    await expect(edited).resolves.toBe('done');
    const corrected = await bob.device.received('Bring two spades');
    expect(corrected).toMatchObject({ id: seen.id, sentAtMs: seen.sentAtMs });
    expect(corrected.post?.editedAtMs).toBeGreaterThan(0);
    expect(textsIn(alice)).toEqual(['Bring two spades']);
    expect(() => bob.device.client.deleteMessages({ ids: [seen.id], scope: 'everyone' })).toThrow(
      expect.objectContaining({ code: 'deletion-not-allowed' }),
    );
    alice.device.client.deleteMessages({ ids: [sent.id], scope: 'everyone' });
    await Promise.all([
      alice.device.event('message-removed', ({ messageId }) => messageId === sent.id),
      bob.device.event('message-removed', ({ messageId }) => messageId === seen.id),
    ]);
    expect([textsIn(alice), textsIn(bob)]).toEqual([[], []]);
  });
});

test('a moderator deletes and bans, and whoever is banned is told so', async () => {
  await withWorld(async (world) => {
    const [alice, bob, carol] = (await inRoom(world, ['Alice', 'Bob', 'Carol'])) as Three;
    world.network.community.appoint(alice.roomId, 'admin', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'admin');
    post(bob, 'Buy my seeds!');
    post(bob, 'Cheap seeds!!');
    const [spam] = await Promise.all([
      alice.device.received('Buy my seeds!'),
      alice.device.received('Cheap seeds!!'),
      carol.device.received('Cheap seeds!!'),
    ]);
    alice.device.client.deleteMessages({ ids: [spam.id], scope: 'everyone' });
    await carol.device.event('message-removed');
    await expect(
      alice.device.client.banFromCommunity({
        conversationId: alice.conversationId,
        userId: bob.roomId,
        deletesPosts: true,
      }),
    ).resolves.toBe('done');
    await roomWhen(bob, ({ state }) => state === 'forbidden' || state === 'gone');
    expect(() => post(bob, 'Why?')).toThrow(expect.objectContaining({ code: 'community-forbidden' }));
    const kept = post(carol, 'Thank you');
    await carol.device.sent(kept.id);
    await alice.device.received('Thank you');
    expect(textsIn(alice)).toEqual(['Thank you']);

    const forgiven = { conversationId: alice.conversationId, userId: bob.roomId };
    await expect(alice.device.client.unbanFromCommunity(forgiven)).resolves.toBe('done');
    await roomWhen(bob, ({ state }) => state === 'ok');
    await expect(
      carol.device.client.banFromCommunity({ conversationId: carol.conversationId, userId: bob.roomId }),
    ).rejects.toMatchObject({ code: 'community-forbidden' });
  });
});

test('an admin describes the room, makes moderators and pins posts, and everybody sees it', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    world.network.community.appoint(alice.roomId, 'admin', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'admin');
    const { client } = alice.device;
    const { conversationId } = alice;
    await expect(
      client.describeCommunity({ conversationId, name: 'Orchard', description: 'Of trees' }),
    ).resolves.toBe('done');
    const described = await roomWhen(bob, ({ name }) => name === 'Orchard');
    expect(described.description).toBe('Of trees');
    const rules = post(alice, 'Prune in March');
    await alice.device.sent(rules.id);
    await bob.device.received('Prune in March');
    await expect(client.pinPost(rules.id)).resolves.toBe('done');
    const pinned = await roomWhen(bob, ({ pinnedCount }) => pinnedCount === 1);
    expect(pinned.pinned[0]).toMatchObject({
      pinnedBy: { id: alice.roomId },
      message: { text: 'Prune in March', post: { isPinned: true } },
    });
    await expect(
      client.setCommunityRole({ conversationId, userId: bob.roomId, role: 'moderator' }),
    ).resolves.toBe('done');
    const asModerator = await roomWhen(bob, ({ role }) => role === 'moderator');
    expect(asModerator.moderators.map(({ id, role }) => [id, role])).toEqual([
      [alice.roomId, 'admin'],
      [bob.roomId, 'moderator'],
    ]);
    const { message } = pinned.pinned[0] ?? {};
    bob.device.client.react({ messageId: message?.id ?? 0, emoji: '✂️', action: 'react' });
    await messageWhen(
      alice.device,
      ({ id, post: { reactions = [] } = {} }) => id === rules.id && reactions.length === 1,
    );
    await expect(client.clearPostReactions({ messageId: rules.id })).resolves.toBe('done');
    await messageWhen(
      bob.device,
      ({ id, post: { reactions = [] } = {} }) => id === message?.id && reactions[0]?.isOurs === true,
    );
    await expect(client.postReactors({ messageId: rules.id, emoji: '✂️' })).resolves.toEqual([]);
    await expect(client.unpinPosts({ conversationId })).resolves.toBe('done');
    await roomWhen(bob, ({ pinnedCount }) => pinnedCount === 0);
  });
});
