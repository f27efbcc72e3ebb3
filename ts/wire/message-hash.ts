import { blake2b } from '../crypto/index.ts';
import { concatBytes, toBase64Unpadded, utf8 } from '../util/index.ts';

const HASH_BYTES = 32;

export interface StoredMessage {
  /** Prefix byte and 32-byte key of the account or group whose swarm stores it. */
  readonly account33: Uint8Array;
  readonly namespace: number;
  /** The bytes as stored, not their base64. */
  readonly data: Uint8Array;
}

/** The hash by which a swarm knows a message: unpadded base64 of 32 bytes, computable before sending (spec 01 §8). */
export function messageHash({ account33, namespace, data }: StoredMessage): string {
  const namespaceText = namespace === 0 ? '' : `${namespace}`;
  return toBase64Unpadded(blake2b(HASH_BYTES, concatBytes(account33, utf8(namespaceText), data)));
}
