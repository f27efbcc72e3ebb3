import { randomBytes } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import { blake2b, encryptXChaCha20, symmetricKey, XCHACHA20_NONCE_BYTES } from '../crypto/index.ts';
import { fromHex, toBase64, toHex, utf8 } from '../util/index.ts';

/** An ONS record as nodes give it away. */
export interface NameRecord {
  /** XChaCha20-Poly1305 ciphertext of the 33 bytes of an account, hex. */
  readonly encryptedValue: string;
  /** 24 bytes, hex. */
  readonly nonce: string;
}

/** Registered ONS names, by the base64 of their hash. */
export class NameTable {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  find(nameHash: string): NameRecord | undefined {
    return this.database
      .prepare<[string], NameRecord>(
        'SELECT encrypted_value AS encryptedValue, nonce FROM names WHERE name_hash = ?',
      )
      .get(nameHash);
  }

  set(nameHash: string, { encryptedValue, nonce }: NameRecord): void {
    this.database
      .prepare('INSERT OR REPLACE INTO names (name_hash, encrypted_value, nonce) VALUES (?, ?, ?)')
      .run(nameHash, encryptedValue, nonce);
  }

  /** Registers a name (any case) for an account of 66 hex digits. Spec 02 §7. */
  register(name: string, accountHex: string): void {
    const bytes = utf8(name.toLowerCase());
    const nameHash = blake2b(32, bytes);
    const nonce = Uint8Array.from(randomBytes(XCHACHA20_NONCE_BYTES));
    const key = symmetricKey(blake2b(32, bytes, nameHash));
    const encryptedValue = toHex(encryptXChaCha20(fromHex(accountHex), nonce, { key }));
    this.set(toBase64(nameHash), { encryptedValue, nonce: toHex(nonce) });
  }
}
