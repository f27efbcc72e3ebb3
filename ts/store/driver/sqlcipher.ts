import { Database as NativeDatabase } from '@signalapp/sqlcipher';

import { toHex } from '../../util/index.ts';
import { StoreError } from '../errors.ts';
import type { Database, SqlParameters, SqlRow, SqlValue, Statement } from './database.ts';
import { endsTransaction, storeErrorOf } from './sqlite-errors.ts';

const KEY_BYTES = 32;
const BUSY_TIMEOUT_MS = 5_000;

type NativeStatement = ReturnType<NativeDatabase['prepare']>;
type NativeValue = string | number | Uint8Array<ArrayBuffer> | null;

export interface SqlcipherOptions {
  readonly path: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Opens a file that was cut off, too, to read what is left of it. */
  readonly isDamaged?: boolean;
  /**
   * Called when a statement has met something that cannot be read. With it the database connects anew then, so that all that is sound
   * can still be read; it keeps the key for that until it is closed.
   */
  readonly onDamage?: (() => void) | undefined;
}

/**
 * Opens an SQLCipher file with a raw key of 32 bytes (spec 01 §10, spec 09 §3.3); an empty or absent file becomes a
 * new database. The file is locked against other processes until it is closed.
 * @throws {StoreError} `store-corrupt` when the key does not open it, `store-locked`, `store-disk-full`, `store-io`
 */
export function openSqlcipher(options: SqlcipherOptions): Database {
  if (options.key.length !== KEY_BYTES) {
    throw new StoreError('store-wrong-key', { message: `${options.key.length} instead of 32 bytes` });
  }
  return new SqlcipherDatabase(options);
}

/** @throws {StoreError} */
function connected({ path, key, isDamaged = false }: SqlcipherOptions): NativeDatabase {
  const native = attempt(() => new NativeDatabase(path));
  try {
    attempt(() => setUp(native, { key, isDamaged }));
    return native;
  } catch (error) {
    native.close();
    throw error;
  }
}

function setUp(
  native: NativeDatabase,
  { key, isDamaged }: { readonly key: Uint8Array; readonly isDamaged: boolean },
): void {
  // The cipher writes to stderr what we report as typed errors.
  native.exec('PRAGMA cipher_log_level = NONE');
  native.exec(`PRAGMA key = "x'${toHex(key)}'"`);
  native.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // Before the first access: WAL then needs no shared memory, and a second process is refused.
  native.exec('PRAGMA locking_mode = EXCLUSIVE');
  // SQLite looks only then past a file that is shorter than it says.
  if (isDamaged) native.exec('PRAGMA writable_schema = ON');
  native.pragma('user_version');
  const isEmpty = native.pragma('page_count', { simple: true }) === 0;
  // It would be filled, and never again be taken for what it is.
  if (isEmpty && isDamaged) throw new StoreError('store-corrupt', { message: 'empty' });
  // Others get it when they are compacted.
  if (isEmpty) native.exec('PRAGMA auto_vacuum = INCREMENTAL');
  native.exec('PRAGMA journal_mode = WAL');
  native.exec('PRAGMA journal_size_limit = 33554432');
  native.exec('PRAGMA synchronous = NORMAL');
  native.exec('PRAGMA foreign_keys = ON');
  native.exec('PRAGMA secure_delete = ON');
  native.exec('PRAGMA cache_size = -32768');
  native.exec('PRAGMA temp_store = MEMORY');
  // The tokenizer of the full-text indexes, for this connection.
  native.initTokenizer();
}

/**
 * Encrypts a database anew under another raw key of 32 bytes. Nothing may have it open.
 * @throws {StoreError} as {@link openSqlcipher}
 */
export function rekey(
  path: string,
  { from, to }: { readonly from: Uint8Array; readonly to: Uint8Array },
): void {
  if (to.length !== KEY_BYTES)
    throw new StoreError('store-wrong-key', { message: `${to.length} instead of 32 bytes` });
  const database = openSqlcipher({ path, key: from });
  try {
    database.exec(`PRAGMA rekey = "x'${toHex(to)}'"`);
  } finally {
    database.close();
  }
}

class SqlcipherDatabase implements Database {
  readonly #options: SqlcipherOptions;
  #native: NativeDatabase;
  readonly #statements = new Map<string, Statement>();
  /** Of the connection that is open now. */
  readonly #compiled = new Map<string, NativeStatement>();
  #connections = 1;
  #isOpen = true;
  #depth = 0;
  /** Why the running transaction can only be rolled back. */
  #doom: { readonly error: unknown } | undefined;
  /** It has met a page that cannot be read; from then on the cipher refuses sound ones too. */
  #isSpoilt = false;

