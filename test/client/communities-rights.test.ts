import { expect, test, vi } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import type { CommunityUserId } from '../../ts/community/index.ts';
import { CommunityMember } from '../local-network/support/community-member.ts';
import { MovingClock } from '../support/moving-clock.ts';
import {
  ROOM,
  type Visitor,
  inRoom,
  listed,
  messageWhen,
  openRoom,
  post,
  roomWhen,
  visit,
} from './communities-world.ts';
import { friends, withWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

type Two = [Visitor, Visitor];

/** 1 × 1 px. */
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

test('who may only read writes nothing, and who may not upload sends no files', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    world.network.community.appoint(alice.roomId, 'admin', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'admin');
    const { conversationId } = alice;
    const describe = (defaults: { readonly write?: boolean; readonly upload?: boolean }) =>
      alice.device.client.describeCommunity({ conversationId, defaults });
    await expect(describe({ upload: false })).resolves.toBe('done');
    await roomWhen(bob, ({ rights }) => !rights.upload && rights.write);
    const files = { text: '', attachments: [{ bytes: PNG, contentType: 'image/png' }] };
    await expect(
      bob.device.client.sendAttachments({ conversationId: bob.conversationId, ...files }),
    ).rejects.toMatchObject({ code: 'attachments-not-allowed' });
    await expect(describe({ write: false })).resolves.toBe('done');
    await roomWhen(bob, ({ rights }) => !rights.write);
    expect(() => post(bob, 'May I?')).toThrow(expect.objectContaining({ code: 'community-forbidden' }));
    // Who looks after the room may.
    const sent = post(alice, 'Closed for the winter');
    await alice.device.sent(sent.id);
    await bob.device.received('Closed for the winter');
  });
});

test('a room gets a picture, and all who are in it see it', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'], url)) as Two;
    world.network.community.appoint(alice.roomId, 'admin', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'admin');
    const { client } = alice.device;
    await expect(
      client.setCommunityPicture({ conversationId: alice.conversationId, bytes: PNG }),
    ).resolves.toBe('done');
    await listed(bob.device, ({ id, picture }) => id === bob.conversationId && picture !== undefined);
    const picture = await bob.device.client.readPicture(`room-${bob.conversationId}`);
    expect(picture).toEqual(PNG);
    const carol = await world.person('Carol');
    await carol.online();
    await expect(carol.client.previewCommunity({ url })).resolves.toMatchObject({ hasPicture: true });
    await expect(carol.client.communityRoomPicture({ url })).resolves.toEqual(PNG);
  });
});

test('a whisper is marked as one, and is seen by whom it is for alone', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'], url)) as Two;
    await cryptoReady();
    const moderator = new CommunityMember(url);
    world.network.community.appoint(moderator.id, 'moderator', { room: ROOM });
    await moderator.post(ROOM, 'Please mind the bees', { whisperTo: alice.roomId as CommunityUserId });
    await moderator.post(ROOM, 'Welcome, all');
    const [whisper] = await Promise.all([
      alice.device.received('Please mind the bees'),
      alice.device.received('Welcome, all'),
      bob.device.received('Welcome, all'),
    ]);
    expect(whisper.post).toMatchObject({
      role: 'moderator',
      whisper: { toModerators: false, to: { id: alice.roomId, isUs: true } },
      may: { react: false },
    });
    const { messages } = bob.device.client.messages({ conversationId: bob.conversationId, limit: 10 });
    expect(messages.map(({ text }) => text)).toEqual(['Welcome, all']);
  });
});

