import { afterEach, describe, expect, test } from 'vitest';

import { blindedId } from '../../ts/account/index.ts';
import {
  banRequest,
  clearInboxRequest,
  decryptInboxMessage,
  deleteAllOfUserRequest,
  deleteEverywhereRequest,
  encryptInboxMessage,
  futurePermissionsRequest,
  inboxRequest,
  permissionsRequest,
  pollInfoRequest,
  postRequest,
  readAllPermissions,
  readDeletedCount,
  readDeletedEverywhere,
  readFuturePermissions,
  readInbox,
  readInboxReceipt,
  readPermissions,
  readPollInfo,
  readRoom,
  readSequence,
  recentPostsRequest,
  replyError,
  roomRequest,
  schedulePermissionsRequest,
  sendToInboxRequest,
  sequenceRequest,
  setPermissionsRequest,
  setRoleRequest,
  unbanRequest,
} from '../../ts/community/index.ts';
import type { CommunityUserId } from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { textContent } from './support/community-member.ts';
import type { CommunityMember } from './support/community-member.ts';
import { CommunityWorld, ROOM } from './support/community-world.ts';

await cryptoReady();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HERE = { scope: [ROOM] } as const;
const worlds: CommunityWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

async function start(options: Parameters<typeof CommunityWorld.start>[0] = {}): Promise<CommunityWorld> {
  const world = await CommunityWorld.start(options);
  worlds.push(world);
  return world;
}

const idOf = ({ id }: CommunityMember): CommunityUserId => id as CommunityUserId;
const accountOf = ({ account }: CommunityMember): CommunityUserId => account as CommunityUserId;

async function codeOf(
  member: CommunityMember,
  request: Parameters<CommunityMember['ask']>[0],
): Promise<string> {
  return replyError(await member.ask(request)).code;
}

/** Somebody who has been there. */
async function guest(world: CommunityWorld): Promise<CommunityMember> {
  const member = world.member();
  await member.json(roomRequest(ROOM));
  return member;
}

