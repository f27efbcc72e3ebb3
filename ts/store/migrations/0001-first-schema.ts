import type { Migration } from './migration.ts';

/**
 * Ids are never used twice (AUTOINCREMENT): a job, a window or a cursor may still hold the id of a row that is gone.
 *
 * A conversation's summary follows its messages by triggers, so no way of changing a message can forget it:
 * - `unread_count` = number of its messages with `is_unread`;
 * - `last_message_id` = its newest message by (sent_at_ms, id);
 * - `last_active_ms` = max(touched_at_ms, sent-at of that message, or created_at_ms while there is none).
 */
export const migration0001: Migration = {
  version: 1,
  sql: `
CREATE TABLE account (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seed BLOB NOT NULL CHECK (length(seed) = 16),
  account_id TEXT NOT NULL,
  display_name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('created', 'restored')),
  created_at_ms INTEGER NOT NULL,
  profile_ready INTEGER NOT NULL CHECK (profile_ready IN (0, 1))
) STRICT;

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  peer_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('contact', 'note-to-self')),
  name TEXT NOT NULL DEFAULT '',
  profile_updated_s INTEGER NOT NULL DEFAULT 0,
  last_active_ms INTEGER NOT NULL,
  touched_at_ms INTEGER NOT NULL DEFAULT 0,
  last_message_id INTEGER,
  unread_count INTEGER NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
  last_read_ms INTEGER NOT NULL DEFAULT 0,
  draft TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_by_activity ON conversations (last_active_ms, id);
CREATE INDEX conversations_unread ON conversations (unread_count) WHERE unread_count > 0;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  author_id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
  kind TEXT NOT NULL CHECK (kind IN ('text')),
  body TEXT NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  clock TEXT NOT NULL CHECK (clock IN ('network', 'local')),
  state TEXT NOT NULL CHECK (state IN ('received', 'queued', 'sending', 'sent', 'failed')),
  failure TEXT CHECK (failure IS NULL OR state = 'failed'),
  is_unread INTEGER NOT NULL CHECK (is_unread IN (0, 1)),
  is_synced INTEGER NOT NULL CHECK (is_synced IN (0, 1)),
  own_hash TEXT,
  remote_hash TEXT,
  CHECK ((direction = 'incoming') = (state = 'received')),
  UNIQUE (conversation_id, author_id, sent_at_ms)
) STRICT;
CREATE INDEX messages_by_time ON messages (conversation_id, sent_at_ms, id);
CREATE INDEX messages_unread ON messages (conversation_id, sent_at_ms, id) WHERE is_unread = 1;

CREATE TRIGGER messages_inserted AFTER INSERT ON messages BEGIN
  UPDATE conversations SET
    unread_count = unread_count + NEW.is_unread,
    (last_message_id, last_active_ms) = (
      SELECT id, max(touched_at_ms, sent_at_ms) FROM messages
      WHERE conversation_id = NEW.conversation_id ORDER BY sent_at_ms DESC, id DESC LIMIT 1
    )
  WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER messages_read AFTER UPDATE OF is_unread ON messages WHEN NEW.is_unread <> OLD.is_unread BEGIN
  UPDATE conversations SET unread_count = unread_count + NEW.is_unread - OLD.is_unread
  WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER messages_restamped AFTER UPDATE OF sent_at_ms ON messages WHEN NEW.sent_at_ms <> OLD.sent_at_ms BEGIN
  UPDATE conversations SET
    (last_message_id, last_active_ms) = (
      SELECT id, max(touched_at_ms, sent_at_ms) FROM messages
      WHERE conversation_id = NEW.conversation_id ORDER BY sent_at_ms DESC, id DESC LIMIT 1
    )
  WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER messages_deleted AFTER DELETE ON messages BEGIN
  UPDATE conversations SET
    unread_count = unread_count - OLD.is_unread,
    (last_message_id, last_active_ms) = (
      SELECT newest.id, max(touched_at_ms, coalesce(newest.sent_at_ms, created_at_ms))
      FROM (SELECT 1) LEFT JOIN (
        SELECT id, sent_at_ms FROM messages
        WHERE conversation_id = OLD.conversation_id ORDER BY sent_at_ms DESC, id DESC LIMIT 1
      ) AS newest
    )
  WHERE id = OLD.conversation_id;
END;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  target TEXT NOT NULL CHECK (target IN ('recipient', 'own-swarm')),
  swarm TEXT NOT NULL,
  namespace INTEGER NOT NULL,
  payload BLOB NOT NULL,
  ttl_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'stored', 'failed')),
  hash TEXT,
  stored_at_ms INTEGER,
  expires_at_ms INTEGER,
  UNIQUE (message_id, target)
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  queue TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at_ms INTEGER NOT NULL,
  dedupe_key TEXT UNIQUE
) STRICT;
CREATE INDEX jobs_by_queue ON jobs (queue, id);
CREATE INDEX jobs_by_time ON jobs (run_at_ms);

CREATE TABLE seen_hashes (
  account TEXT NOT NULL,
  namespace INTEGER NOT NULL,
  hash TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, namespace, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_hashes_by_expiry ON seen_hashes (expires_at_ms);

CREATE TABLE last_hashes (
  node TEXT NOT NULL,
  account TEXT NOT NULL,
  namespace INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (node, account, namespace)
) STRICT, WITHOUT ROWID;

CREATE TABLE node_pool (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  updated_at_ms INTEGER NOT NULL
) STRICT;

-- swarm_id is text: it has 64 bits without a sign, more than an INTEGER.
CREATE TABLE service_nodes (
  position INTEGER PRIMARY KEY,
  ed25519 TEXT NOT NULL UNIQUE,
  x25519 BLOB NOT NULL CHECK (length(x25519) = 32),
  ip TEXT NOT NULL,
  port INTEGER NOT NULL,
  swarm_id TEXT
) STRICT;

CREATE TABLE guards (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  last_success_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE swarms (
  account TEXT NOT NULL,
  position INTEGER NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (account, position)
) STRICT, WITHOUT ROWID;
`,
};
