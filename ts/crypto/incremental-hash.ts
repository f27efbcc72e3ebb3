// Spec 01 §6.3, §6.4.

import { createHash, createHmac } from 'node:crypto';

/** A hash that is fed piece by piece. */
export interface IncrementalHash {
  readonly update: (bytes: Uint8Array) => void;
  /** The hash of everything so far; it is used up then. */
  readonly digest: () => Uint8Array;
}

/** SHA-256, 32 bytes. */
export function incrementalSha256(): IncrementalHash {
  return nodeHash(createHash('sha256'));
}

/** HMAC-SHA-256, 32 bytes. */
export function incrementalHmacSha256(key: Uint8Array): IncrementalHash {
  return nodeHash(createHmac('sha256', key));
}

function nodeHash(hash: { update(bytes: Uint8Array): unknown; digest(): Buffer }): IncrementalHash {
  return { update: (bytes) => void hash.update(bytes), digest: () => Uint8Array.from(hash.digest()) };
}