describe('moderators', () => {
  test('are named and dismissed by admins, and everybody hears of it', async () => {
    const world = await start();
    const [admin, member] = [world.staff('admin'), await guest(world)];
    const { infoUpdates } = readRoom(await member.json(roomRequest(ROOM)));
    expect(await admin.json(setRoleRequest(idOf(member), 'moderator', HERE))).toEqual({
      info_updates: { [ROOM]: infoUpdates + 1 },
    });
    const { details, rights } = readPollInfo(await member.json(pollInfoRequest(ROOM, infoUpdates)));
    expect(rights).toMatchObject({ isModerator: true, isAdmin: false, isGlobalModerator: false });
    expect(details).toMatchObject({ moderators: [member.id], admins: [admin.id] });
    await admin.json(setRoleRequest(idOf(member), 'admin', HERE));
    expect(readRoom(await member.json(roomRequest(ROOM)))).toMatchObject({
      moderators: [],
      admins: [admin.id, member.id].sort(),
    });
    await admin.json(setRoleRequest(idOf(member), 'none', HERE));
    const { rights: rest } = readRoom(await member.json(roomRequest(ROOM)));
    expect(rest).toMatchObject({ isModerator: false, isAdmin: false });
    expect(await codeOf(member, setRoleRequest(idOf(member), 'admin', HERE))).toBe('forbidden');
  });

  test('may be hidden from all but moderators', async () => {
    const world = await start();
    const [admin, member, other] = [world.staff('admin'), await guest(world), await guest(world)];
    await admin.json(setRoleRequest(idOf(member), 'moderator', { ...HERE, isVisible: false }));
    expect(readRoom(await other.json(roomRequest(ROOM)))).toMatchObject({
      moderators: [],
      hiddenModerators: [],
    });
    expect(readRoom(await admin.json(roomRequest(ROOM)))).toMatchObject({
      moderators: [],
      hiddenModerators: [member.id],
    });
  });

  test('of the whole server are those of each room, hidden unless said', async () => {
    const world = await start();
    const [boss, member] = [world.staff('admin', 'server'), await guest(world)];
    const local = world.staff('admin');
    const everywhere = setRoleRequest(idOf(member), 'moderator', { scope: 'server' });
    expect(await codeOf(local, everywhere)).toBe('forbidden');
    await boss.json(everywhere);
    const garden = readRoom(await member.json(roomRequest('garden')));
    expect(garden).toMatchObject({
      moderators: [],
      hiddenModerators: [member.id],
      rights: { isModerator: true, isGlobalModerator: true, isAdmin: false, isGlobalAdmin: false },
    });
    await boss.json(setRoleRequest(idOf(member), 'admin', { scope: 'server', isVisible: true }));
    expect(readRoom(await local.json(roomRequest(ROOM))).admins).toContain(member.id);
  });

  test('who are named by their account ID get their right when they come', async () => {
    const world = await start();
    const [admin, member] = [world.staff('admin'), world.member()];
    await admin.json(setRoleRequest(accountOf(member), 'moderator', HERE));
    expect(readRoom(await admin.json(roomRequest(ROOM))).moderators).toEqual([member.account]);
    const room = readRoom(await member.json(roomRequest(ROOM)));
    expect(room).toMatchObject({ moderators: [member.id], rights: { isModerator: true } });
    await admin.json(setRoleRequest(accountOf(member), 'none', HERE));
    expect(readRoom(await member.json(roomRequest(ROOM))).moderators).toEqual([]);
  });

  test.each<[Record<string, boolean>, readonly string[]]>([
    [{ admin: true }, ['admin', 'admin', 'admin']],
    [{ moderator: true }, ['moderator', 'moderator', 'admin']],
    [{ admin: false, moderator: true }, ['moderator', 'moderator', 'moderator']],
    [{ admin: false }, ['none', 'moderator', 'moderator']],
    [{ moderator: false }, ['none', 'none', 'none']],
  ])('%j makes of nobody, a moderator and an admin: %j', async (change, expected) => {
    const world = await start();
    const [admin, member] = [world.staff('admin'), await guest(world)];
    const became = [];
    for (const role of ['none', 'moderator', 'admin'] as const) {
      await admin.json(setRoleRequest(idOf(member), role, HERE));
      const json = { rooms: [ROOM], ...change };
      await admin.json({ method: 'POST', path: `/user/${member.id}/moderator`, body: { json } });
      const { rights } = readRoom(await member.json(roomRequest(ROOM)));
      became.push(rights.isAdmin ? 'admin' : rights.isModerator ? 'moderator' : 'none');
    }
    expect(became).toEqual(expected);
  });

  test.each([
    { rooms: [ROOM] },
    { rooms: [ROOM], admin: true, moderator: false },
    { rooms: [ROOM], global: true, admin: true },
    { admin: true },
    { rooms: [], admin: true },
    { rooms: ROOM, admin: true },
    { rooms: [ROOM], admin: 'yes' },
  ])('are not named by %j', async (json) => {
    const world = await start();
    const admin = world.staff('admin', 'server');
    const path = `/user/${admin.id}/moderator`;
    expect(await codeOf(admin, { method: 'POST', path, body: { json } })).toBe('request-rejected');
  });
});

