import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';

import { createFileAtomically, writeFileAtomically } from '../files/atomic-write.ts';
import { readTextIfPresent } from '../files/read-file.ts';
import { VaultError } from './vault-error.ts';
import { type VaultFile, decodeVaultFile, encodeVaultFile } from './vault-file.ts';

/** The key store of the operating system. */
export interface OsKeyStore {
  /** True when it really protects what it wraps. */
  isAvailable(): boolean;
  wrap(text: string): Uint8Array;
  unwrap(wrapped: Uint8Array): string;
}

export interface VaultOptions {
  readonly path: string;
  /** The database that the key belongs to. */
  readonly storePath: string;
  readonly keyStore: OsKeyStore;
}

export interface OpenVault {
  /** 32 bytes, alone in their buffer so that it can be handed over. */
  readonly key: Uint8Array;
  /** False: the key lies on the disk as it is. */
  readonly keyProtected: boolean;
}

const KEY_BYTES = 32;

/**
 * The key of the database (spec 01 §10.1–10.3): read, or made at the first start. A key that was stored without protection is wrapped
 * as soon as the operating system offers to.
 * @throws {VaultError} and then has changed nothing.
 */
export function openVault(options: VaultOptions): OpenVault {
  const text = guardIo(() => readTextIfPresent(options.path));
  if (text === undefined) return createVault(options);
  const file = decodeVaultFile(text);
  if (file.os) return { key: unwrapKey(file.wrap, options.keyStore), keyProtected: true };
  const key = checkedKey(file.wrap);
  return { key, keyProtected: protectKey(options, key) };
}

function createVault(options: VaultOptions): OpenVault {
  const isLost = guardIo(() => existsSync(options.storePath) && !existsSync(options.path));
  if (isLost) throw new VaultError('vault-missing');
  const key = Uint8Array.from(randomBytes(KEY_BYTES));
  const wrapped = wrapKey(key, options.keyStore);
  // Another process that starts at this moment must get the same key: with two of them the database would be lost.
  const isOurs = guardIo(() => createFileAtomically(options.path, encodeVaultFile(wrapped)));
  return isOurs ? { key, keyProtected: wrapped.os } : openVault(options);
}

/** Wraps a key that has been unprotected so far, if that is possible now; true when it is protected afterwards. */
function protectKey(options: VaultOptions, key: Uint8Array): boolean {
  const wrapped = wrapKey(key, options.keyStore);
  if (wrapped.os) guardIo(() => writeFileAtomically(options.path, encodeVaultFile(wrapped)));
  return wrapped.os;
}

/** Trusts the operating system only when it gives back what it was given. */
function wrapKey(key: Uint8Array, keyStore: OsKeyStore): VaultFile {
  const unprotected: VaultFile = { wrap: key, os: false };
  if (!keyStore.isAvailable()) return unprotected;
  try {
    const text = Buffer.from(key).toString('base64');
    const wrap = keyStore.wrap(text);
    return keyStore.unwrap(wrap) === text ? { wrap, os: true } : unprotected;
  } catch {
    return unprotected;
  }
}

function unwrapKey(wrap: Uint8Array, keyStore: OsKeyStore): Uint8Array {
  let text: string;
  try {
    text = keyStore.unwrap(wrap);
  } catch (cause) {
    throw new VaultError('vault-locked', { cause });
  }
  return checkedKey(Uint8Array.from(Buffer.from(text, 'base64')));
}

function checkedKey(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new VaultError('vault-malformed');
  return key;
}

function guardIo<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new VaultError('vault-io', { cause });
  }
}
