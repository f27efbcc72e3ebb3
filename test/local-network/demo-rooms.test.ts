import { afterEach, expect, test } from 'vitest';

import {
  isPostAuthentic,
  jsonOf,
  readMessages,
  readRoom,
  readRooms,
  recentPostsRequest,
  roomRequest,
  roomsRequest,
} from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { openDemoRooms } from '../../ts/local-network/index.ts';
import { decodeCommunityContent, decodeContent } from '../../ts/wire/index.ts';
import { CommunityMember } from './support/community-member.ts';
import { CommunityWorld } from './support/community-world.ts';

await cryptoReady();

let world: CommunityWorld;
afterEach(() => world.close());

test('demo rooms have people who wrote what is there, and somebody who looks after them', async () => {
  world = await CommunityWorld.start({ rooms: [] });
  const invitations = openDemoRooms(world.server, world.clock.nowMs());
  expect(invitations.map(({ name }) => name)).toEqual(['The Lounge', 'Garden talk']);
  const visitor = new CommunityMember(invitations[0]!.url, { clock: world.clock });
  const rooms = readRooms(jsonOf(await visitor.askUnsigned(roomsRequest())));
  expect(rooms.map(({ token }) => token)).toEqual(['garden', 'lounge']);

  const room = readRoom(await visitor.json(roomRequest('lounge')));
  expect(room).toMatchObject({
    name: 'The Lounge',
    rights: { write: true },
    pinnedMessages: [{ id: expect.any(Number) }],
  });
  expect([room.admins, room.moderators].map(({ length }) => length)).toEqual([1, 1]);

  const rows = readMessages(await visitor.json(recentPostsRequest('lounge')));
  const names = rows.map((row) => {
    if (row.kind !== 'post') throw new Error(row.kind);
    const { author, data: paddedContent, signature, postedAtMs } = row;
    expect(isPostAuthentic({ author, paddedContent, signature })).toBe(true);
    const { payload, sigTimestampMs } = decodeContent(decodeCommunityContent(paddedContent).content);
    expect(sigTimestampMs).toBe(postedAtMs);
    return payload.kind === 'data' ? payload.profile?.displayName : undefined;
  });
  expect(new Set(names)).toEqual(new Set(['Maya', 'Jonas', 'Aiko', 'Samuel']));
  expect(rows.flatMap((row) => (row.kind === 'post' ? (row.reactions ?? []) : [])).length).toBeGreaterThan(1);
});

test('demo rooms that are there stay as they are', async () => {
  world = await CommunityWorld.start({ rooms: [] });
  const first = openDemoRooms(world.server, world.clock.nowMs());
  await new CommunityMember(first[0]!.url, { clock: world.clock }).post('lounge', 'I was here');
  const posts = world.server.postsOf('lounge');
  expect(openDemoRooms(world.server, world.clock.nowMs())).toEqual(first);
  expect(world.server.postsOf('lounge')).toEqual(posts);
});