describe('a ban', () => {
  test('keeps somebody out of a room until it is lifted', async () => {
    const world = await start();
    const [moderator, member] = [world.staff('moderator'), await guest(world)];
    expect(await codeOf(member, banRequest(idOf(moderator), HERE))).toBe('forbidden');
    await moderator.json(banRequest(idOf(member), HERE));
    for (const request of [
      pollInfoRequest(ROOM, 0),
      recentPostsRequest(ROOM),
      postRequest(ROOM, member.content('let me in')),
    ])
      expect(await codeOf(member, request)).toBe('forbidden');
    expect(await codeOf(member, roomRequest(ROOM))).toBe('not-found');
    expect((await member.ask(recentPostsRequest('garden'))).status).toBe(200);
    expect(await member.json({ method: 'GET', path: '/rooms' })).toHaveLength(1);
    await moderator.json(unbanRequest(idOf(member), HERE));
    await member.post(ROOM, 'thank you');
  });

  test('may end by itself', async () => {
    const world = await start();
    const [moderator, member] = [world.staff('moderator'), await guest(world)];
    await moderator.json(banRequest(idOf(member), { ...HERE, forS: 3_600 }));
    expect(readFuturePermissions(await moderator.json(futurePermissionsRequest(ROOM)))).toEqual([
      { atMs: world.clock.nowMs() + HOUR_MS, user: member.id, banned: false },
    ]);
    await world.clock.advance(HOUR_MS - 1);
    expect(await codeOf(member, recentPostsRequest(ROOM))).toBe('forbidden');
    await world.clock.advance(1);
    expect((await member.ask(recentPostsRequest(ROOM))).status).toBe(200);
  });

  test('of the server is independent of those of rooms', async () => {
    const world = await start();
    const [boss, local, member] = [
      world.staff('moderator', 'server'),
      world.staff('admin'),
      await guest(world),
    ];
    expect(await codeOf(local, banRequest(idOf(member), { scope: 'server' }))).toBe('forbidden');
    await local.json(banRequest(idOf(member), HERE));
    await boss.json(banRequest(idOf(member), { scope: 'server', forS: 60 }));
    expect(await codeOf(member, roomRequest('garden'))).toBe('banned');
    await world.clock.advance(60_000);
    expect((await member.ask(roomRequest('garden'))).status).toBe(200);
    expect(await codeOf(member, recentPostsRequest(ROOM))).toBe('forbidden');
    await boss.json(banRequest(idOf(member), { scope: 'every-room' }));
    expect(await codeOf(member, recentPostsRequest('garden'))).toBe('forbidden');
    await boss.json(unbanRequest(idOf(member), { scope: 'every-room' }));
    expect((await member.ask(recentPostsRequest(ROOM))).status).toBe(200);
  });

  test('of an account ID finds its blinded user, also one who comes later', async () => {
    const world = await start();
    const boss = world.staff('admin', 'server');
    const [known, unknown] = [await guest(world), world.member()];
    await boss.json(banRequest(accountOf(known), HERE));
    expect(await codeOf(known, recentPostsRequest(ROOM))).toBe('forbidden');
    await boss.json(banRequest(accountOf(unknown), { scope: 'server' }));
    expect(await codeOf(unknown, roomRequest('garden'))).toBe('banned');
    expect(await codeOf(unknown, roomRequest('garden'))).toBe('banned');
  });

  test('spares oneself, those of the server, and moderators unless by an admin', async () => {
    const world = await start();
    const [boss, admin, moderator, colleague] = [
      world.staff('admin', 'server'),
      world.staff('admin'),
      world.staff('moderator'),
      world.staff('moderator'),
    ];
    expect(await codeOf(boss, banRequest(idOf(boss), HERE))).toBe('forbidden');
    expect(await codeOf(admin, banRequest(idOf(boss), HERE))).toBe('forbidden');
    expect(await codeOf(moderator, banRequest(idOf(colleague), HERE))).toBe('forbidden');
    await admin.json(banRequest(idOf(colleague), HERE));
    expect(readRoom(await admin.json(roomRequest(ROOM))).moderators).toEqual([moderator.id]);
    expect(await codeOf(colleague, recentPostsRequest(ROOM))).toBe('forbidden');
  });

  test('with all that somebody has written is one sequence', async () => {
    const world = await start();
    const [moderator, spammer, quiet] = [world.staff('moderator'), world.member(), await guest(world)];
    await spammer.post(ROOM, 'buy this');
    await spammer.post(ROOM, 'buy that');
    const away = (user: CommunityMember) =>
      sequenceRequest([banRequest(idOf(user), HERE), deleteAllOfUserRequest(ROOM, idOf(user))]);
    const statuses = async (user: CommunityMember) =>
      readSequence(await moderator.json(away(user)), 2).map(({ status }) => status);
    expect(await statuses(spammer)).toEqual([200, 200]);
    expect(await statuses(quiet)).toEqual([200, 404]);
    expect(await moderator.json(recentPostsRequest(ROOM))).toEqual([]);
  });
});

