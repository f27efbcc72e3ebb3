import type { Ed25519KeyPair, Ed25519PublicKey, X25519KeyPair, X25519PublicKey } from '../crypto/index.ts';
import {
  blake2b,
  ed25519PublicKey,
  openSealedBox,
  SEALED_BOX_OVERHEAD_BYTES,
  sealBoxWithSeed,
  sign,
  verify,
  wipe,
} from '../crypto/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';
import { WireError } from './errors.ts';
import { senderX25519Of } from './sender-key.ts';

const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SEED_BYTES = 32;
const MIN_SEALED_BYTES = SEALED_BOX_OVERHEAD_BYTES + PUBLIC_KEY_BYTES + SIGNATURE_BYTES;

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
 * The same with an ephemeral pair that follows from the message: equal messages give equal bytes (spec 01 §2.1).
 * @throws {WireError} `recipient-key-invalid`
 */
export function sealSignedReproducibly(message: Omit<SignedMessage, 'ephemeralSeed'>): Uint8Array {
  const seed = message.sender.secretKey.subarray(0, SEED_BYTES);
  const ephemeralSeed = blake2b(
    SEED_BYTES,
    concatBytes(seed, message.recipient, message.message),
    utf8('SessionBoxEphemeralHashKey'),
  );
  try {
    return sealSigned({ ...message, ephemeralSeed });
  } finally {
    wipe(ephemeralSeed);
  }
}

export interface OpenedMessage {
  readonly message: Uint8Array;
  readonly senderEd25519: Ed25519PublicKey;
  /** The key in the sender's account ID. */
  readonly senderX25519: X25519PublicKey;
}

/**
 * Opens what {@link sealSigned} makes (spec 01 §2.2).
 * @throws {WireError} `decrypt-failed`, `signature-invalid`, `sender-key-invalid`
 */
export function openSigned(sealed: Uint8Array, recipient: X25519KeyPair): OpenedMessage {
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
