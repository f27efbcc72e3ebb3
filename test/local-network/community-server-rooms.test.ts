import { afterEach, describe, expect, test } from 'vitest';

import {
  addReactionRequest,
  changesSinceRequest,
  clearReactionsRequest,
  deletePostRequest,
  downloadFileRequest,
  editPostRequest,
  editRoomRequest,
  getPostRequest,
  pinRequest,
  pollInfoRequest,
  postRequest,
  postsBeforeRequest,
  reactorsRequest,
  readFileId,
  readInfoUpdates,
  readMessages,
  readPollInfo,
  readPost,
  readReactionChange,
  readReactors,
  readRoom,
  recentPostsRequest,
  removeReactionRequest,
  replyError,
  roomRequest,
  unpinRequest,
  uploadFileRequest,
} from '../../ts/community/index.ts';
import type { CommunityUserId, MessageRow } from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import type { CommunityMember } from './support/community-member.ts';
import { CommunityWorld, ROOM } from './support/community-world.ts';

await cryptoReady();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const worlds: CommunityWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

async function start(options: Parameters<typeof CommunityWorld.start>[0] = {}): Promise<CommunityWorld> {
  const world = await CommunityWorld.start(options);
  worlds.push(world);
  return world;
}

const ids = (rows: readonly MessageRow[]): readonly unknown[] => rows.map(({ id }) => id);

async function codeOf(
  member: CommunityMember,
  request: Parameters<CommunityMember['ask']>[0],
): Promise<string> {
  return replyError(await member.ask(request)).code;
}

