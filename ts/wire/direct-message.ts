import type { Ed25519KeyPair, Ed25519PublicKey, X25519KeyPair, X25519PublicKey } from '../crypto/index.ts';
import { wipe } from '../crypto/index.ts';
import { decodeEnvelope, encodeEnvelope, unwrapEnvelope, wrapEnvelope } from './envelope.ts';
import { WireError } from './errors.ts';
import { padFor, unpadFrom } from './padding.ts';
import type { ProSigner } from './pro-signature.ts';
import { signForPro } from './pro-signature.ts';
import { openSigned, sealSigned } from './signed-box.ts';

const SEED_BYTES = 32;

export interface OutgoingDirectMessage extends ProSigner {
  /** An encoded Content, unpadded. */
  readonly content: Uint8Array;
  readonly sender: Ed25519KeyPair;
  /** Of the recipient's account ID; our own for the copy to our other devices. */
  readonly recipient: X25519PublicKey;
  /** Sent time, the same as the Content's `sigTimestampMs`. */
  readonly timestampMs: number;
}

/**
 * The complete payload that the swarm of `recipient` stores in namespace 0: padded, signed, sealed, in an envelope with
 * its Pro signature, wrapped (spec 01 §2.1, §2.3, §2.4, §2.6).
 * @throws {WireError} `recipient-key-invalid` for a low-order key, `number-out-of-range` for a time that is none.
 */
export function encodeDirectMessage(message: OutgoingDirectMessage): Uint8Array {
  const { content, sender, recipient, timestampMs, random } = message;
  const ephemeralSeed = random.bytes(SEED_BYTES);
  const sealed = sealSigned({ message: padFor('contact', content), sender, recipient, ephemeralSeed });
  wipe(ephemeralSeed);
  const proSig = signForPro(sealed, message);
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
    content: unpadFrom('contact', message),
    timestampMs: envelope.timestampMs,
    proSig: envelope.proSig,
    proSigned: envelope.content,
  };
}
