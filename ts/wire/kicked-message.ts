import type { X25519PublicKey } from '../crypto/index.ts';
import { x25519PublicKey } from '../crypto/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';
import { WireError } from './errors.ts';

/** The domain under which a group's admin encrypts this message to those whom it removes (spec 01 §7). */
export const KICKED_MESSAGE_DOMAIN = 'SessionGroupKickedMessage';

const PUBLIC_KEY_BYTES = 32;
const GENERATION = /^[0-9]{1,16}$/;

/** That a member is no longer one: stored in namespace −11 of the group, inside an encryption to several. */
export interface KickedMessage {
  /** Of the member's account ID: a message for another is to be ignored. */
  readonly member: X25519PublicKey;
  /** Of the group's keys when it happened: a message older than the keys that are known is to be ignored. */
  readonly generation: number;
}

/**
 * The bytes that are encrypted to the member (spec 01 §7).
 * @throws {WireError} `number-out-of-range`
 */
export function encodeKickedMessage({ member, generation }: KickedMessage): Uint8Array {
  if (!Number.isSafeInteger(generation) || generation < 0) throw new WireError('number-out-of-range');
  return concatBytes(member, utf8(`${generation}`));
}

/**
 * The message in what has been decrypted for a member (spec 01 §7).
 * @throws {WireError} `payload-invalid`, `number-out-of-range`
 */
export function decodeKickedMessage(bytes: Uint8Array): KickedMessage {
  // Bytes beyond ASCII are no digits in any encoding.
  const text = String.fromCharCode(...bytes.subarray(PUBLIC_KEY_BYTES, PUBLIC_KEY_BYTES + 20));
  if (!GENERATION.test(text) || bytes.length !== PUBLIC_KEY_BYTES + text.length)
    throw new WireError('payload-invalid');
  const generation = Number(text);
  if (!Number.isSafeInteger(generation)) throw new WireError('number-out-of-range');
  return { member: x25519PublicKey(bytes.slice(0, PUBLIC_KEY_BYTES)), generation };
}
