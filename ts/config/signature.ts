// The signature of a group at the end of a bencoded dict (spec 03 §2.4, §9.5).

import type { Ed25519PublicKey, Ed25519SecretKey } from '../crypto/index.ts';
import { sign, verify } from '../crypto/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';

/** The last key of a signed dict; nothing may follow it. */
export const SIGNATURE_KEY = '~';
export const SIGNATURE_BYTES = 64;

const HEAD = utf8(`1:${SIGNATURE_KEY}${SIGNATURE_BYTES}:`);
const END = utf8('e');

/** The dict with a signature over all that stands before the signature's own key. */
export function appendSignature(dict: Uint8Array, signKey: Ed25519SecretKey): Uint8Array {
  const signed = dict.subarray(0, -END.length);
  return concatBytes(signed, HEAD, sign(signed, signKey), END);
}

/** Whether `signature`, 64 bytes and the last value of the dict, is the key's. */
export function verifyLast(dict: Uint8Array, signature: Uint8Array, verifyKey: Ed25519PublicKey): boolean {
  const signed = dict.subarray(0, -(HEAD.length + SIGNATURE_BYTES + END.length));
  return verify(signature, signed, verifyKey);
}
