/**
 * Communities: servers, their rooms, and what is special about messages that lie in one.
 *
 * - A post is a row of `messages`; `posts` has its number on the server, by which it is known. The number stays when the message
 *   goes from this device, so that the server does not bring it back.
 * - Reactions to a post are what the server counts. What we have done to them is shown over that until the server knows it.
 */
export const COMMUNITIES = `
CREATE TABLE community_servers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  base_url TEXT NOT NULL UNIQUE,
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  -- NULL while the server has not said what it can do.
  capabilities TEXT CHECK (json_valid(capabilities)),
  last_inbox_id INTEGER,
  last_outbox_id INTEGER
) STRICT;

CREATE TABLE community_rooms (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  server_id INTEGER NOT NULL REFERENCES community_servers (id),
  token TEXT NOT NULL,
  -- As the server last described it.
  info TEXT CHECK (json_valid(info)),
  -- Everything up to it is here; NULL before the first page.
  seqno INTEGER,
  -- The server may have older posts than the oldest one here.
  has_older INTEGER NOT NULL DEFAULT 1 CHECK (has_older IN (0, 1)),
  image_id INTEGER
) STRICT;
CREATE INDEX community_rooms_by_server ON community_rooms (server_id);

CREATE TABLE posts (
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  post_id INTEGER NOT NULL,
  message_id INTEGER UNIQUE REFERENCES messages (id) ON DELETE SET NULL,
  -- Of what it says, and of its reactions.
  seqno INTEGER NOT NULL,
  reactions_seqno INTEGER NOT NULL DEFAULT 0,
  edited_at_ms INTEGER,
  -- For whom a whisper is; NULL when it is none.
  whisper TEXT CHECK (json_valid(whisper)),
  PRIMARY KEY (conversation_id, post_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE post_reactions (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  emoji TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 0),
  is_ours INTEGER NOT NULL CHECK (is_ours IN (0, 1)),
  reactors TEXT NOT NULL CHECK (json_valid(reactors)),
  PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_post_reactions (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  emoji TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('react', 'remove')),
  -- From this state of the post on the server knows of it; NULL while it has not answered.
  seqno INTEGER,
  PRIMARY KEY (message_id, emoji)
) STRICT, WITHOUT ROWID;

CREATE TABLE blinded_people (
  blinded_id TEXT PRIMARY KEY,
  server_id INTEGER NOT NULL REFERENCES community_servers (id) ON DELETE CASCADE,
  -- Whose ID it is: of contacts, and of those who have written to us.
  account_id TEXT,
  refuses_requests INTEGER NOT NULL DEFAULT 0 CHECK (refuses_requests IN (0, 1)),
  -- When they last said whether they refuse.
  said_at_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX blinded_people_by_account ON blinded_people (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX blinded_people_by_server ON blinded_people (server_id);
`;