describe('posts', () => {
  test('are read newest first, and page by page back to the first one', async () => {
    const world = await start();
    const admin = world.staff('admin');
    for (let at = 1; at <= 7; at += 1) await admin.post(ROOM, `post ${at}`);
    const reader = world.member();
    const newest = readMessages(await reader.json(recentPostsRequest(ROOM, { limit: 3 })));
    expect(ids(newest)).toEqual([7, 6, 5]);
    const older = readMessages(await reader.json(postsBeforeRequest(ROOM, 5, { limit: 3 })));
    expect(ids(older)).toEqual([4, 3, 2]);
    expect(ids(readMessages(await reader.json(postsBeforeRequest(ROOM, 2, { limit: 3 }))))).toEqual([1]);
    expect(await reader.json(postsBeforeRequest(ROOM, 1))).toEqual([]);
    expect(ids(readMessages(await reader.json(recentPostsRequest(ROOM, { limit: 9_999 }))))).toHaveLength(7);
  });

  test('have ids of the server and numbers of their room', async () => {
    const world = await start();
    const member = world.member();
    expect(await member.post(ROOM, 'a')).toMatchObject({ id: 1, seqno: 1 });
    expect(await member.post('garden', 'b')).toMatchObject({ id: 2, seqno: 1 });
    expect(await member.post(ROOM, 'c')).toMatchObject({ id: 3, seqno: 2, postedAtMs: world.clock.nowMs() });
    expect(ids(readMessages(await member.json(recentPostsRequest('GARDEN'))))).toEqual([2]);
  });

  test('come back byte for byte, signature unchecked', async () => {
    const member = (await start()).member();
    const content = { data: Uint8Array.of(1, 2, 0x80, 0, 0, 0), signature: new Uint8Array(64).fill(9) };
    const { id } = readPost(await member.json(postRequest(ROOM, content)));
    expect(readPost(await member.json(getPostRequest(ROOM, id)))).toMatchObject(content);
  });

  test('tell in the order of their changes what has become of them, once each', async () => {
    const world = await start();
    const [alice, bob] = [world.member(), world.member()];
    for (const text of ['one', 'two', 'three', 'four']) await alice.post(ROOM, text);
    await alice.json(editPostRequest(ROOM, 1, alice.content('one, again')));
    await bob.json(addReactionRequest({ room: ROOM, id: 2, reaction: '👍' }));
    await alice.json(deletePostRequest(ROOM, 3));
    const since = async (seqno: number) => readMessages(await bob.json(changesSinceRequest(ROOM, seqno)));
    expect(await since(4)).toMatchObject([
      { kind: 'post', id: 1, seqno: 5, editedAtMs: world.clock.nowMs() },
      { kind: 'reactions', id: 2, seqno: 6, reactions: [{ emoji: '👍', count: 1, isOurs: true }] },
      { kind: 'deletion', id: 3, seqno: 7 },
    ]);
    expect(await since(0)).toMatchObject([
      { kind: 'post', id: 4, seqno: 4 },
      { kind: 'post', id: 1, seqno: 5 },
      { kind: 'post', id: 2, seqno: 6 },
    ]);
    expect(ids(await since(2))).toEqual([4, 1, 2]);
    expect(ids(await since(3))).toEqual([4, 1, 2, 3]);
    expect(await since(7)).toEqual([]);
    const withoutReactions = await bob.json({ method: 'GET', path: `/room/${ROOM}/messages/since/4` });
    expect(ids(readMessages(withoutReactions))).toEqual([1, 3]);
    expect(ids(readMessages(await bob.json(changesSinceRequest(ROOM, 0, { limit: 2 }))))).toEqual([4, 1]);
    expect(ids(readMessages(await bob.json(recentPostsRequest(ROOM))))).toEqual([4, 2, 1]);
    expect(await codeOf(bob, getPostRequest(ROOM, 3))).toBe('not-found');
  });

  test('are edited by their author, and deleted by their author or a moderator', async () => {
    const world = await start();
    const [author, other, moderator] = [world.member(), world.member(), world.staff('moderator')];
    const [{ id: first }, { id: second }] = [await author.post(ROOM, 'a'), await author.post(ROOM, 'b')];
    expect(await codeOf(other, editPostRequest(ROOM, first, other.content('!')))).toBe('forbidden');
    expect(await codeOf(moderator, editPostRequest(ROOM, first, moderator.content('!')))).toBe('forbidden');
    expect(await codeOf(other, deletePostRequest(ROOM, first))).toBe('forbidden');
    await moderator.json(deletePostRequest(ROOM, first));
    await author.json(deletePostRequest(ROOM, second));
    expect(await codeOf(author, deletePostRequest(ROOM, second))).toBe('not-found');
    expect(await codeOf(author, editPostRequest(ROOM, second, author.content('!')))).toBe('not-found');
    expect(world.server.postsOf(ROOM).map(({ data }) => data)).toEqual([undefined, undefined]);
  });

  test.each([
    { data: '', signature: 'A'.repeat(86) },
    { data: 'AAAA', signature: 'AAAA' },
    { data: '*', signature: 'A'.repeat(86) },
    { data: 'AAAA' },
    { data: 'AAAA', signature: 'A'.repeat(86), files: 'all' },
    { data: 'AAAA', signature: 'A'.repeat(86), files: ['x'] },
    { data: 'AAAA', signature: 'A'.repeat(86), whisper_mods: 'yes' },
  ])('are refused as %j', async (json) => {
    const member = (await start()).member();
    const request = { method: 'POST', path: `/room/${ROOM}/message`, body: { json } } as const;
    expect(await codeOf(member, request)).toBe('request-rejected');
  });

  test('are five in 16 seconds, but for admins', async () => {
    const world = await start();
    const [member, admin] = [world.member(), world.staff('admin')];
    for (let at = 0; at < 5; at += 1) {
      await member.post(ROOM, `quick ${at}`);
      await world.clock.advance(1_000);
    }
    expect(await codeOf(member, postRequest(ROOM, member.content('too quick')))).toBe('rate-limited');
    await member.post('garden', 'another room');
    for (let at = 0; at < 6; at += 1) await admin.post(ROOM, 'I may');
    await world.clock.advance(11_000);
    await member.post(ROOM, 'patient');
  });

  test('may be refused or hidden by a filter', async () => {
    const world = await start();
    const [author, reader] = [world.member(), world.member()];
    world.server.setFilter(() => 'reject');
    expect(await codeOf(author, postRequest(ROOM, author.content('bad')))).toBe('message-filtered');
    world.server.setFilter(() => 'hide');
    expect(await author.post(ROOM, 'bad')).toMatchObject({ isFiltered: true });
    expect(await reader.json(recentPostsRequest(ROOM))).toEqual([]);
    expect(readMessages(await author.json(recentPostsRequest(ROOM)))).toMatchObject([
      { kind: 'post', isFiltered: false },
    ]);
  });

  test('that are whispers are for some, and come from moderators', async () => {
    const world = await start();
    const [moderator, colleague, guest, other] = [
      world.staff('moderator'),
      world.staff('moderator'),
      world.member(),
      world.member(),
    ];
    await guest.json(roomRequest(ROOM));
    const to = guest.id as CommunityUserId;
    expect(
      await codeOf(guest, postRequest(ROOM, { ...guest.content('psst'), whisperToModerators: true })),
    ).toBe('forbidden');
    const secret = await moderator.post(ROOM, 'for you', { whisperTo: to });
    const staffOnly = await moderator.post(ROOM, 'for us', { whisperToModerators: true });
    const both = await moderator.post(ROOM, 'for you and us', { whisperTo: to, whisperToModerators: true });
    expect(secret.whisper).toEqual({ toModerators: false, to });
    const seenBy = async (member: CommunityMember) =>
      ids(readMessages(await member.json(recentPostsRequest(ROOM))));
    expect(await seenBy(guest)).toEqual([both.id, secret.id]);
    expect(await seenBy(colleague)).toEqual([both.id, staffOnly.id]);
    expect(await seenBy(moderator)).toEqual([both.id, staffOnly.id, secret.id]);
    expect(await seenBy(other)).toEqual([]);
    expect(ids(readMessages(await other.json(changesSinceRequest(ROOM, 0))))).toEqual([]);
    expect(await codeOf(other, getPostRequest(ROOM, both.id))).toBe('not-found');
    expect(await codeOf(guest, addReactionRequest({ room: ROOM, id: both.id, reaction: '👍' }))).toBe(
      'not-found',
    );
    const admin = world.staff('admin');
    expect(await codeOf(admin, pinRequest(ROOM, both.id))).toBe('not-found');
  });
});