test('a moderator whispers to one person, and to the moderators; nobody else sees it, and nobody else can', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const people = await inRoom(world, ['Alice', 'Bob', 'Carol', 'Dave'], url);
    const [alice, bob, carol, dave] = people as [Visitor, Visitor, Visitor, Visitor];
    for (const { roomId } of [alice, dave])
      world.network.community.appoint(roomId, 'moderator', { room: ROOM });
    await Promise.all([alice, dave].map((one) => roomWhen(one, ({ role }) => role === 'moderator')));
    const { client } = alice.device;
    const { conversationId } = alice;
    const whispers = [
      { text: 'For Bob', whisper: { to: bob.roomId, toModerators: false } },
      { text: 'For Bob and us', whisper: { to: bob.roomId, toModerators: true } },
      { text: 'For us', whisper: { toModerators: true } },
    ];
    for (const whisper of whispers) {
      const written = client.sendMessage({ conversationId, ...whisper });
      expect(written.post?.whisper?.toModerators).toBe(whisper.whisper.toModerators);
      await alice.device.sent(written.id);
    }
    const last = post(alice, 'For all');
    await alice.device.sent(last.id);
    await Promise.all(people.map(({ device }) => device.received('For all')));
    const seenBy = ({ device, conversationId: id }: Visitor) =>
      device.client.messages({ conversationId: id, limit: 10 }).messages.map(({ text }) => text);
    expect(seenBy(alice)).toEqual(['For Bob', 'For Bob and us', 'For us', 'For all']);
    expect(seenBy(bob)).toEqual(['For Bob', 'For Bob and us', 'For all']);
    expect(seenBy(dave)).toEqual(['For Bob and us', 'For us', 'For all']);
    expect(seenBy(carol)).toEqual(['For all']);
    const [whisper] = bob.device.client.messages({ conversationId: bob.conversationId, limit: 10 }).messages;
    expect(whisper?.post?.whisper).toMatchObject({ to: { id: bob.roomId, isUs: true } });
    expect(() =>
      carol.device.client.sendMessage({
        conversationId: carol.conversationId,
        text: 'Pst',
        whisper: { to: bob.roomId, toModerators: false },
      }),
    ).toThrow(expect.objectContaining({ code: 'community-forbidden' }));
    expect(() =>
      client.sendMessage({ conversationId, text: 'Pst', whisper: { toModerators: false } }),
    ).toThrow(expect.objectContaining({ code: 'community-user-invalid' }));
  });
});

test('a whisper of somebody who is a moderator no more fails, and is no post for all', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    world.network.community.appoint(alice.roomId, 'moderator', { room: ROOM });
    await roomWhen(alice, ({ role }) => role === 'moderator');
    world.network.community.appoint(alice.roomId, 'none', { room: ROOM });
    const { id } = alice.device.client.sendMessage({
      conversationId: alice.conversationId,
      text: 'Between us',
      whisper: { to: bob.roomId, toModerators: false },
    });
    const failed = await messageWhen(
      alice.device,
      (message) => message.id === id && message.state === 'failed',
    );
    expect(failed.failure).toBe('not-allowed');
    post(bob, 'Anybody here?');
    await alice.device.received('Anybody here?');
    expect(
      bob.device.client.messages({ conversationId: bob.conversationId, limit: 9 }).messages,
    ).toHaveLength(1);
  });
});

test('one person may not write for a while, may again by themselves, and is then like everybody', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const [alice, bob, carol] = (await inRoom(world, ['Alice', 'Bob', 'Carol'])) as [
        Visitor,
        Visitor,
        Visitor,
      ];
      world.network.community.appoint(alice.roomId, 'moderator', { room: ROOM });
      await roomWhen(alice, ({ role }) => role === 'moderator');
      const { client } = alice.device;
      const member = { conversationId: alice.conversationId, userId: bob.roomId };
      await expect(client.communityMemberRights(member)).resolves.toEqual({ isBanned: false, later: [] });
      await expect(
        client.setCommunityMemberRights({ ...member, rights: { write: false, upload: false }, forS: 60 }),
      ).resolves.toBe('done');
      const shut = await client.communityMemberRights(member);
      expect(shut).toMatchObject({ write: false, upload: false, isBanned: false });
      expect(shut.later.map(({ right, value }) => ({ right, value }))).toEqual([
        { right: 'write', value: true },
        { right: 'upload', value: true },
      ]);
      await roomWhen(bob, ({ rights }) => !rights.write && !rights.upload && rights.read);
      expect(() => post(bob, 'May I?')).toThrow(expect.objectContaining({ code: 'community-forbidden' }));
      expect(carol.device.client.community(carol.conversationId).rights.write).toBe(true);
      clock.moveOn(70_000);
      await roomWhen(bob, ({ rights }) => rights.write && rights.upload);
      await expect(
        client.setCommunityMemberRights({ ...member, rights: { write: 'default', upload: 'default' } }),
      ).resolves.toBe('done');
      await expect(client.communityMemberRights(member)).resolves.toEqual({ isBanned: false, later: [] });
      await expect(
        carol.device.client.communityMemberRights({ ...member, conversationId: carol.conversationId }),
      ).rejects.toMatchObject({ code: 'community-forbidden' });
    },
    { clock },
  );
});

