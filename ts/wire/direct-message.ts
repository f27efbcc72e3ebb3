import type { Ed25519KeyPair, Ed25519PublicKey, X25519KeyPair, X25519PublicKey } from '../crypto/index.ts';
import {
  ed25519PublicKey,
  openSealedBox,
  SEALED_BOX_OVERHEAD_BYTES,
  sealBoxWithSeed,
  sign,
  verify,
  wipe,
} from '../crypto/index.ts';
import type { Random } from '../util/index.ts';
import { concatBytes } from '../util/index.ts';
import { decodeEnvelope, encodeEnvelope, unwrapEnvelope, wrapEnvelope } from './envelope.ts';
import { WireError } from './errors.ts';
import { padMessage, unpadMessage } from './padding.ts';
import { signOnce } from './pro-signature.ts';
import { senderX25519Of } from './sender-key.ts';

const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SEED_BYTES = 32;
const MIN_SEALED_BYTES = SEALED_BOX_OVERHEAD_BYTES + PUBLIC_KEY_BYTES + SIGNATURE_BYTES;

export interface OutgoingDirectMessage {
  /** An encoded Content, unpadded. */
  readonly content: Uint8Array;
  readonly sender: Ed25519KeyPair;
  /** Of the recipient's account ID; our own for the copy to our other devices. */
  readonly recipient: X25519PublicKey;
  /** Sent time, the same as the Content's `sigTimestampMs`. */
  readonly timestampMs: number;
  readonly random: Random;
}

/**
 * The complete payload that the swarm of `recipient` stores in namespace 0: padded, signed, sealed, in an envelope with
 * a signature by a throw-away key in the place of a Pro one, wrapped (spec 01 §2.1, §2.3, §2.4, §2.6).
 * @throws {WireError} `recipient-key-invalid` for a low-order key, `number-out-of-range` for a time that is none.
 */
export function encodeDirectMessage(message: OutgoingDirectMessage): Uint8Array {
  const { content, sender, recipient, timestampMs, random } = message;
  const ephemeralSeed = random.bytes(SEED_BYTES);
  const sealed = sealSigned({ message: padMessage(content), sender, recipient, ephemeralSeed });
  wipe(ephemeralSeed);
  const proSig = signOnce(sealed, random);
  return wrapEnvelope(encodeEnvelope({ type: 'direct', timestampMs, content: sealed, proSig }));
}

export interface IncomingDirectMessage {
  /** The bytes as a swarm stored them in namespace 0 of the recipient. */
  readonly payload: Uint8Array;
  readonly recipient: X25519KeyPair;
}

export interface DirectMessage {
  readonly senderEd25519: Ed25519PublicKey;
  /** The key in the sender's account ID. */
  readonly senderX25519: X25519PublicKey;
  /** An encoded Content, unpadded. */
  readonly content: Uint8Array;
  /** Of the envelope, not authenticated: compare it with the Content's by `checkTimestamps`. */
  readonly timestampMs: number;
  /** 64 bytes, made with the sender's Pro key or with one that was thrown away; not verified. */
  readonly proSig: Uint8Array | undefined;
  /** What `proSig` covers: the bytes as they were sealed (spec 01 §2.6). */
  readonly proSigned: Uint8Array;
}

/**
 * Opens what {@link encodeDirectMessage} makes and proves who sent it (spec 01 §2.2, §2.4).
 * @throws {WireError} `protobuf-invalid`, `number-out-of-range`, `field-length`, `content-missing`, `envelope-type`,
 *   `decrypt-failed`, `signature-invalid`, `sender-key-invalid`: the message is to be dropped and its hash to be marked
 *   as seen.
 */
export function decodeDirectMessage({ payload, recipient }: IncomingDirectMessage): DirectMessage {
  const envelope = decodeEnvelope(unwrapEnvelope(payload));
  if (envelope.type !== 'direct') throw new WireError('envelope-type');
  const { message, senderEd25519, senderX25519 } = openSigned(envelope.content, recipient);
  return {
    senderEd25519,
    senderX25519,
    content: unpadMessage(message),
    timestampMs: envelope.timestampMs,
    proSig: envelope.proSig,
    proSigned: envelope.content,
  };
}

export interface SignedMessage {
  readonly message: Uint8Array;
  readonly sender: Ed25519KeyPair;
  readonly recipient: X25519PublicKey;
  /** 32 bytes, used once. */
  readonly ephemeralSeed: Uint8Array;
}

/**
 * `message`, the sender's key and a signature over both and the recipient, sealed to the recipient: 144 bytes longer
 * (spec 01 §2.1).
 * @throws {WireError} `recipient-key-invalid`
 */
export function sealSigned({ message, sender, recipient, ephemeralSeed }: SignedMessage): Uint8Array {
  const signature = sign(concatBytes(message, sender.publicKey, recipient), sender.secretKey);
  const signed = concatBytes(message, sender.publicKey, signature);
  try {
    return sealBoxWithSeed(signed, recipient, { ephemeralSeed });
  } catch (cause) {
    throw new WireError('recipient-key-invalid', { cause });
  }
}

/**
 * Opens what {@link sealSigned} makes (spec 01 §2.2).
 * @throws {WireError} `decrypt-failed`, `signature-invalid`, `sender-key-invalid`
 */
export function openSigned(
  sealed: Uint8Array,
  recipient: X25519KeyPair,
): Pick<DirectMessage, 'senderEd25519' | 'senderX25519'> & { readonly message: Uint8Array } {
  if (sealed.length < MIN_SEALED_BYTES) throw new WireError('decrypt-failed', { message: 'too short' });
  const signed = unseal(sealed, recipient);
  const signatureStart = signed.length - SIGNATURE_BYTES;
  const senderStart = signatureStart - PUBLIC_KEY_BYTES;
  const message = signed.subarray(0, senderStart);
  const senderEd25519 = ed25519PublicKey(signed.slice(senderStart, signatureStart));
  const signedBytes = concatBytes(message, senderEd25519, recipient.publicKey);
  if (!verify(signed.subarray(signatureStart), signedBytes, senderEd25519))
    throw new WireError('signature-invalid');
  return { message, senderEd25519, senderX25519: senderX25519Of(senderEd25519) };
}

function unseal(sealed: Uint8Array, recipient: X25519KeyPair): Uint8Array {
  try {
    return openSealedBox(sealed, recipient);
  } catch (cause) {
    throw new WireError('decrypt-failed', { cause });
  }
}
