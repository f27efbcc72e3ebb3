import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import {
  addReactionRequest,
  deletePostRequest,
  downloadFileRequest,
  editPostRequest,
  inboxRequest,
  pinRequest,
  pollInfoRequest,
  readFileId,
  readInbox,
  readMessages,
  readPollInfo,
  readRoom,
  recentPostsRequest,
  replyError,
  roomRequest,
  sendToInboxRequest,
  uploadFileRequest,
} from '../../ts/community/index.ts';
import { blindedId } from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { CommunityMember } from './support/community-member.ts';
import { CommunityWorld, ROOM } from './support/community-world.ts';

await cryptoReady();

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(): Promise<CommunityWorld> {
  const world = await CommunityWorld.start();
  ends.push(() => world.close());
  return world;
}

test('a forgetful server says that it took a post, and nobody ever sees it', async () => {
  const world = await start();
  const member = world.member();
  const kept = await member.post(ROOM, 'kept');
  await world.server.faults.set({ forgetful: true });
  const lost = await member.post(ROOM, 'lost');
  expect(lost.id).toBe(kept.id + 1);
  await world.server.faults.clear();
  const next = await member.post(ROOM, 'next');
  const rows = readMessages(await member.json(recentPostsRequest(ROOM)));
  expect(rows.map(({ id }) => id)).toEqual([next.id, kept.id]);
  expect(next.seqno).toBe(lost.seqno + 1);
});

test('a server that cuts connections has done nothing', async () => {
  const world = await start();
  await world.server.faults.set({ dropConnections: true });
  await expect(world.member().post(ROOM, 'anybody?')).rejects.toThrow();
  expect(world.server.postsOf(ROOM)).toEqual([]);
});

test('a server that is restored from a backup gives the same ids and sequence numbers to other posts', async () => {
  const world = await start();
  const [alice, bob, admin] = [world.member(), world.member(), world.staff('admin')];
  const first = await alice.post(ROOM, 'first');
  const restore = world.server.backUp();
  const before = world.server.postsOf(ROOM);
  const infoBefore = readPollInfo(await bob.json(pollInfoRequest(ROOM, 0)));

  await alice.json(editPostRequest(ROOM, first.id, alice.content('first, edited')));
  await bob.json(addReactionRequest({ room: ROOM, id: first.id, reaction: '🎉' }));
  await admin.json(pinRequest(ROOM, first.id));
  const lost = await bob.post(ROOM, 'lost');

  restore();
  expect(world.server.postsOf(ROOM)).toEqual(before);
  expect(readPollInfo(await bob.json(pollInfoRequest(ROOM, 0)))).toEqual(infoBefore);
  expect(await alice.post(ROOM, 'instead')).toMatchObject({ id: lost.id, seqno: first.seqno + 1 });
  await alice.json(deletePostRequest(ROOM, first.id));

  restore();
  expect(world.server.postsOf(ROOM)).toEqual(before);
});

test('a network with a data folder brings back its communities as they were', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-network-community-'));
  ends.push(() => rmSync(dataDir, { recursive: true }));
  const rooms = [{ token: ROOM, name: 'The Lounge' }];
  const open = async (): Promise<LocalNetwork> => {
    const network = await startLocalNetwork({ nodeCount: 3, swarmSize: 3, dataDir, rooms });
    ends.push(() => network.close());
    return network;
  };

  const network = await open();
  const url = network.community.joinUrl(ROOM);
  const [alice, bob, stranger] = [
    new CommunityMember(url),
    new CommunityMember(url),
    new CommunityMember(url),
  ];
  network.community.appoint(bob.account, 'admin', { room: ROOM });
  network.community.ban(stranger.account, { room: ROOM });
  const fileId = readFileId(await alice.json(uploadFileRequest(ROOM, new Uint8Array(10).fill(7))));
  const post = await alice.post(ROOM, 'still here tomorrow?', { fileIds: [fileId] });
  await bob.json(addReactionRequest({ room: ROOM, id: post.id, reaction: '🎉' }));
  await bob.json(pinRequest(ROOM, post.id));
  await alice.json(sendToInboxRequest(blindedId(bob.id), new Uint8Array([1, 2, 3])));
  const room = readRoom(await bob.json(roomRequest(ROOM)));
  const posts = network.community.postsOf(ROOM);
  await network.close();

  const again = await open();
  expect(again.community.joinUrl(ROOM)).toBe(url);
  expect(again.community.postsOf(ROOM)).toEqual(posts);
  expect(readRoom(await bob.json(roomRequest(ROOM)))).toEqual(room);
  expect(await bob.bytes(downloadFileRequest(ROOM, fileId))).toEqual(new Uint8Array(10).fill(7));
  expect(readInbox(await bob.ask(inboxRequest({ box: 'inbox' }))).items).toMatchObject([
    { sender: alice.id, message: new Uint8Array([1, 2, 3]) },
  ]);
  expect(replyError(await stranger.ask(recentPostsRequest(ROOM))).status).toBe(403);
  expect(await alice.post(ROOM, 'yes')).toMatchObject({ id: post.id + 1 });
});
