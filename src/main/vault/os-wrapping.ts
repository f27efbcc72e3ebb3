import { VaultError } from './vault-error.ts';

/** The key store of the operating system. */
export interface OsKeyStore {
  /** True when it really protects what it wraps. */
  isAvailable(): boolean;
  wrap(text: string): Uint8Array;
  unwrap(wrapped: Uint8Array): string;
}

/** Bytes as they are stored: wrapped by the operating system, or as they are when it does not offer that. */
export interface OsWrapped {
  readonly wrap: Uint8Array;
  readonly os: boolean;
}

/** Trusts the operating system only when it gives back what it was given. */
export function wrapForStorage(bytes: Uint8Array, keyStore: OsKeyStore): OsWrapped {
  const unprotected: OsWrapped = { wrap: bytes, os: false };
  if (!keyStore.isAvailable()) return unprotected;
  try {
    const text = Buffer.from(bytes).toString('base64');
    const wrap = keyStore.wrap(text);
    return keyStore.unwrap(wrap) === text ? { wrap, os: true } : unprotected;
  } catch {
    return unprotected;
  }
}

/**
 * The bytes of {@link wrapForStorage}, alone in their memory.
 * @throws {VaultError} `vault-locked` when the operating system does not give them.
 */
export function unwrapFromStorage({ wrap, os }: OsWrapped, keyStore: OsKeyStore): Uint8Array {
  if (!os) return wrap;
  try {
    return Uint8Array.from(Buffer.from(keyStore.unwrap(wrap), 'base64'));
  } catch (cause) {
    throw new VaultError('vault-locked', { cause });
  }
}
