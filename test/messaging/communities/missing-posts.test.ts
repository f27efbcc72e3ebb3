import { expect, test } from 'vitest';

import { type CommunityReply, readMessages } from '../../../ts/community/index.ts';
import type { CommunityServers } from '../../../ts/messaging/index.ts';
import { missingPosts, withMissing } from '../../../ts/messaging/communities/missing-posts.ts';
import { toBase64, utf8 } from '../../../ts/util/index.ts';
import { BOB, temporaryStore } from '../../store/support.ts';

const post = (id: number, seqno: number) => ({
  id,
  seqno,
  session_id: BOB,
  posted: 1_000 + id,
  data: toBase64(utf8('text')),
  signature: toBase64(new Uint8Array(64)),
});
const reactions = (id: number, seqno: number) => ({ id, seqno, reactions: {} });

test('a post that is told by its reactions only is fetched, and does not carry the room beyond what was told', async () => {
  const store = temporaryStore();
  const { id: serverId } = store.communities.putServer({
    baseUrl: 'https://example.org',
    publicKey: new Uint8Array(32).fill(1),
  });
  const room = store.communities.addRoom({ serverId, token: 'garden', nowMs: 1 });
  const { conversationId } = room;
  store.communities.setProgress(conversationId, { seqno: 4, hasOlder: true });
  const nothing = { messageId: undefined, editedAtMs: undefined, whisper: undefined };
  store.communities.putPost({ conversationId, postId: 5, seqno: 4, ...nothing });

  const rows = readMessages([
    reactions(2, 6),
    reactions(5, 7),
    post(6, 8),
    reactions(7, 9),
    reactions(8, 10),
  ]);
  const joined = store.communities.room(conversationId) ?? room;
  const missing = missingPosts(store, joined, { rows, isAfterFullPage: false });
  // One is older than all that is here, one is known, one is told in full.
  expect(missing).toEqual([7, 8]);

  const answers = [
    { code: 200, headers: { 'content-type': 'application/json' }, body: post(7, 250) },
    { code: 404, headers: {}, body: '' },
  ];
  const reply: CommunityReply = { status: 200, headers: {}, body: { json: answers } };
  const communities = { ask: () => Promise.resolve(reply) } as unknown as CommunityServers;
  const server = store.communities.server(serverId);
  if (server === undefined) throw new Error('no server');
  const complete = await withMissing(
    communities,
    { room: joined, server },
    { rows, missing, signal: new AbortController().signal },
  );
  expect(complete.map(({ kind, id, seqno }) => [kind, id, seqno])).toEqual([
    ['reactions', 2, 6],
    ['reactions', 5, 7],
    ['post', 6, 8],
    ['post', 7, 9],
  ]);
});
