// Posts that a server tells of by their reactions only, because it believes that we know them (spec 05 §7.4).

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
 * Of rows of changes the numbers of posts that are not known here, though they lie within what was read: they were posted after we had
 * read, changed before we read on, and so were moved to a page on which they count as known.
 */
export function missingPosts(
  { communities }: Pick<Repositories, 'communities'>,
  { conversationId, hasOlder }: Pick<RoomRow, 'conversationId' | 'hasOlder'>,
  rows: readonly WireRow[],
): readonly number[] {
  const oldest = hasOlder ? (communities.oldestPostId(conversationId) ?? Infinity) : 0;
  const told = new Set(rows.flatMap(({ kind, id }) => (kind === 'post' && id !== undefined ? [id] : [])));
  const unknown = rows.flatMap(({ kind, id }) =>
    kind === 'reactions' && id !== undefined && id >= oldest && !told.has(id) ? [id] : [],
  );
  return [...new Set(unknown)].filter((id) => communities.post(conversationId, id) === undefined);
}

/** The same rows, with the posts that are missing in full; those that are gone are left out. @throws what {@link CommunityServers.ask} throws */
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
  const requests = missing.map((id) => getPostRequest(room.token, id, { reactors: REACTORS }));
  const reply = await communities.ask(server, batchRequest(requests), { signal });
  const found = readBatch(jsonOf(reply), missing.length).flatMap(rowsIn);
  const isMissing = new Set(missing);
  return [...rows.filter(({ id }) => id === undefined || !isMissing.has(id)), ...found];
}

function rowsIn(reply: CommunityReply): readonly WireRow[] {
  return isSuccess(reply) ? readMessages([jsonOf(reply)]) : [];
}