  constructor(options: SqlcipherOptions) {
    this.#options = { ...options, key: options.onDamage === undefined ? options.key : options.key.slice() };
    this.#native = connected(options);
  }

  get connections(): number {
    return this.#connections;
  }

  exec(sql: string): void {
    this.#guard(() => this.#native.exec(sql));
  }

  prepare(sql: string): Statement {
    const cached = this.#statements.get(sql);
    if (cached !== undefined) return cached;
    this.#guard(() => this.#compile(sql));
    const statement = this.#guarded(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  pragma(source: string): SqlValue | undefined {
    const row = this.#guard(() => this.#native.pragma(source))[0];
    return row === undefined ? undefined : Object.values(row)[0];
  }

  tokens(text: string): readonly string[] {
    return this.#guard(() => this.#native.signalTokenize(text));
  }

  transaction<Result>(work: () => Result): Result {
    return this.#depth === 0 ? this.#outer(work) : this.#joined(work);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#statements.clear();
    this.#compiled.clear();
    if (this.#options.onDamage !== undefined) this.#options.key.fill(0);
    attempt(() => this.#native.close());
  }

  #outer<Result>(work: () => Result): Result {
    this.prepare('BEGIN IMMEDIATE').run();
    this.#depth = 1;
    try {
      const result = this.#joined(work);
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      this.#rollback();
      throw this.#doom === undefined ? error : this.#doom.error;
    } finally {
      this.#depth = 0;
      this.#doom = undefined;
    }
  }

  #joined<Result>(work: () => Result): Result {
    this.#depth += 1;
    try {
      const result = work();
      if (isThenable(result)) throw new TypeError('a transaction must be synchronous');
      return result;
    } catch (error) {
      this.#doom ??= { error };
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** SQLite ends a transaction by itself when the disk is full or broken; then there is nothing left to undo. */
  #rollback(): void {
    if (!this.#isOpen) return;
    try {
      this.#native.exec('ROLLBACK');
    } catch (error) {
      this.#doom ??= { error: storeErrorOf(error) };
    }
  }

  #compile(sql: string): NativeStatement {
    const known = this.#compiled.get(sql);
    if (known !== undefined) return known;
    const native = this.#native.prepare(sql, { persistent: true });
    this.#compiled.set(sql, native);
    return native;
  }

  #guarded(sql: string): Statement {
    return {
      run: (parameters) => this.#guard(() => this.#compile(sql).run(bound(parameters)).changes),
      // Not the driver's `get`, which leaves a statement after its first row and would miss a failing commit.
      get: (parameters) =>
        this.#guard(() => this.#compile(sql).all<SqlRow & NativeRow>(bound(parameters)))[0],
      all: (parameters) => this.#guard(() => this.#compile(sql).all<SqlRow & NativeRow>(bound(parameters))),
    };
  }

  #guard<Result>(call: () => Result): Result {
    if (!this.#isOpen) throw new StoreError('store-closed');
    if (this.#doom !== undefined) throw this.#doom.error;
    if (this.#isSpoilt && this.#depth === 0) this.#reconnect();
    try {
      return call();
    } catch (cause) {
      const error = storeErrorOf(cause);
      if (this.#depth > 0 && endsTransaction(error)) this.#doom = { error };
      if (error.code === 'store-corrupt') this.#spoil();
      throw error;
    }
  }

  #spoil(): void {
    const { onDamage } = this.#options;
    if (onDamage === undefined || this.#isSpoilt) return;
    this.#isSpoilt = true;
    onDamage();
  }

  /** @throws {StoreError} and is tried again with the next statement. */
  #reconnect(): void {
    this.#compiled.clear();
    this.#native.close();
    this.#native = connected(this.#options);
    this.#connections += 1;
    this.#isSpoilt = false;
  }
}

type NativeRow = Record<string, NativeValue>;

function bound(parameters: SqlParameters | undefined): Readonly<Record<string, NativeValue>> | undefined {
  if (parameters === undefined) return undefined;
  const values: Record<string, NativeValue> = {};
  for (const name in parameters) {
    const value = parameters[name];
    if (value === undefined) values[name] = null;
    else if (typeof value === 'boolean') values[name] = value ? 1 : 0;
    else values[name] = value as NativeValue;
  }
  return values;
}

function attempt<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (cause) {
    throw storeErrorOf(cause);
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}