describe('reactions', () => {
  test('are counted with the first who gave them, each change with a number', async () => {
    const world = await start();
    const [author, bob, carol] = [world.member(), world.member(), world.member()];
    const { id } = await author.post(ROOM, 'nice?');
    const like = { room: ROOM, id, reaction: '👍' };
    expect(readReactionChange(await bob.json(addReactionRequest(like)))).toEqual({
      isChanged: true,
      seqno: 2,
    });
    expect(readReactionChange(await bob.json(addReactionRequest(like)))).toEqual({
      isChanged: false,
      seqno: 2,
    });
    await world.clock.advance(5_000);
    await carol.json(addReactionRequest(like));
    await carol.json(addReactionRequest({ ...like, reaction: '🏳️‍🌈' }));
    const [row] = readMessages(await carol.json(recentPostsRequest(ROOM, { reactors: 1 })));
    expect(row).toMatchObject({
      seqno: 4,
      reactions: [
        { emoji: '👍', count: 2, reactors: [bob.id], isOurs: true },
        { emoji: '🏳️‍🌈', count: 1, reactors: [carol.id], isOurs: true },
      ],
    });
    const [plain] = readMessages(await bob.json(recentPostsRequest(ROOM, { reactors: 0 })));
    expect(plain).toMatchObject({ reactions: [{ reactors: [], isOurs: true }, { isOurs: false }] });
    expect(readReactors(await author.json(reactorsRequest(like)))).toEqual([
      { user: bob.id, atMs: world.clock.nowMs() - 5_000 },
      { user: carol.id, atMs: world.clock.nowMs() },
    ]);
    expect(readReactors(await author.json(reactorsRequest(like, { limit: 1 })))).toHaveLength(1);
    expect(readReactionChange(await bob.json(removeReactionRequest(like)))).toEqual({
      isChanged: true,
      seqno: 5,
    });
    expect(readReactionChange(await bob.json(removeReactionRequest(like)))).toEqual({
      isChanged: false,
      seqno: 5,
    });
  });

  test('are cleared by moderators, of one kind or all', async () => {
    const world = await start();
    const [author, bob, moderator] = [world.member(), world.member(), world.staff('moderator')];
    const { id } = await author.post(ROOM, 'nice?');
    for (const reaction of ['👍', '🎉', '🐈'])
      for (const member of [author, bob]) await member.json(addReactionRequest({ room: ROOM, id, reaction }));
    expect(await codeOf(bob, clearReactionsRequest({ room: ROOM, id }))).toBe('forbidden');
    expect(await moderator.json(clearReactionsRequest({ room: ROOM, id, reaction: '🎉' }))).toEqual({
      removed: 2,
      seqno: 9,
    });
    expect(await moderator.json(clearReactionsRequest({ room: ROOM, id }))).toEqual({
      removed: 4,
      seqno: 13,
    });
    expect(readMessages(await bob.json(changesSinceRequest(ROOM, 7)))).toMatchObject([
      { kind: 'reactions', id, seqno: 13, reactions: [] },
    ]);
  });

  test('go with their post', async () => {
    const world = await start();
    const [author, bob] = [world.member(), world.member()];
    const { id } = await author.post(ROOM, 'nice?');
    await bob.json(addReactionRequest({ room: ROOM, id, reaction: '👍' }));
    await author.json(deletePostRequest(ROOM, id));
    expect(readMessages(await bob.json(changesSinceRequest(ROOM, 2)))).toMatchObject([
      { kind: 'deletion', id, seqno: 4 },
    ]);
    expect(await codeOf(bob, addReactionRequest({ room: ROOM, id, reaction: '👍' }))).toBe('not-found');
  });

  test.each(['1234567890123', '🎉'.repeat(13)])('are refused as %s', async (reaction) => {
    const member = (await start()).member();
    const { id } = await member.post(ROOM, 'nice?');
    const path = `/room/${ROOM}/reaction/${id}/${reaction}`;
    expect(await codeOf(member, { method: 'PUT', path, body: { json: {} } })).toBe('request-rejected');
  });
});

