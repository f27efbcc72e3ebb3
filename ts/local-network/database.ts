import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS network (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS nodes (
    node INTEGER PRIMARY KEY,
    seed BLOB NOT NULL,
    port_https INTEGER NOT NULL,
    port_omq INTEGER NOT NULL,
    swarm_id TEXT NOT NULL,
    tls_key TEXT NOT NULL,
    tls_certificate TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    node INTEGER NOT NULL,
    owner TEXT NOT NULL,
    namespace INTEGER NOT NULL,
    hash TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    expiry INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (node, hash)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS messages_in_order ON messages (node, owner, namespace, id);
  CREATE INDEX IF NOT EXISTS messages_by_expiry ON messages (node, expiry);

  CREATE TABLE IF NOT EXISTS revocations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    node INTEGER NOT NULL,
    owner TEXT NOT NULL,
    token BLOB NOT NULL,
    UNIQUE (node, owner, token)
  ) STRICT;

  -- An account of which a node has no message left is forgotten, with its revocations (spec 02 §4.12).
  CREATE TRIGGER IF NOT EXISTS forget_owner AFTER DELETE ON messages
  WHEN NOT EXISTS (SELECT 1 FROM messages WHERE node = old.node AND owner = old.owner)
  BEGIN
    DELETE FROM revocations WHERE node = old.node AND owner = old.owner;
  END;

  CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    uploaded INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS files_by_expiry ON files (expires);

  CREATE TABLE IF NOT EXISTS names (
    name_hash TEXT PRIMARY KEY,
    encrypted_value TEXT NOT NULL,
    nonce TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS community (
    format INTEGER PRIMARY KEY,
    state BLOB NOT NULL
  ) STRICT;
`;

/** The SQLite file `network.db` in `dataDir`, made when missing; in memory without one. */
export function openDatabase(dataDir: string | undefined): Database.Database {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const database = new Database(dataDir === undefined ? ':memory:' : join(dataDir, 'network.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(SCHEMA);
  return database;
}
