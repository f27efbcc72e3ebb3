/**
 * Messages of every kind, and what hangs on them.
 *
 * A conversation's summary follows its messages by triggers, so no way of changing a message can forget it:
 * - `unread_count` and `mention_count` = number of its messages with `is_unread`, and of those with `mentions_us`;
 * - `last_message_id` = its newest message by (sent_at_ms, id);
 * - `last_active_ms` = max(touched_at_ms, sent-at of that message, or created_at_ms while there is none).
 */
export const MESSAGES = `
CREATE TABLE new_messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  author_id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
  kind TEXT NOT NULL CHECK (kind IN ('text', 'timer-update', 'request-accepted', 'request-accepted-by-us',
    'media-saved', 'screenshot', 'call', 'group-update')),
  body TEXT NOT NULL,
  -- The body as it is searched for, where that differs from what the tokenizer makes of it.
  search_text TEXT,
  sent_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  clock TEXT NOT NULL CHECK (clock IN ('network', 'local')),
  state TEXT NOT NULL CHECK (state IN ('received', 'queued', 'sending', 'sent', 'failed')),
  failure TEXT CHECK (failure IS NULL OR state = 'failed'),
  is_unread INTEGER NOT NULL CHECK (is_unread IN (0, 1)),
  is_synced INTEGER NOT NULL CHECK (is_synced IN (0, 1)),
  own_hash TEXT,
  remote_hash TEXT,
  deletion TEXT CHECK (deletion IN ('locally', 'globally')),
  mentions_us INTEGER NOT NULL DEFAULT 0 CHECK (mentions_us IN (0, 1)),
  quote_author_id TEXT,
  quote_sent_at_ms INTEGER,
  expiration_mode TEXT NOT NULL DEFAULT 'off' CHECK (expiration_mode IN ('off', 'after-read', 'after-send')),
  expiration_timer_s INTEGER NOT NULL DEFAULT 0,
  expiration_started_at_ms INTEGER,
  expires_at_ms INTEGER,
  read_at_ms INTEGER,
  has_media INTEGER NOT NULL DEFAULT 0 CHECK (has_media IN (0, 1)),
  has_voice INTEGER NOT NULL DEFAULT 0 CHECK (has_voice IN (0, 1)),
  has_files INTEGER NOT NULL DEFAULT 0 CHECK (has_files IN (0, 1)),
  has_links INTEGER NOT NULL GENERATED ALWAYS AS (
    kind = 'text' AND (instr(lower(body), 'https://') > 0 OR instr(lower(body), 'http://') > 0)
  ) VIRTUAL,
  details TEXT CHECK (json_valid(details)),
  CHECK ((direction = 'incoming') = (state = 'received')),
  CHECK (deletion IS NULL OR (body = '' AND is_unread = 0)),
  CHECK ((quote_author_id IS NULL) = (quote_sent_at_ms IS NULL)),
  CHECK (expiration_timer_s >= 0 AND (expiration_mode = 'off') = (expiration_timer_s = 0)),
  CHECK ((expiration_started_at_ms IS NULL) = (expires_at_ms IS NULL)),
  CHECK (expires_at_ms IS NULL OR expiration_mode <> 'off'),
  UNIQUE (conversation_id, author_id, sent_at_ms)
) STRICT;
INSERT INTO new_messages (id, conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock,
  state, failure, is_unread, is_synced, own_hash, remote_hash)
SELECT id, conversation_id, author_id, direction, kind, body, sent_at_ms, received_at_ms, clock, state, failure,
  is_unread, is_synced, own_hash, remote_hash
FROM messages;
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_messages', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'new_messages');
UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0)
WHERE name = 'new_messages';
DROP TABLE messages;
ALTER TABLE new_messages RENAME TO messages;

CREATE INDEX messages_by_time ON messages (conversation_id, sent_at_ms, id);
CREATE INDEX messages_unread ON messages (conversation_id, sent_at_ms, id) WHERE is_unread = 1;
CREATE INDEX messages_by_own_hash ON messages (own_hash) WHERE own_hash IS NOT NULL;
CREATE INDEX messages_by_remote_hash ON messages (remote_hash) WHERE remote_hash IS NOT NULL;
CREATE INDEX messages_by_expiry ON messages (expires_at_ms, id) WHERE expires_at_ms IS NOT NULL;
CREATE INDEX messages_waiting_to_be_read ON messages (sent_at_ms) WHERE is_unread = 1 AND expiration_mode = 'after-read';
CREATE INDEX messages_read_clock_stands ON messages (conversation_id)
  WHERE is_unread = 0 AND direction = 'incoming' AND expiration_mode = 'after-read' AND expiration_started_at_ms IS NULL;
CREATE INDEX messages_by_quote ON messages (conversation_id, quote_sent_at_ms) WHERE quote_sent_at_ms IS NOT NULL;
CREATE INDEX messages_mentions ON messages (conversation_id, sent_at_ms, id) WHERE is_unread = 1 AND mentions_us = 1;
CREATE INDEX messages_media ON messages (conversation_id, sent_at_ms, id) WHERE has_media = 1;
CREATE INDEX messages_voice ON messages (conversation_id, sent_at_ms, id) WHERE has_voice = 1;
CREATE INDEX messages_files ON messages (conversation_id, sent_at_ms, id) WHERE has_files = 1;
CREATE INDEX messages_links ON messages (conversation_id, sent_at_ms, id) WHERE has_links = 1;
CREATE INDEX messages_timer_updates ON messages (conversation_id, author_id, sent_at_ms) WHERE kind = 'timer-update';
CREATE INDEX messages_own_by_time ON messages (sent_at_ms) WHERE direction = 'outgoing';
CREATE INDEX messages_unchecked ON messages (conversation_id, sent_at_ms, id) WHERE clock = 'local' AND state = 'queued';
CREATE INDEX messages_calls ON messages (details ->> '$.call.id', conversation_id, author_id) WHERE kind = 'call';
CREATE INDEX messages_calls_ringing ON messages (details ->> '$.call.outcome')
  WHERE kind = 'call' AND details ->> '$.call.outcome' = 'ringing';

CREATE TRIGGER messages_inserted AFTER INSERT ON messages BEGIN
  UPDATE conversations SET
    unread_count = unread_count + NEW.is_unread,
    mention_count = mention_count + (NEW.is_unread AND NEW.mentions_us),
    (last_message_id, last_active_ms) = (
      SELECT id, max(touched_at_ms, sent_at_ms) FROM messages
      WHERE conversation_id = NEW.conversation_id ORDER BY sent_at_ms DESC, id DESC LIMIT 1
    )
  WHERE id = NEW.conversation_id;
END;

CREATE TRIGGER messages_read AFTER UPDATE OF is_unread, mentions_us ON messages
WHEN NEW.is_unread <> OLD.is_unread OR NEW.mentions_us <> OLD.mentions_us BEGIN
  UPDATE conversations SET
    unread_count = unread_count + NEW.is_unread - OLD.is_unread,
    mention_count = mention_count + (NEW.is_unread AND NEW.mentions_us) - (OLD.is_unread AND OLD.mentions_us)
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
    mention_count = mention_count - (OLD.is_unread AND OLD.mentions_us),
    (last_message_id, last_active_ms) = (
      SELECT newest.id, max(touched_at_ms, coalesce(newest.sent_at_ms, created_at_ms))
      FROM (SELECT 1) LEFT JOIN (
        SELECT id, sent_at_ms FROM messages
        WHERE conversation_id = OLD.conversation_id ORDER BY sent_at_ms DESC, id DESC LIMIT 1
      ) AS newest
    )
  WHERE id = OLD.conversation_id;
END;

CREATE TABLE reactions (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  sender_id TEXT NOT NULL,
  emoji TEXT NOT NULL,
  -- What was taken away is remembered, so that an older reaction that comes late does not bring it back.
  action TEXT NOT NULL CHECK (action IN ('react', 'remove')),
  -- Of the latest action, and of the first since which it is so.
  sent_at_ms INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  UNIQUE (message_id, sender_id, emoji)
) STRICT;
CREATE INDEX reactions_by_time ON reactions (message_id, since_ms, id);

CREATE TABLE new_deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Absent for what leaves no row: receipts, reactions, unsends.
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  target TEXT NOT NULL CHECK (target IN ('recipient', 'own-swarm', 'group', 'community')),
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
INSERT INTO new_deliveries (id, message_id, target, swarm, namespace, payload, ttl_ms, state, hash, stored_at_ms,
  expires_at_ms)
SELECT id, message_id, target, swarm, namespace, payload, ttl_ms, state, hash, stored_at_ms, expires_at_ms
FROM deliveries;
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_deliveries', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'new_deliveries');
UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0)
WHERE name = 'new_deliveries';
DROP TABLE deliveries;
ALTER TABLE new_deliveries RENAME TO deliveries;
`;
