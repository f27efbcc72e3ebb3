import { afterEach, describe, expect, test } from 'vitest';

import {
  capabilitiesRequest,
  changesSinceRequest,
  downloadFileRequest,
  highestSeqno,
  isPostAuthentic,
  jsonOf,
  pollInfoRequest,
  postRequest,
  readFileId,
  readMessages,
  readRoom,
  readSequence,
  recentPostsRequest,
  replyError,
  roomRequest,
  sequenceRequest,
  trimFile,
  uploadFileRequest,
} from '../../ts/community/index.ts';
import type { MessageRow, PostRow } from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { NO_COMMUNITY_FAULTS } from '../../ts/local-network/index.ts';
import type { CommunityFaults } from '../../ts/local-network/index.ts';
import { World } from '../network/world.ts';
import { CommunityMember, overOnions } from './support/community-member.ts';
import { CommunityWorld, ROOM } from './support/community-world.ts';

await cryptoReady();

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(): Promise<CommunityWorld> {
  const world = await CommunityWorld.start();
  ends.push(() => world.close());
  return world;
}

async function startNetwork(): Promise<World> {
  const world = await World.start({ nodeCount: 12, swarmSize: 3, rooms: [{ token: ROOM, name: 'Lounge' }] });
  ends.push(() => world.end());
  return world;
}

const posts = (rows: readonly MessageRow[]): readonly PostRow[] =>
  rows.flatMap((row) => (row.kind === 'post' ? [row] : []));

/** What a reader makes of the room under a fault. */
async function read(world: CommunityWorld, faults: Partial<CommunityFaults>, since?: number) {
  await world.server.faults.set({ ...NO_COMMUNITY_FAULTS, ...faults });
  const request =
    since === undefined ? recentPostsRequest(ROOM) : changesSinceRequest(ROOM, since, { limit: 5 });
  return readMessages(await world.member().json(request));
}

describe('over onion paths, a server', () => {
  test('that is down, slow, or cuts off says so by the path', async () => {
    const world = await startNetwork();
    const { faults, joinUrl } = world.local.community;
    const url = joinUrl(ROOM);
    const member = new CommunityMember(url, { carry: overOnions(world.client(), url) });
    await faults.set({ down: true });
    await expect(member.ask(capabilitiesRequest())).rejects.toMatchObject({ code: 'unreachable' });
    await faults.set({ down: false, slowMs: 50 });
    expect((await member.ask(capabilitiesRequest())).status).toBe(200);
    await faults.set({ slowMs: 0, reply: 'truncated' });
    await expect(member.ask(capabilitiesRequest())).rejects.toMatchObject({ code: 'node-failed' });
    await faults.clear();
    await world.local.goDark();
    await world.local.comeBack();
    expect((await member.ask(capabilitiesRequest())).status).toBe(200);
  });

  test('with another key understands nothing, and is not understood with a wrong one', async () => {
    const world = await startNetwork();
    const { faults, joinUrl } = world.local.community;
    const url = joinUrl(ROOM);
    const member = new CommunityMember(url, { carry: overOnions(world.client(), url) });
    await faults.set({ key: 'changed' });
    await expect(member.ask(capabilitiesRequest())).rejects.toMatchObject({ code: 'unreachable' });
    await faults.set({ key: 'wrong' });
    await expect(member.ask(capabilitiesRequest())).rejects.toMatchObject({ code: 'bad-response' });
    await faults.clear();
    expect((await member.ask(capabilitiesRequest())).status).toBe(200);
  });

  test('is steered from another process', async () => {
    const { local } = await startNetwork();
    const post = (body: unknown): Promise<Response> =>
      fetch(`${local.seedUrl}/faults`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      });
    const answer = await post({ community: { set: { posts: 'reversed', slowMs: 1 } } });
    expect(await answer.json()).toMatchObject({ community: { posts: 'reversed', slowMs: 1, down: false } });
    expect(local.community.faults.current.posts).toBe('reversed');
    await post({ community: { clear: true } });
    expect(local.community.faults.current).toEqual(NO_COMMUNITY_FAULTS);
    expect((await post({ community: { set: { status: 200 } } })).status).toBe(400);
  });

  test('is told from another process who looks after a room', async () => {
    const { local } = await startNetwork();
    const member = new CommunityMember(local.community.joinUrl(ROOM));
    const appoint = async (role: string, room: string): Promise<number> => {
      const answer = await fetch(`${local.seedUrl}/faults`, {
        method: 'POST',
        body: JSON.stringify({ community: { appoint: { user: member.account, role, room } } }),
        headers: { 'Content-Type': 'application/json' },
      });
      return answer.status;
    };
    expect(await appoint('moderator', ROOM)).toBe(200);
    expect(readRoom(await member.json(roomRequest(ROOM))).moderators).toEqual([member.id]);
    expect(await appoint('moderator', 'nowhere')).toBe(404);
    expect(await appoint('king', ROOM)).toBe(400);
  });
});

