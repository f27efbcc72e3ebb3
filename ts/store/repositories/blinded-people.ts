import type { AccountId, BlindedId } from '../../account/index.ts';
import { flag, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import type { BlindedPersonRow, CommunityRepository } from '../model/communities.ts';
import type { ConversationRepository } from '../model/conversations.ts';

const COLUMNS = 'blinded_id, server_id, account_id, refuses_requests';

/** People who are known by blinded IDs. */
export function createBlindedPeople(
  database: Database,
  conversations: Pick<ConversationRepository, 'require'>,
): Pick<CommunityRepository, 'person' | 'putPerson' | 'blindedIdsOf' | 'moveConversation'> {
  const byId = database.prepare(`SELECT ${COLUMNS} FROM blinded_people WHERE blinded_id = $blindedId`);
  const byAccount = database.prepare(`SELECT ${COLUMNS} FROM blinded_people WHERE account_id = $accountId`);
  const put = database.prepare(`
    INSERT INTO blinded_people (blinded_id, server_id, account_id, refuses_requests, said_at_ms)
    VALUES ($blindedId, $serverId, $accountId, coalesce($isRefusing, 0), coalesce($atMs, 0))
    ON CONFLICT (blinded_id) DO UPDATE SET
      account_id = coalesce(excluded.account_id, account_id),
      refuses_requests = CASE WHEN coalesce($atMs, -1) >= said_at_ms THEN excluded.refuses_requests ELSE refuses_requests END,
      said_at_ms = max(said_at_ms, coalesce($atMs, 0))`);
  const move = database.prepare(`
    UPDATE OR IGNORE messages SET
      conversation_id = $toId,
      author_id = CASE author_id WHEN $from THEN $to ELSE author_id END,
      quote_author_id = CASE quote_author_id WHEN $from THEN $to ELSE quote_author_id END
    WHERE conversation_id = $fromId`);
  const summarize = database.prepare(`
    UPDATE conversations SET
      unread_count = (SELECT count(*) FROM messages WHERE conversation_id = $id AND is_unread = 1),
      mention_count = (
        SELECT count(*) FROM messages WHERE conversation_id = $id AND is_unread = 1 AND mentions_us = 1
      ),
      (last_message_id, last_active_ms) = (
        SELECT newest.id, max(touched_at_ms, coalesce(newest.sent_at_ms, created_at_ms))
        FROM (SELECT 1) LEFT JOIN (
          SELECT id, sent_at_ms FROM messages
          WHERE conversation_id = $id ORDER BY sent_at_ms DESC, id DESC LIMIT 1
        ) AS newest
      )
    WHERE id = $id`);
  const takeDraft = database.prepare(`
    UPDATE conversations SET draft = (SELECT draft FROM conversations WHERE id = $fromId)
    WHERE id = $toId AND draft = ''`);
  const remove = database.prepare('DELETE FROM conversations WHERE id = $id');

  return {
    person: (blindedId) => {
      const row = byId.get({ blindedId });
      return row && personRow(row);
    },
    putPerson: ({ blindedId, serverId, accountId, refusal }) =>
      void put.run({
        blindedId,
        serverId,
        accountId,
        isRefusing: refusal?.isRefusing,
        atMs: refusal?.atMs,
      }),
    blindedIdsOf: (accountId) => byAccount.all({ accountId }).map(personRow),
    moveConversation: ({ fromId, toId, from, to }) =>
      database.transaction(() => {
        move.run({ fromId, toId, from, to });
        takeDraft.run({ fromId, toId });
        remove.run({ id: fromId });
        summarize.run({ id: toId });
        return conversations.require(toId);
      }),
  };
}

function personRow(row: SqlRow): BlindedPersonRow {
  return {
    blindedId: text(row, 'blinded_id') as BlindedId,
    serverId: integer(row, 'server_id'),
    accountId: optional(text, row, 'account_id') as AccountId | undefined,
    refusesRequests: flag(row, 'refuses_requests'),
  };
}
