import { integer } from '../driver/columns.ts';
import type { Database, SqlParameters, SqlRow, Statement } from '../driver/database.ts';
import { markForMerge, takeWordsOutAtOnce } from '../search/index-upkeep.ts';
import type { RemovedMessage } from '../model/messages.ts';
import type { Slice } from '../model/slice.ts';

/** From so many messages on it is cheaper to clean the index afterwards than word by word. */
const BULK = 50;

/** Removes a slice of messages; `inBulk` when it is one of many, however few are left. */
export type RemoveSlice = (
  select: Statement,
  parameters: SqlParameters & { readonly limit: number },
  options?: { readonly inBulk?: boolean },
) => Slice<RemovedMessage>;

/**
 * To take the words of one message out of the pages of the index costs about 500 µs, to mark them as deleted 20 µs. A few are
 * taken out at once; many are marked, and the next merge of the index drops them.
 */
export function createMessageRemoval(database: Database): RemoveSlice {
  const remove = database.prepare(`
    DELETE FROM messages WHERE id IN (SELECT value FROM json_each($ids)) RETURNING id, conversation_id`);
  return (select, parameters, { inBulk = false } = {}) =>
    database.transaction(() => {
      const ids = select.all(parameters).map((row) => integer(row, 'id'));
      const isBulk = ids.length >= BULK || (inBulk && ids.length > 0);
      if (isBulk) takeWordsOutAtOnce(database, false);
      const rows = remove.all({ ids: JSON.stringify(ids) }).map(removedMessage);
      if (isBulk) {
        takeWordsOutAtOnce(database, true);
        markForMerge(database);
      }
      return { rows, more: ids.length === parameters.limit };
    });
}

function removedMessage(row: SqlRow): RemovedMessage {
  return { id: integer(row, 'id'), conversationId: integer(row, 'conversation_id') };
}
