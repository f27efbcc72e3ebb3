import type { Database, Statement } from 'better-sqlite3';

/** A message as a node keeps it. Times are milliseconds since the epoch. */
export interface StoredMessage {
  readonly hash: string;
  readonly namespace: number;
  readonly timestamp: number;
  readonly expiry: number;
  readonly data: Uint8Array;
}

/** A message, and the account that it is kept for. */
export interface KeptMessage extends StoredMessage {
  readonly owner: string;
}

export interface Insertion {
  /** Expiry that holds now: an existing message only ever lives longer by a store. */
  readonly expiry: number;
  readonly existed: boolean;
}

/** A page of a retrieve. */
export interface Page {
  readonly messages: readonly StoredMessage[];
  readonly more: boolean;
}

export interface PageRequest {
  readonly owner: string;
  readonly namespace: number;
  readonly afterHash: string | undefined;
  /** Whether a message still fits, after `count` messages of `size` counted bytes. */
  readonly fits: (
    message: StoredMessage,
    before: { readonly count: number; readonly size: number },
  ) => boolean;
  readonly sizeOf: (message: StoredMessage) => number;
}

export interface HashAndExpiry {
  readonly hash: string;
  readonly namespace: number;
  readonly expiry: number;
}

const MAX_REVOCATIONS = 50;

/** The messages and revocations of one node. Owners are 66 hex digits. */
export class MessageTable {
  private readonly node: number;
  private readonly database: Database;
  private readonly sql: Readonly<Record<StatementName, Statement>>;
  /** No message expires before: spares looking for expired ones at every request. */
  private earliestExpiry: number;

  constructor(database: Database, node: number) {
    this.database = database;
    this.node = node;
    this.sql = Object.fromEntries(
      Object.entries(STATEMENTS).map(([name, text]) => [name, database.prepare(text)]),
    ) as Record<StatementName, Statement>;
    this.earliestExpiry = this.readEarliestExpiry();
  }

  /** Runs `work` in one transaction; all of it or nothing is kept. */
  atomically<Result>(work: () => Result): Result {
    return this.database.transaction(work)();
  }

  insert(owner: string, message: StoredMessage): Insertion {
    const { hash, namespace, timestamp, expiry, data } = message;
    const existing = this.find(owner, hash);
    if (existing !== undefined) {
      if (expiry > existing.expiry) this.setExpiry(hash, expiry);
      return { expiry: Math.max(expiry, existing.expiry), existed: true };
    }
    this.earliestExpiry = Math.min(this.earliestExpiry, expiry);
    this.sql.insert.run(this.node, owner, namespace, hash, timestamp, expiry, data);
    return { expiry, existed: false };
  }

  /** Messages after `afterHash` in the order in which this node got them; from the start when it has no such message. */
  page({ owner, namespace, afterHash, fits, sizeOf }: PageRequest): Page {
    const after = afterHash === undefined ? 0 : this.idOf(owner, { namespace, hash: afterHash });
    const rows = this.sql.page.iterate(this.node, owner, namespace, after) as Iterable<StoredMessage>;
    const messages: StoredMessage[] = [];
    let size = 0;
    for (const row of rows) {
      if (messages.length > 0 && !fits(row, { count: messages.length, size }))
        return { messages, more: true };
      messages.push(row);
      size += sizeOf(row);
    }
    return { messages, more: false };
  }

  find(owner: string, hash: string): HashAndExpiry | undefined {
    return this.sql.find.get(this.node, owner, hash) as HashAndExpiry | undefined;
  }

  /** All messages of an owner, of one namespace or of all. */
  all(owner: string, namespace: number | 'all'): readonly (HashAndExpiry & { readonly timestamp: number })[] {
    const rows =
      namespace === 'all'
        ? this.sql.all.all(this.node, owner)
        : this.sql.allIn.all(this.node, owner, namespace);
    return rows as (HashAndExpiry & { readonly timestamp: number })[];
  }

  /** The messages of one namespace with their contents, in the order in which this node got them. */
  contents(owner: string, namespace: number): readonly StoredMessage[] {
    return this.sql.page.all(this.node, owner, namespace, 0) as StoredMessage[];
  }

  /** All messages of everybody, in the order in which this node got them. */
  everything(): readonly KeptMessage[] {
    return this.sql.everything.all(this.node) as KeptMessage[];
  }

  /** Forgets all messages, and with them all revocations. */
  clear(): void {
    this.sql.clear.run(this.node);
  }