test('who writes too fast waits, and then goes on by itself', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const { network } = world;
      const [alice] = (await inRoom(world, ['Alice'])) as [Visitor];
      const refused = new Promise<void>((resolve) => {
        network.observe((event) => {
          if (event.type === 'community' && event.code === 429) resolve();
        });
      });
      await network.community.faults.set({ rateLimited: true });
      const sent = post(alice, 'One more thing');
      await refused;
      await network.community.faults.clear();
      clock.moveOn(17_000);
      const { state, failure } = await alice.device.sent(sent.id);
      expect({ state, failure }).toEqual({ state: 'sent', failure: undefined });
    },
    { clock },
  );
});

test('a clock that is wrong by more than a day is told to the person', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const alice = await world.person('Alice');
    await alice.online();
    await world.network.community.faults.set({ clockSkewMs: 3 * 86_400_000 });
    await expect(alice.client.previewCommunity({ url })).rejects.toMatchObject({ code: 'community-clock' });
  });
});

test('all rooms of a server are asked for with one request', async () => {
  await withWorld(async (world) => {
    const urls = [openRoom(world), openRoom(world, 'kitchen', 'Kitchen')];
    const alice = await world.person('Alice');
    for (const url of urls) await visit(alice, url);
    const asked = await new Promise<readonly string[]>((resolve) => {
      const paths: string[] = [];
      world.network.observe((event) => {
        if (event.type !== 'community') return;
        // A server answers all of one request in one go.
        if (event.path === '/capabilities') queueMicrotask(() => resolve(paths));
        paths.push(event.path);
      });
    });
    const paths = asked.map((path) => path.replace(/\?.*|\/\d+/g, ''));
    expect(paths).toEqual(
      expect.arrayContaining([
        '/capabilities',
        '/room/garden/pollInfo',
        '/room/garden/messages/since',
        '/room/kitchen/pollInfo',
        '/room/kitchen/messages/since',
        '/outbox',
      ]),
    );
  });
});

test('who looks at the rooms of a server is not known to it', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    world.network.community.createRoom({
      token: 'attic',
      name: 'Attic',
      defaults: { read: false, accessible: false },
    });
    const alice = await world.person('Alice');
    await alice.online();
    const users: (string | undefined)[] = [];
    world.network.observe((event) => {
      if (event.type === 'community') users.push(event.user);
    });
    const { rooms, isOfficial } = await alice.client.communityRooms({ url });
    expect({ isOfficial, rooms: rooms.map(({ name }) => name) }).toEqual({
      isOfficial: false,
      rooms: ['Garden'],
    });
    expect(users).toEqual([undefined]);
  });
});

test('friends are invited with a card', async () => {
  await withWorld(async (world) => {
    const url = openRoom(world);
    const { alice, bob } = await friends(world);
    const { conversationId } = await visit(alice, url);
    alice.client.inviteToCommunity({ conversationId, accountIds: [bob.id] });
    const card = await messageWhen(bob, ({ invitation }) => invitation !== undefined);
    expect(card.invitation).toEqual({ url, name: 'Garden' });
    await bob.client.joinCommunity({ url: card.invitation?.url ?? '' });
  });
});

test('what is said in a room is no reason to write to the icon, unless it means us', async () => {
  await withWorld(async (world) => {
    const [alice, bob] = (await inRoom(world, ['Alice', 'Bob'])) as Two;
    post(bob, 'Good morning all');
    await alice.device.received('Good morning all');
    expect(alice.device.client.badge()).toMatchObject({ count: 0 });
    post(bob, `Good morning @${alice.roomId}`);
    await alice.device.received(`Good morning @${alice.roomId}`);
    await alice.device.event('badge', ({ badge }) => badge.count === 1);
  });
});
