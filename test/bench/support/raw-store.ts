import { Database } from '@signalapp/sqlcipher';

import { LIMIT } from '../../../ts/store/driver/limit.ts';
import { migrations } from '../../../ts/store/migrations/index.ts';
import { toHex } from '../../../ts/util/index.ts';

export interface RawMessage {
  readonly conversationId: number;
  readonly authorId: string;
  readonly body: string;
  readonly sentAtMs: number;
}

/** The engine's schema and SQL on a bare SQLCipher connection: no repositories, no rows of our own, no checks. */
export interface RawStore {
  transaction(work: () => void): void;
  addConversation(peerId: string, nowMs: number): void;
  insert(message: RawMessage): void;
  /** The newest rows before a sent-at. */
  page(query: {
    readonly conversationId: number;
    readonly beforeMs: number;
    readonly limit: number;
  }): readonly unknown[];
  conversations(limit: number): readonly unknown[];
  close(): void;
}

const SETTINGS = [
  'PRAGMA locking_mode = EXCLUSIVE',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = NORMAL',
  'PRAGMA secure_delete = ON',
  'PRAGMA cache_size = -32768',
  'PRAGMA temp_store = MEMORY',
];

/** A new database with the settings of the engine's driver; `key` is 32 bytes. */
export function openRawStore(path: string, key: Uint8Array): RawStore {
  const database = new Database(path);
  database.exec(`PRAGMA key = "x'${toHex(key)}'"`);
  for (const setting of SETTINGS) database.exec(setting);
  database.initTokenizer();
  for (const { sql } of migrations) database.exec(sql);
  database.exec('PRAGMA foreign_keys = ON');
  const prepare = (sql: string) => database.prepare(sql, { persistent: true });
  const begin = prepare('BEGIN IMMEDIATE');
  const commit = prepare('COMMIT');
  const addConversation = prepare(
    `INSERT INTO conversations (peer_id, kind, last_active_ms, created_at_ms) VALUES ($peerId, 'contact', $nowMs, $nowMs)`,
  );
  const insert = prepare(`
    INSERT INTO messages (conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock, state,
      is_unread, is_synced)
    VALUES ($conversationId, $authorId, 'incoming', 'text', $body, $sentAtMs, $sentAtMs, 'network', 'received', 1, 1)
    ON CONFLICT (conversation_id, author_id, sent_at_ms) DO NOTHING RETURNING *`);
  const page = prepare(`
    SELECT * FROM messages WHERE conversation_id = $conversationId AND (sent_at_ms, id) < ($beforeMs, 0)
    ORDER BY sent_at_ms DESC, id DESC ${LIMIT}`);
  const conversations = prepare(`SELECT * FROM conversations
    WHERE shelf = 'list' ORDER BY priority DESC, last_active_ms DESC, id DESC ${LIMIT}`);
  return {
    transaction: (work) => {
      begin.run();
      work();
      commit.run();
    },
    addConversation: (peerId, nowMs) => void addConversation.run({ peerId, nowMs }),
    insert: (message) => void insert.all({ ...message }),
    page: (query) => page.all({ ...query }),
    conversations: (limit) => conversations.all({ limit }),
    close: () => database.close(),
  };
}