describe('all that somebody has written', () => {
  test('is deleted by themselves or a moderator, an admin’s by admins', async () => {
    const world = await start();
    const [admin, moderator, member] = [world.staff('admin'), world.staff('moderator'), world.member()];
    await admin.post(ROOM, 'rules');
    await member.post(ROOM, 'mine');
    expect(await codeOf(member, deleteAllOfUserRequest(ROOM, idOf(moderator)))).toBe('forbidden');
    expect(await codeOf(moderator, deleteAllOfUserRequest(ROOM, idOf(admin)))).toBe('forbidden');
    expect(await codeOf(moderator, deleteAllOfUserRequest(ROOM, accountOf(member)))).toBe('not-found');
    await member.json(deleteAllOfUserRequest(ROOM, idOf(member)));
    expect(await codeOf(member, deleteAllOfUserRequest(ROOM, idOf(member)))).toBe('not-found');
    expect(await moderator.json(recentPostsRequest(ROOM))).toHaveLength(1);
  });

  test('is deleted in all rooms where one may', async () => {
    const world = await start();
    const [moderator, member] = [world.staff('moderator'), world.member()];
    for (const room of [ROOM, ROOM, 'garden']) await member.post(room, 'words');
    const answer = await moderator.json(deleteEverywhereRequest(idOf(member)));
    expect(answer).toEqual({ total: 2, rooms: { [ROOM]: 2 } });
    expect(readDeletedEverywhere(await member.json(deleteEverywhereRequest(idOf(member))))).toBe(1);
  });
});

describe('permissions', () => {
  test('of one person are given, taken and taken back by moderators', async () => {
    const world = await start();
    const [moderator, member] = [world.staff('moderator'), await guest(world)];
    const set = (changes: Parameters<typeof setPermissionsRequest>[2]['changes']) =>
      setPermissionsRequest(ROOM, idOf(member), { changes });
    expect(await codeOf(member, set({ write: true }))).toBe('forbidden');
    const answer = await moderator.json(set({ write: false, upload: false }));
    expect(answer).toEqual({ write: false, upload: false });
    expect(await codeOf(member, postRequest(ROOM, member.content('hi')))).toBe('forbidden');
    expect(readPollInfo(await member.json(pollInfoRequest(ROOM, 0))).rights).toMatchObject({ write: false });
    expect(await moderator.json(set({ write: 'default' }))).toEqual({ upload: false });
    await member.post(ROOM, 'hi');
    const all = readAllPermissions(await moderator.json(permissionsRequest(ROOM)));
    expect([...all.keys()].sort()).toEqual([member.id, moderator.id].sort());
    expect(all.get(idOf(moderator))).toMatchObject({ isModerator: true, isHidden: false });
    const one = readPermissions(await moderator.json(permissionsRequest(ROOM, idOf(member))));
    expect(one).toMatchObject({ upload: false, isBanned: false });
    expect(await codeOf(moderator, permissionsRequest(ROOM, accountOf(member)))).toBe('not-found');
    const awaited = world.member();
    world.server.appoint(awaited.account, 'moderator', { room: ROOM });
    expect(await codeOf(moderator, permissionsRequest(ROOM, accountOf(awaited)))).toBe('not-found');
  });

  test('are changed later, unless something else is said before', async () => {
    const world = await start();
    const [moderator, member] = [world.staff('moderator'), await guest(world)];
    const user = idOf(member);
    const later = schedulePermissionsRequest(ROOM, user, { changes: { write: false }, inS: 60 });
    expect(readFuturePermissions(await moderator.json(later))).toEqual([
      { atMs: world.clock.nowMs() + 60_000, write: false },
    ]);
    await moderator.json(setPermissionsRequest(ROOM, user, { changes: { write: true } }));
    expect(await moderator.json(futurePermissionsRequest(ROOM, user))).toEqual([]);
    await moderator.json(later);
    await moderator.json(setPermissionsRequest(ROOM, user, { changes: { write: true }, keepsFuture: true }));
    await member.post(ROOM, 'still');
    await world.clock.advance(60_000);
    expect(await codeOf(member, postRequest(ROOM, member.content('hi')))).toBe('forbidden');
    for (const json of [{ write: true }, { in: 60 }, { write: 1, in: 60 }, { write: true, in: 1e9 }]) {
      const path = `/room/${ROOM}/futurePermissions/${user}`;
      expect(await codeOf(moderator, { method: 'POST', path, body: { json } })).toBe('request-rejected');
    }
  });
});