describe('pins', () => {
  test('are set and taken off by admins, in their order', async () => {
    const world = await start();
    const [admin, moderator] = [world.staff('admin'), world.staff('moderator')];
    for (const text of ['a', 'b', 'c']) await admin.post(ROOM, text);
    const before = readRoom(await moderator.json(roomRequest(ROOM))).infoUpdates;
    expect(await codeOf(moderator, pinRequest(ROOM, 1))).toBe('forbidden');
    expect(readInfoUpdates(await admin.json(pinRequest(ROOM, 1)))).toBe(before + 1);
    await admin.json(pinRequest(ROOM, 2));
    await admin.json(pinRequest(ROOM, 1));
    const info = readPollInfo(await moderator.json(pollInfoRequest(ROOM, before)));
    expect(info.details?.pinnedMessages).toEqual([
      { id: 2, pinnedAtMs: world.clock.nowMs(), pinnedBy: admin.id },
      { id: 1, pinnedAtMs: world.clock.nowMs(), pinnedBy: admin.id },
    ]);
    expect(await admin.json(unpinRequest(ROOM, 3))).toMatchObject({ unpinned: false });
    expect(await admin.json(unpinRequest(ROOM, 2))).toMatchObject({ unpinned: true });
    await admin.json(pinRequest(ROOM, 3));
    await admin.json(deletePostRequest(ROOM, 3));
    expect(await admin.json(unpinRequest(ROOM, 'all'))).toMatchObject({ unpinned: 1 });
    expect(await codeOf(admin, pinRequest(ROOM, 3))).toBe('not-found');
  });
});

