/**
 * People, and what we do with them.
 *
 * - A contact is what is known of one account, whether we talk with it or only meet it in a group.
 * - The settings of a conversation with a person are those of the contact, because the contact outlives it and is what
 *   our other devices know (spec 03 §8.2). They go one way: `contacts` is written, triggers carry them into
 *   `conversations`, where every kind of conversation has them and the list is sorted by them.
 * - `shelf` says where a conversation is shown; it follows by itself.
 */
export const CONVERSATIONS = `
-- They speak of tables that are about to be built anew.
DROP TRIGGER messages_inserted;
DROP TRIGGER messages_read;
DROP TRIGGER messages_restamped;
DROP TRIGGER messages_deleted;

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  nickname TEXT NOT NULL DEFAULT '',
  -- Both names as they are searched for; whoever changes one changes this.
  search_text TEXT NOT NULL DEFAULT '',
  picture_url TEXT,
  picture_key BLOB CHECK (length(picture_key) = 32),
  picture_file_id INTEGER REFERENCES files (id),
  profile_updated_s INTEGER NOT NULL DEFAULT 0,
  is_approved INTEGER NOT NULL DEFAULT 0 CHECK (is_approved IN (0, 1)),
  has_approved_us INTEGER NOT NULL DEFAULT 0 CHECK (has_approved_us IN (0, 1)),
  is_blocked INTEGER NOT NULL DEFAULT 0 CHECK (is_blocked IN (0, 1)),
  is_trusted_for_media INTEGER NOT NULL DEFAULT 0 CHECK (is_trusted_for_media IN (0, 1)),
  priority INTEGER NOT NULL DEFAULT 0 CHECK (priority >= -1),
  notify TEXT NOT NULL DEFAULT 'default' CHECK (notify IN ('default', 'all', 'mentions', 'none')),
  muted_until_s INTEGER NOT NULL DEFAULT 0,
  expiration_mode TEXT NOT NULL DEFAULT 'off' CHECK (expiration_mode IN ('off', 'after-read', 'after-send')),
  expiration_timer_s INTEGER NOT NULL DEFAULT 0,
  created_at_s INTEGER NOT NULL,
  display_name TEXT NOT NULL COLLATE NOCASE GENERATED ALWAYS AS (CASE nickname WHEN '' THEN name ELSE nickname END) VIRTUAL,
  CHECK ((picture_url IS NULL) = (picture_key IS NULL)),
  CHECK (expiration_timer_s >= 0 AND (expiration_mode = 'off') = (expiration_timer_s = 0))
) STRICT;
CREATE INDEX contacts_by_name ON contacts (display_name, account_id) WHERE is_approved = 1 AND is_blocked = 0;
CREATE INDEX contacts_blocked ON contacts (display_name, account_id) WHERE is_blocked = 1;
CREATE INDEX contacts_by_picture ON contacts (picture_file_id) WHERE picture_file_id IS NOT NULL;

-- What the list showed until now was accepted by being there.
INSERT INTO contacts (account_id, name, profile_updated_s, is_approved, has_approved_us, created_at_s)
SELECT peer_id, name, profile_updated_s, 1,
  EXISTS (SELECT 1 FROM messages WHERE conversation_id = conversations.id AND direction = 'incoming'),
  created_at_ms / 1000
FROM conversations WHERE kind = 'contact';

CREATE TABLE new_conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  peer_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('contact', 'note-to-self', 'group', 'legacy-group', 'community', 'blinded')),
  -- Of groups and communities; what people are called is in contacts.
  name TEXT NOT NULL DEFAULT '',
  search_text TEXT NOT NULL DEFAULT '',
  picture_url TEXT,
  picture_key BLOB CHECK (length(picture_key) = 32),
  picture_file_id INTEGER REFERENCES files (id),
  priority INTEGER NOT NULL DEFAULT 0 CHECK (priority >= -1),
  is_request INTEGER NOT NULL DEFAULT 0 CHECK (is_request IN (0, 1)),
  is_blocked INTEGER NOT NULL DEFAULT 0 CHECK (is_blocked IN (0, 1)),
  -- Of groups: who has invited us, and whether no node has its configs any more.
  invited_by TEXT,
  is_expired INTEGER NOT NULL DEFAULT 0 CHECK (is_expired IN (0, 1)),
  notify TEXT NOT NULL DEFAULT 'default' CHECK (notify IN ('default', 'all', 'mentions', 'none')),
  muted_until_s INTEGER NOT NULL DEFAULT 0,
  expiration_mode TEXT NOT NULL DEFAULT 'off' CHECK (expiration_mode IN ('off', 'after-read', 'after-send')),
  expiration_timer_s INTEGER NOT NULL DEFAULT 0,
  last_active_ms INTEGER NOT NULL,
  touched_at_ms INTEGER NOT NULL DEFAULT 0,
  last_message_id INTEGER,
  unread_count INTEGER NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
  mention_count INTEGER NOT NULL DEFAULT 0 CHECK (mention_count >= 0),
  is_marked_unread INTEGER NOT NULL DEFAULT 0 CHECK (is_marked_unread IN (0, 1)),
  last_read_ms INTEGER NOT NULL DEFAULT 0,
  draft TEXT NOT NULL DEFAULT '',
  draft_quote_author_id TEXT,
  draft_quote_sent_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  shelf TEXT NOT NULL GENERATED ALWAYS AS (
    CASE WHEN priority < 0 OR is_blocked THEN 'hidden' WHEN is_request THEN 'requests' ELSE 'list' END
  ) VIRTUAL,
  CHECK (expiration_timer_s >= 0 AND (expiration_mode = 'off') = (expiration_timer_s = 0)),
  CHECK ((draft_quote_author_id IS NULL) = (draft_quote_sent_at_ms IS NULL)),
  CHECK ((picture_url IS NULL) = (picture_key IS NULL))
) STRICT;
INSERT INTO new_conversations (id, peer_id, kind, last_active_ms, touched_at_ms, last_message_id, unread_count,
  last_read_ms, draft, created_at_ms)
SELECT id, peer_id, kind, last_active_ms, touched_at_ms, last_message_id, unread_count, last_read_ms, draft,
  created_at_ms
FROM conversations;
-- An id that was given to a conversation deleted since is not given again.
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_conversations', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'new_conversations');
UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'conversations'), 0)
WHERE name = 'new_conversations';
DROP TABLE conversations;
ALTER TABLE new_conversations RENAME TO conversations;

CREATE INDEX conversations_by_activity ON conversations (shelf, priority, last_active_ms, id);
CREATE INDEX conversations_unread ON conversations (shelf) WHERE unread_count > 0;
CREATE INDEX conversations_marked_unread ON conversations (shelf) WHERE is_marked_unread = 1;
CREATE INDEX conversations_by_picture ON conversations (picture_file_id) WHERE picture_file_id IS NOT NULL;

CREATE TRIGGER conversations_inserted AFTER INSERT ON conversations
WHEN NEW.kind IN ('contact', 'blinded') BEGIN
  INSERT INTO contacts (account_id, created_at_s) VALUES (NEW.peer_id, NEW.created_at_ms / 1000)
  ON CONFLICT DO NOTHING;
  UPDATE conversations SET
    (priority, is_request, is_blocked, notify, muted_until_s, expiration_mode, expiration_timer_s) = (
      SELECT priority, has_approved_us AND NOT is_approved, is_blocked, notify, muted_until_s, expiration_mode,
        expiration_timer_s
      FROM contacts WHERE account_id = NEW.peer_id
    )
  WHERE id = NEW.id;
END;

CREATE TRIGGER contacts_changed AFTER UPDATE OF
  priority, is_approved, has_approved_us, is_blocked, notify, muted_until_s, expiration_mode, expiration_timer_s
ON contacts BEGIN
  UPDATE conversations SET
    priority = NEW.priority,
    is_request = NEW.has_approved_us AND NOT NEW.is_approved,
    is_blocked = NEW.is_blocked,
    notify = NEW.notify,
    muted_until_s = NEW.muted_until_s,
    expiration_mode = NEW.expiration_mode,
    expiration_timer_s = NEW.expiration_timer_s
  WHERE peer_id = NEW.account_id AND kind IN ('contact', 'blinded');
END;
`;
