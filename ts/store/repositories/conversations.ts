import type { AccountId } from '../../account/index.ts';
import { integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { ConversationKind, ConversationRepository, ConversationRow } from '../model/conversations.ts';
import { existing } from './existing.ts';

const COLUMNS = `id, peer_id, kind, name, profile_updated_s, last_active_ms, last_message_id, unread_count,
  last_read_ms, draft, created_at_ms`;

/** After every row: with it the first page is a search like any other. */
const NEWEST = { lastActiveMs: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** A profile time greater than this is in milliseconds (spec 04 §2.6). */
const LARGEST_SECONDS = 1e11;

/** The conversations of a database. */
export function createConversationRepository(database: Database): ConversationRepository {
  const byId = database.prepare(`SELECT ${COLUMNS} FROM conversations WHERE id = $id`);
  const byPeer = database.prepare(`SELECT ${COLUMNS} FROM conversations WHERE peer_id = $peerId`);
  const insert = database.prepare(`
    INSERT INTO conversations (peer_id, kind, last_active_ms, created_at_ms)
    VALUES ($peerId, $kind, $nowMs, $nowMs) ON CONFLICT (peer_id) DO NOTHING RETURNING ${COLUMNS}`);
  const list = database.prepare(`
    SELECT ${COLUMNS} FROM conversations WHERE (last_active_ms, id) < ($lastActiveMs, $id)
    ORDER BY last_active_ms DESC, id DESC ${LIMIT}`);
  const setProfile = database.prepare(`
    UPDATE conversations
    SET name = CASE WHEN $name = '' THEN name ELSE $name END, profile_updated_s = $updatedS
    WHERE id = $id AND ($updatedS > profile_updated_s OR ($updatedS = 0 AND profile_updated_s = 0 AND $name NOT IN ('', name)))`);
  const setDraft = database.prepare('UPDATE conversations SET draft = $draft WHERE id = $id RETURNING id');
  const touch = database.prepare(`
    UPDATE conversations
    SET touched_at_ms = max(touched_at_ms, $atMs), last_active_ms = max(last_active_ms, $atMs)
    WHERE id = $id RETURNING id`);
  const raiseReadMark = database.prepare(
    'UPDATE conversations SET last_read_ms = max(last_read_ms, $upToSentAtMs) WHERE id = $id RETURNING id',
  );
  const readMessages = database.prepare(`
    UPDATE messages SET is_unread = 0
    WHERE conversation_id = $id AND is_unread = 1 AND sent_at_ms <= $upToSentAtMs`);
  const remove = database.prepare('DELETE FROM conversations WHERE id = $id');

  const get = (id: number): ConversationRow | undefined => {
    const row = byId.get({ id });
    return row === undefined ? undefined : conversationRow(row);
  };
  const require = (id: number): ConversationRow => existing(get(id), 'conversation');
  const findByPeer = (peerId: AccountId): ConversationRow | undefined => {
    const row = byPeer.get({ peerId });
    return row === undefined ? undefined : conversationRow(row);
  };

  return {
    get,
    require,
    byPeer: findByPeer,
    findOrCreate: (conversation) => {
      const found = findByPeer(conversation.peerId);
      if (found !== undefined) return found;
      return conversationRow(existing(insert.get({ ...conversation }), 'conversation'));
    },
    list: ({ limit, before = NEWEST }) =>
      list.all({ limit, lastActiveMs: before.lastActiveMs, id: before.id }).map(conversationRow),
    setProfileName: ({ id, name, updatedS }) => {
      const seconds = Math.floor(updatedS > LARGEST_SECONDS ? updatedS / 1000 : updatedS);
      return database.transaction(() => {
        require(id);
        return setProfile.run({ id, name, updatedS: seconds }) > 0;
      });
    },
    setDraft: (id, draft) => void existing(setDraft.get({ id, draft }), 'conversation'),
    touch: (id, atMs) => void existing(touch.get({ id, atMs }), 'conversation'),
    markRead: (mark) =>
      database.transaction(() => {
        existing(raiseReadMark.get(mark), 'conversation');
        return readMessages.run(mark);
      }),
    delete: (id) => remove.run({ id }) > 0,
  };
}

function conversationRow(row: SqlRow): ConversationRow {
  return {
    id: integer(row, 'id'),
    peerId: text(row, 'peer_id') as AccountId,
    kind: text(row, 'kind') as ConversationKind,
    name: text(row, 'name'),
    profileUpdatedS: integer(row, 'profile_updated_s'),
    lastActiveMs: integer(row, 'last_active_ms'),
    lastMessageId: optional(integer, row, 'last_message_id'),
    unreadCount: integer(row, 'unread_count'),
    lastReadMs: integer(row, 'last_read_ms'),
    draft: text(row, 'draft'),
    createdAtMs: integer(row, 'created_at_ms'),
  };
}