  setExpiry(hash: string, expiry: number): void {
    this.earliestExpiry = Math.min(this.earliestExpiry, expiry);
    this.sql.setExpiry.run(expiry, this.node, hash);
  }

  delete(hash: string): void {
    this.sql.delete.run(this.node, hash);
  }

  /** A message is gone from the millisecond of its expiry: call this before anything else is asked. */
  deleteExpired(nowMs: number): void {
    if (nowMs < this.earliestExpiry) return;
    this.sql.deleteExpired.run(this.node, nowMs);
    this.earliestExpiry = this.readEarliestExpiry();
  }

  /** Keeps the newest {@link MAX_REVOCATIONS}. Has no effect where no message of the owner is kept. */
  revoke(owner: string, tokens: readonly Uint8Array[]): void {
    if (this.sql.knowsOwner.get(this.node, owner) === undefined) return;
    for (const token of tokens) this.sql.revoke.run(this.node, owner, token);
    this.sql.trimRevocations.run(this.node, owner, this.node, owner, MAX_REVOCATIONS);
  }

  /** How many of the tokens had been revoked. */
  unrevoke(owner: string, tokens: readonly Uint8Array[]): number {
    return tokens.reduce((count, token) => count + this.sql.unrevoke.run(this.node, owner, token).changes, 0);
  }

  isRevoked(owner: string, token: Uint8Array): boolean {
    return this.sql.isRevoked.get(this.node, owner, token) !== undefined;
  }

  /** Revoked tokens of 36 bytes, oldest first. */
  revoked(owner: string): readonly Uint8Array[] {
    return (this.sql.revoked.all(this.node, owner) as { readonly token: Uint8Array }[]).map(
      ({ token }) => token,
    );
  }

  private readEarliestExpiry(): number {
    const row = this.sql.earliestExpiry.get(this.node) as { readonly expiry: number | null };
    return row.expiry ?? Number.POSITIVE_INFINITY;
  }

  private idOf(owner: string, { namespace, hash }: { namespace: number; hash: string }): number {
    const row = this.sql.idOf.get(this.node, owner, namespace, hash) as { readonly id: number } | undefined;
    return row?.id ?? 0;
  }
}

type StatementName = keyof typeof STATEMENTS;

const STATEMENTS = {
  insert:
    'INSERT INTO messages (node, owner, namespace, hash, timestamp, expiry, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
  page: `SELECT hash, namespace, timestamp, expiry, data FROM messages
         WHERE node = ? AND owner = ? AND namespace = ? AND id > ? ORDER BY id`,
  idOf: 'SELECT id FROM messages WHERE node = ? AND owner = ? AND namespace = ? AND hash = ?',
  find: 'SELECT hash, namespace, expiry FROM messages WHERE node = ? AND owner = ? AND hash = ?',
  all: 'SELECT hash, namespace, timestamp, expiry FROM messages WHERE node = ? AND owner = ? ORDER BY hash',
  allIn:
    'SELECT hash, namespace, timestamp, expiry FROM messages WHERE node = ? AND owner = ? AND namespace = ? ORDER BY hash',
  everything:
    'SELECT owner, hash, namespace, timestamp, expiry, data FROM messages WHERE node = ? ORDER BY id',
  clear: 'DELETE FROM messages WHERE node = ?',
  setExpiry: 'UPDATE messages SET expiry = ? WHERE node = ? AND hash = ?',
  delete: 'DELETE FROM messages WHERE node = ? AND hash = ?',
  earliestExpiry: 'SELECT min(expiry) AS expiry FROM messages WHERE node = ?',
  deleteExpired: 'DELETE FROM messages WHERE node = ? AND expiry <= ?',
  knowsOwner: 'SELECT 1 FROM messages WHERE node = ? AND owner = ? LIMIT 1',
  revoke: 'INSERT OR REPLACE INTO revocations (node, owner, token) VALUES (?, ?, ?)',
  trimRevocations: `DELETE FROM revocations WHERE node = ? AND owner = ? AND id NOT IN
    (SELECT id FROM revocations WHERE node = ? AND owner = ? ORDER BY id DESC LIMIT ?)`,
  unrevoke: 'DELETE FROM revocations WHERE node = ? AND owner = ? AND token = ?',
  isRevoked: 'SELECT 1 FROM revocations WHERE node = ? AND owner = ? AND token = ?',
  revoked: 'SELECT token FROM revocations WHERE node = ? AND owner = ? ORDER BY id',
} as const;
