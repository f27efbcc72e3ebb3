import { afterEach, describe, expect, test } from 'vitest';

import {
  addReactionRequest,
  capabilitiesRequest,
  changesSinceRequest,
  deletePostRequest,
  editPostRequest,
  inboxRequest,
  isPostAuthentic,
  jsonOf,
  pollInfoRequest,
  readCapabilities,
  readInbox,
  readMessages,
  readPollInfo,
  readRoom,
  readRooms,
  readSequence,
  recentPostsRequest,
  roomRequest,
  roomsRequest,
  sequenceRequest,
} from '../../ts/community/index.ts';
import { decodeCommunityContent, decodeContent } from '../../ts/wire/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import type { LocalNetworkOptions } from '../../ts/local-network/index.ts';
import { World } from '../network/world.ts';
import { CommunityMember, overOnions } from './support/community-member.ts';

await cryptoReady();

const worlds: World[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

const LOUNGE = { token: 'lounge', name: 'The Lounge', description: 'Where everybody is' };

async function start(options: Partial<LocalNetworkOptions> = {}): Promise<World> {
  const world = await World.start({
    nodeCount: 12,
    swarmSize: 3,
    rooms: [LOUNGE, { token: 'Garden', name: 'Garden' }],
    ...options,
  });
  worlds.push(world);
  return world;
}

function joinUrl(world: World): string {
  return world.local.community.rooms['lounge']!;
}

function textOf(data: Uint8Array): string | undefined {
  const { payload } = decodeContent(decodeCommunityContent(data).content);
  return payload.kind === 'data' ? payload.body : undefined;
}

describe('over onion paths', () => {
  test('somebody finds a room, posts, polls, and reads what others did', async () => {
    const world = await start();
    const url = joinUrl(world);
    const carry = overOnions(world.client(), url);
    const [alice, bob] = [new CommunityMember(url, { carry }), new CommunityMember(url, { carry })];
    expect([...readCapabilities(await alice.json(capabilitiesRequest())).names]).toEqual([
      'blind',
      'reactions',
      'sogs',
    ]);
    const rooms = readRooms(jsonOf(await alice.askUnsigned(roomsRequest())));
    expect(rooms.map(({ token, name }) => [token, name])).toEqual([
      ['Garden', 'Garden'],
      ['lounge', 'The Lounge'],
    ]);
    const room = readRoom(await alice.json(roomRequest('LOUNGE')));
    expect(room).toMatchObject({ token: 'lounge', messageSequence: 0, rights: { read: true, write: true } });

    const { id } = await alice.post('lounge', 'Hello, everybody');
    const [info, recent, inbox] = await bob.batch([
      pollInfoRequest('lounge', 0),
      recentPostsRequest('lounge', { reactors: 5 }),
      inboxRequest({ box: 'inbox' }),
    ]);
    expect(readPollInfo(jsonOf(info!))).toMatchObject({ activeUsers: 1, token: 'lounge' });
    expect(readInbox(inbox!).items).toEqual([]);
    const [post] = readMessages(jsonOf(recent!));
    expect(post).toMatchObject({ kind: 'post', id, author: alice.id, seqno: 1 });
    if (post?.kind !== 'post') return;
    expect(textOf(post.data)).toBe('Hello, everybody');
    expect(
      isPostAuthentic({ author: post.author, paddedContent: post.data, signature: post.signature }),
    ).toBe(true);

    await bob.json(addReactionRequest({ room: 'lounge', id, reaction: '🎉' }));
    await alice.json(editPostRequest('lounge', id, alice.content('Hello, all')));
    const changes = readMessages(await bob.json(changesSinceRequest('lounge', 1)));
    expect(changes).toMatchObject([
      { kind: 'post', seqno: 3, reactions: [{ emoji: '🎉', count: 1, isOurs: true, reactors: [bob.id] }] },
    ]);
    const answer = await alice.json(
      sequenceRequest([deletePostRequest('lounge', id), deletePostRequest('lounge', id)]),
    );
    expect(readSequence(answer, 2).map(({ status }) => status)).toEqual([200, 404]);
    expect(readMessages(await bob.json(changesSinceRequest('lounge', 3)))).toMatchObject([
      { kind: 'deletion', id },
    ]);
    expect(world.local.statistics().community).toMatchObject({
      'POST /room/:room/message': 1,
      'GET /room/:room/pollInfo/:updates': 1,
      'PUT /room/:room/reaction/:id/:reaction': 1,
    });
  });
});
