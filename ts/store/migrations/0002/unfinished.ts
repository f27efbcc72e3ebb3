/** What came too early, what could not be read yet, and the states of config messages. */
export const UNFINISHED = `
-- Whoever comes back to a group begins with it anew.
CREATE INDEX last_hashes_by_account ON last_hashes (account);

CREATE TABLE waiting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('reaction', 'receipt', 'unsend')),
  peer_id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  target_sent_at_ms INTEGER NOT NULL,
  sender_id TEXT NOT NULL,
  emoji TEXT NOT NULL DEFAULT '',
  action TEXT NOT NULL DEFAULT '' CHECK (action IN ('', 'react', 'remove')),
  sent_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  UNIQUE (peer_id, author_id, target_sent_at_ms, kind, sender_id, emoji)
) STRICT;
CREATE INDEX waiting_by_expiry ON waiting (expires_at_ms);
CREATE INDEX waiting_by_sender ON waiting (sender_id, id);

CREATE TABLE undecrypted (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  namespace INTEGER NOT NULL,
  hash TEXT NOT NULL,
  data BLOB NOT NULL,
  stored_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  key_generation INTEGER,
  UNIQUE (account, namespace, hash)
) STRICT;
CREATE INDEX undecrypted_by_inbox ON undecrypted (account, namespace, id);
CREATE INDEX undecrypted_by_expiry ON undecrypted (expires_at_ms);

-- In groups: one message by its hash, or ('') all that its author wrote until then.
CREATE TABLE taken_back (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  up_to_sent_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  UNIQUE (group_id, author_id, hash)
) STRICT;
CREATE INDEX taken_back_by_author ON taken_back (group_id, author_id, id);
CREATE INDEX taken_back_by_expiry ON taken_back (expires_at_ms);

CREATE TABLE configs (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  namespace INTEGER NOT NULL,
  dump BLOB NOT NULL,
  config_time_ms INTEGER NOT NULL DEFAULT 0,
  updated_at_ms INTEGER NOT NULL,
  UNIQUE (account, namespace)
) STRICT;
`;
