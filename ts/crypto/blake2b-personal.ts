// Spec 01 §6.4, §11.

import { blake2b } from '@noble/hashes/blake2.js';

import type { IncrementalHash } from './incremental-hash.ts';

export interface PersonalBlake2b {
  /** Bytes of output, 1–64. */
  readonly length: number;
  /** 1–64 bytes. */
  readonly key?: Uint8Array | undefined;
  /** Exactly 16 bytes. */
  readonly personalization?: Uint8Array | undefined;
}

/** BLAKE2b with a personalisation, which libsodium's wrapper cannot; for all else its `blake2b` is ten times faster. */
export function personalBlake2b(message: Uint8Array, parameters: PersonalBlake2b): Uint8Array {
  const hash = incrementalPersonalBlake2b(parameters);
  hash.update(message);
  return hash.digest();
}

/** {@link personalBlake2b} piece by piece: about 60 MB in a second. */
export function incrementalPersonalBlake2b({
  length,
  key,
  personalization,
}: PersonalBlake2b): IncrementalHash {
  const hash = blake2b.create({
    dkLen: length,
    ...(key === undefined ? {} : { key }),
    ...(personalization === undefined ? {} : { personalization }),
  });
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}