describe('a server', () => {
  test.each([
    [{ status: 503 }, 'server-failed'],
    [{ status: 403, statusText: 'Banned' }, 'banned'],
    [{ status: 429, statusText: 'Rate limited' }, 'rate-limited'],
    [{ key: 'changed' }, 'authentication-failed'],
    [{ clockSkewMs: -30 * 3_600_000 }, 'clock-out-of-sync'],
    [{ crashing: '/capabilities' }, 'server-failed'],
  ] as const)('with %j is %s', async (faults, code) => {
    const world = await start();
    await world.server.faults.set(faults);
    expect(replyError(await world.member().ask(capabilitiesRequest())).code).toBe(code);
  });

  test('that crashes over one part of a sequence answers the others before it', async () => {
    const world = await start();
    const member = world.member();
    await world.server.faults.set({ crashing: `/room/${ROOM}/message` });
    const answer = await member.json(
      sequenceRequest([roomRequest(ROOM), recentPostsRequest(ROOM), pollInfoRequest(ROOM, 0)]),
    );
    expect(readSequence(answer, 3).map(({ status }) => status)).toEqual([200, 500]);
  });

  test('that takes no post still tells of them', async () => {
    const world = await start();
    const member = world.member();
    await world.server.faults.set({ rateLimited: true });
    expect(replyError(await member.ask(postRequest(ROOM, member.content('hi')))).code).toBe('rate-limited');
    expect(await member.json(recentPostsRequest(ROOM))).toEqual([]);
  });

  test('whose answers are lost has done what it was asked', async () => {
    const world = await start();
    const member = world.member();
    await world.server.faults.set({ dropAnswers: true });
    await expect(member.post(ROOM, 'anybody?')).rejects.toThrow();
    expect(world.server.postsOf(ROOM)).toHaveLength(1);
  });

  test('that writes nonsense is not believed', async () => {
    const world = await start();
    await world.server.faults.set({ reply: 'nonsense' });
    await expect(world.member().ask(capabilitiesRequest())).rejects.toMatchObject({ code: 'answer-invalid' });
  });
});

describe('a server that lies about posts', () => {
  async function twoAuthors(): Promise<CommunityWorld> {
    const world = await start();
    const [alice, bob] = [world.member(), world.member()];
    await alice.post(ROOM, 'one');
    await bob.post(ROOM, 'two');
    await alice.post(ROOM, 'three');
    return world;
  }

  const authentic = (row: PostRow): boolean =>
    isPostAuthentic({ author: row.author, paddedContent: row.data, signature: row.signature });

  test.each([
    ['none', [true, true, true]],
    ['bad-signature', [false, false, false]],
    ['other-author', [false, false, false]],
    ['old-content', [true, true, true]],
  ] as const)('by %s is found out, or not, by signatures: %j', async (fault, expected) => {
    const world = await twoAuthors();
    expect(posts(await read(world, { posts: fault })).map(authentic)).toEqual(expected);
  });

  test('hands out rows again, twice, the other way round, under other ids, or unreadable', async () => {
    const world = await twoAuthors();
    const ids = (rows: readonly MessageRow[]): readonly unknown[] => rows.map(({ id }) => id);
    expect(ids(await read(world, { posts: 'reversed' }))).toEqual([1, 2, 3]);
    expect(ids(await read(world, { posts: 'repeated' }))).toEqual([3, 3, 2, 2, 1, 1]);
    expect(ids(await read(world, { posts: 'other-id' }))).toEqual([3, 3, 2]);
    expect((await read(world, { posts: 'unreadable' })).map(({ kind }) => kind)).toEqual(
      Array(3).fill('unreadable'),
    );
    const replayed = await read(world, { posts: 'replayed' }, 3);
    expect(ids(replayed)).toEqual([1, 2, 3, 1, 2]);
    expect(highestSeqno(replayed, 3)).toBe(3);
    const old = posts(await read(world, { posts: 'old-content' }));
    expect(new Set(old.map(({ data }) => Buffer.from(data).toString('hex'))).size).toBe(1);
  });
});

test('files come broken, shorter, or not at all', async () => {
  const world = await start();
  const member = world.member();
  const content = new Uint8Array(100).fill(1);
  const id = readFileId(await member.json(uploadFileRequest(ROOM, content)));
  await world.server.faults.set({ files: 'wrong-bytes' });
  expect(await member.bytes(downloadFileRequest(ROOM, id))).toEqual(new Uint8Array(100).fill(0xfe));
  await world.server.faults.set({ files: 'truncated' });
  const half = await member.bytes(downloadFileRequest(ROOM, id));
  expect(() => trimFile(half, 100)).toThrow('file-size');
  await world.server.faults.set({ files: 'missing' });
  expect(replyError(await member.ask(downloadFileRequest(ROOM, id))).code).toBe('not-found');
  expect(jsonOf(await member.ask(recentPostsRequest(ROOM)))).toEqual([]);
});