describe('a room', () => {
  test('tells of itself when something has changed, and only then', async () => {
    const world = await start();
    const [admin, member] = [world.staff('admin'), world.member()];
    const { infoUpdates, rights } = readRoom(await member.json(roomRequest(ROOM)));
    expect(rights).toMatchObject({ read: true, write: true, upload: true, isModerator: false });
    expect(readPollInfo(await member.json(pollInfoRequest(ROOM, infoUpdates))).details).toBeUndefined();
    const edit = { name: 'Lou\u0007nge', description: 'Sit\n\tdown\u0001', defaults: { upload: false } };
    expect(await codeOf(member, editRoomRequest(ROOM, edit))).toBe('forbidden');
    expect(readInfoUpdates(await admin.json(editRoomRequest(ROOM, edit)))).toBe(infoUpdates + 2);
    const info = readPollInfo(await member.json(pollInfoRequest(ROOM, infoUpdates)));
    expect(info.details).toMatchObject({ name: 'Lounge', description: 'Sit\n\tdown', admins: [admin.id] });
    expect(info).toMatchObject({ rights: { upload: false }, defaults: {}, activeUsers: 1 });
    expect(readRoom(await admin.json(roomRequest(ROOM))).defaults).toEqual({
      read: true,
      accessible: true,
      write: true,
      upload: false,
    });
    await admin.json(editRoomRequest(ROOM, { description: '' }));
    expect(readRoom(await member.json(roomRequest(ROOM)))).not.toHaveProperty('description');
    const nothing = { method: 'PUT', path: `/room/${ROOM}`, body: { json: {} } } as const;
    expect(await codeOf(admin, nothing)).toBe('request-rejected');
  });

  test('may let people in, see it, read it, write in it, or not', async () => {
    const world = await start({
      rooms: [
        { token: ROOM, name: 'open' },
        { token: 'news', name: 'read only', defaults: { write: false } },
        { token: 'closed', name: 'seen only', defaults: { read: false } },
        { token: 'secret', name: 'unseen', defaults: { read: false, accessible: false } },
        { token: 'texts', name: 'no files', defaults: { upload: false } },
      ],
    });
    const member = world.member();
    expect(await codeOf(member, postRequest('news', member.content('hi')))).toBe('forbidden');
    expect(await codeOf(member, recentPostsRequest('closed'))).toBe('forbidden');
    expect((await member.ask(roomRequest('closed'))).status).toBe(200);
    expect(await codeOf(member, pollInfoRequest('closed', 0))).toBe('forbidden');
    for (const request of [roomRequest('secret'), recentPostsRequest('secret'), pollInfoRequest('secret', 0)])
      expect(await codeOf(member, request)).toBe('not-found');
    expect(await codeOf(member, uploadFileRequest('texts', Uint8Array.of(1)))).toBe('forbidden');
    expect(await codeOf(member, uploadFileRequest('news', Uint8Array.of(1)))).toBe('forbidden');
    const tokens = (await member.json({ method: 'GET', path: '/rooms' })) as readonly { token: string }[];
    expect(tokens.map(({ token }) => token)).toEqual(['closed', ROOM, 'news', 'texts']);
  });

  test('counts who has been there within a week', async () => {
    const world = await start();
    const [alice, bob] = [world.member(), world.member()];
    const active = async (): Promise<number> => readRoom(await alice.json(roomRequest(ROOM))).activeUsers;
    await bob.json(recentPostsRequest(ROOM));
    await alice.json(pollInfoRequest(ROOM, 0));
    expect(await active()).toBe(2);
    await world.clock.advance(6 * DAY_MS);
    await alice.json(pollInfoRequest(ROOM, 0));
    await world.clock.advance(2 * DAY_MS);
    expect(await active()).toBe(1);
  });

  test('that is closed is no more', async () => {
    const world = await start();
    const member = world.member();
    world.server.removeRoom('garden');
    expect(Object.keys(world.server.rooms)).toEqual([ROOM]);
    expect(await codeOf(member, roomRequest('garden'))).toBe('not-found');
    expect(() => world.server.removeRoom('garden')).toThrow('unknown-room');
    expect(() => world.server.createRoom({ token: 'LOUNGE', name: 'twice' })).toThrow('options-invalid');
    expect(() => world.server.createRoom({ token: 'a b', name: 'spaces' })).toThrow('options-invalid');
  });
});

