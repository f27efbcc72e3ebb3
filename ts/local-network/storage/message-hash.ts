import { blake2b } from '../../crypto/index.ts';
import { concatBytes, toBase64Unpadded, utf8 } from '../../util/index.ts';
import { namespaceInSignature } from './namespaces.ts';

export interface HashedMessage {
  /** 33 bytes. */
  readonly account: Uint8Array;
  readonly namespace: number;
  readonly data: Uint8Array;
}

/** Hash of a stored message, 43 characters. Its timestamp is no part of it. Spec 02 §4.4. */
export function messageHash({ account, namespace, data }: HashedMessage): string {
  return toBase64Unpadded(blake2b(32, concatBytes(account, utf8(namespaceInSignature(namespace)), data)));
}
