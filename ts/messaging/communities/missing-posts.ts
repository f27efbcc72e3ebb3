// Posts that a server tells of by their reactions only, because it believes that we know what they say (spec 05 §7.4).

import {
  type CommunityReply,
  type MessageRow as WireRow,
  batchRequest,
  getPostRequest,
  isSuccess,
  jsonOf,
  readBatch,
  readMessages,
} from '../../community/index.ts';
import type { Repositories, RoomRow } from '../../store/index.ts';
import type { CommunityServers } from './community-servers.ts';
import type { RoomPlace } from './room-files.ts';
import { REACTORS } from './page-size.ts';

/**
 * Of rows of changes the numbers of posts that are to be fetched in full. What is posted or edited after we have read, and reacted to
 * before we read on, moves to a later page, and there it counts as known. So after a full page no post is known that is told
 * by its reactions; else those are missing that are not here though they lie within what was read.
 */
export function missingPosts(
  { communities }: Pick<Repositories, 'communities'>,
  { conversationId, hasOlder }: Pick<RoomRow, 'conversationId' | 'hasOlder'>,
  { rows, isAfterFullPage }: { readonly rows: readonly WireRow[]; readonly isAfterFullPage: boolean },
): readonly number[] {
  const oldest = hasOlder ? (communities.oldestPostId(conversationId) ?? Infinity) : 0;
  const told = new Set(rows.flatMap(({ kind, id }) => (kind === 'post' && id !== undefined ? [id] : [])));
  const doubtful = rows.flatMap(({ kind, id }) =>
    kind === 'reactions' && id !== undefined && id >= oldest && !told.has(id) ? [id] : [],
  );
  return [...new Set(doubtful)].filter((id) => {
    const known = communities.post(conversationId, id);
    return known === undefined || (isAfterFullPage && known.messageId !== undefined);
  });
}

/**
 * The same rows, with the posts that are missing in full; those that are gone are left out. They keep the numbers of these rows: what has
 * changed of them since is told again, and what lies between is not passed over.
 * @throws what {@link CommunityServers.ask} throws
 */
export async function withMissing(
  communities: CommunityServers,
  { room, server }: RoomPlace,
  {
    rows,
    missing,
    signal,
  }: {
    readonly rows: readonly WireRow[];
    readonly missing: readonly number[];
    readonly signal: AbortSignal;
  },
): Promise<readonly WireRow[]> {
  if (missing.length === 0) return rows;
  const found = await fetchPosts(communities, { room, server }, { ids: missing, signal });
  const told = new Map(rows.map(({ id, seqno }) => [id, seqno]));
  const isMissing = new Set(missing);
  return [
    ...rows.filter(({ id }) => id === undefined || !isMissing.has(id)),
    ...found.map((row) => ({ ...row, seqno: told.get(row.id) ?? 0 })),
  ];
}

/** Posts by their numbers, in one request; those that are gone are left out. @throws what {@link CommunityServers.ask} throws */
export async function fetchPosts(
  communities: CommunityServers,
  { room, server }: RoomPlace,
  { ids, signal }: { readonly ids: readonly number[]; readonly signal: AbortSignal },
): Promise<readonly WireRow[]> {
  const requests = ids.map((id) => getPostRequest(room.token, id, { reactors: REACTORS }));
  const reply = await communities.ask(server, batchRequest(requests), { signal });
  return readBatch(jsonOf(reply), ids.length).flatMap(rowsIn);
}

function rowsIn(reply: CommunityReply): readonly WireRow[] {
  return isSuccess(reply) ? readMessages([jsonOf(reply)]) : [];
}