describe('direct messages', () => {
  test('go from blinded ID to blinded ID, and are read at both ends', async () => {
    const world = await start();
    const [alice, bob] = [world.member(), await guest(world)];
    const padded = textContent('Hello, Bob', world.clock.nowMs());
    const message = encryptInboxMessage(
      padded,
      { ed25519: alice.identity.ed25519, server: alice.identity.server, other: blindedId(bob.id) },
      { nonce: new Uint8Array(24).fill(1) },
    );
    const receipt = readInboxReceipt(await alice.json(sendToInboxRequest(blindedId(bob.id), message)));
    expect(receipt).toEqual({
      id: 1,
      sender: alice.id,
      recipient: bob.id,
      postedAtMs: world.clock.nowMs(),
      expiresAtMs: world.clock.nowMs() + 15 * DAY_MS,
    });
    const { items, lastId } = readInbox(await bob.ask(inboxRequest({ box: 'inbox' })));
    expect(lastId).toBe(1);
    const opened = decryptInboxMessage(items[0]!.message, {
      ed25519: bob.identity.ed25519,
      server: bob.identity.server,
      other: items[0]!.sender,
      direction: 'incoming',
    });
    expect(opened).toMatchObject({ sender: alice.account, content: padded });
    expect(readInbox(await alice.ask(inboxRequest({ box: 'outbox' }))).items).toEqual(items);
    expect((await bob.ask(inboxRequest({ box: 'inbox', since: 1 }))).status).toBe(304);
    expect(await alice.json(inboxRequest({ box: 'inbox' }))).toEqual([]);
  });

  test('come page by page, end after 15 days, and are deleted by who gets them', async () => {
    const world = await start();
    const [alice, bob] = [world.member(), await guest(world)];
    for (let at = 0; at < 5; at += 1)
      await alice.json(sendToInboxRequest(blindedId(bob.id), Uint8Array.of(at)));
    const page = async (since: number) =>
      readInbox(await bob.ask(inboxRequest({ box: 'inbox', since, limit: 3 }))).items.map(({ id }) => id);
    expect([await page(0), await page(3), await page(5)]).toEqual([[1, 2, 3], [4, 5], []]);
    expect(readDeletedCount(await bob.json(clearInboxRequest()))).toBe(5);
    expect(await page(0)).toEqual([]);
    await alice.json(sendToInboxRequest(blindedId(bob.id), Uint8Array.of(1)));
    await world.clock.advance(15 * DAY_MS);
    expect(await bob.json(inboxRequest({ box: 'inbox' }))).toEqual([]);
  });

  test('reach nobody who was never there or is banned, and say something', async () => {
    const world = await start();
    const [alice, stranger, banned] = [world.member(), world.member(), await guest(world)];
    world.server.ban(banned.id);
    for (const { id } of [stranger, banned])
      expect(await codeOf(alice, sendToInboxRequest(blindedId(id), Uint8Array.of(1)))).toBe('not-found');
    const known = await guest(world);
    for (const json of [{}, { message: '' }, { message: '*' }])
      expect(await codeOf(alice, { method: 'POST', path: `/inbox/${known.id}`, body: { json } })).toBe(
        'request-rejected',
      );
  });
});