describe('files', () => {
  const content = new Uint8Array(1_000).fill(7);

  test('are kept for an hour, and for 15 days when a post names them', async () => {
    const world = await start();
    const [author, reader] = [world.member(), world.member()];
    const upload = async (): Promise<number> =>
      readFileId(await author.json(uploadFileRequest(ROOM, content, { fileName: 'Käse (1).png' })));
    const [kept, loose] = [await upload(), await upload()];
    await author.post(ROOM, 'look', { fileIds: [kept] });
    const reply = await reader.ask(downloadFileRequest(ROOM, kept));
    expect(reply.body).toEqual({ bytes: content });
    expect(reply.headers['content-disposition']).toBe("attachment; filename*=UTF-8''K%C3%A4se%20%281%29.png");
    expect(Date.parse(reply.headers['expires'] ?? '')).toBe(world.clock.nowMs() + 15 * DAY_MS);
    await world.clock.advance(HOUR_MS);
    expect(await codeOf(reader, downloadFileRequest(ROOM, loose))).toBe('not-found');
    expect((await reader.ask({ method: 'GET', path: `/room/${ROOM}/file/${kept}/cheese.png` })).status).toBe(
      200,
    );
    await world.clock.advance(15 * DAY_MS);
    expect(await codeOf(reader, downloadFileRequest(ROOM, kept))).toBe('not-found');
  });

  test('belong to one room, one uploader and one post', async () => {
    const world = await start();
    const [author, thief] = [world.member(), world.member()];
    const id = readFileId(await author.json(uploadFileRequest(ROOM, content)));
    expect(await codeOf(author, downloadFileRequest('garden', id))).toBe('not-found');
    await thief.post(ROOM, 'mine', { fileIds: [id] });
    await author.post('garden', 'not here', { fileIds: [id] });
    await world.clock.advance(HOUR_MS);
    expect(await codeOf(author, downloadFileRequest(ROOM, id))).toBe('not-found');
  });

  test('go with their post at once', async () => {
    const world = await start();
    const author = world.member();
    const id = readFileId(await author.json(uploadFileRequest(ROOM, content)));
    const { id: post } = await author.post(ROOM, 'look');
    await author.json(editPostRequest(ROOM, post, { ...author.content('look!'), fileIds: [id] }));
    await author.json(deletePostRequest(ROOM, post));
    expect(await codeOf(author, downloadFileRequest(ROOM, id))).toBe('not-found');
  });

  test('of 10,000,000 bytes go up and down', async () => {
    const member = (await start()).member();
    const large = new Uint8Array(10_000_000).fill(5);
    const id = readFileId(await member.json(uploadFileRequest(ROOM, large)));
    const body = await member.bytes(downloadFileRequest(ROOM, id));
    expect(Buffer.from(body).equals(large)).toBe(true);
  });

  test('that are pinned, or the picture of the room, stay', async () => {
    const world = await start();
    const admin = world.staff('admin');
    const upload = async (): Promise<number> =>
      readFileId(await admin.json(uploadFileRequest(ROOM, content)));
    const [picture, pinned] = [await upload(), await upload()];
    const { id } = await admin.post(ROOM, 'look', { fileIds: [pinned] });
    await admin.json(pinRequest(ROOM, id));
    await admin.json(editRoomRequest(ROOM, { imageId: picture }));
    expect(readRoom(await admin.json(roomRequest(ROOM))).imageId).toBe(picture);
    expect(await codeOf(admin, editRoomRequest(ROOM, { imageId: 99 }))).toBe('image-unsuitable');
    expect(await codeOf(admin, editRoomRequest('garden', { imageId: picture }))).toBe('forbidden');
    await world.clock.advance(90 * DAY_MS);
    for (const file of [picture, pinned])
      expect((await admin.ask(downloadFileRequest(ROOM, file))).status).toBe(200);
    await admin.json(unpinRequest(ROOM, id));
    await world.clock.advance(16 * DAY_MS);
    expect(await codeOf(admin, downloadFileRequest(ROOM, pinned))).toBe('not-found');
  });
});
