import type { Ed25519KeyPair, Ed25519PublicKey, SymmetricKey, X25519PublicKey } from '../crypto/index.ts';
import {
  AEAD_TAG_BYTES,
  decryptXChaCha20,
  ed25519PublicKey,
  encryptXChaCha20,
  sign,
  verify,
  XCHACHA20_NONCE_BYTES,
} from '../crypto/index.ts';
import type { BencodeInput, BencodeValue } from '../util/index.ts';
import {
  compressZstd,
  concatBytes,
  decodeBencode,
  decompressZstd,
  encodeBencode,
  isCodedError,
} from '../util/index.ts';
import { decodeEnvelope, encodeEnvelope } from './envelope.ts';
import { WireError } from './errors.ts';
import { padFor } from './padding.ts';
import type { ProSigner } from './pro-signature.ts';
import { signForPro } from './pro-signature.ts';
import { exactly } from './protobuf.ts';
import { senderX25519Of } from './sender-key.ts';

const MAX_ENVELOPE_BYTES = 1_000_000;
const OVERHEAD_BYTES = XCHACHA20_NONCE_BYTES + AEAD_TAG_BYTES;
const STEP_BYTES = 256;
const VERSION = 1n;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

export interface OutgoingGroupMessage extends ProSigner {
  /** An encoded Content. */
  readonly content: Uint8Array;
  /** Sent time, the same as the Content's `sigTimestampMs`. */
  readonly timestampMs: number;
  readonly sender: Ed25519KeyPair;
  /** The key in the group's ID. */
  readonly group: Ed25519PublicKey;
  /** The newest of the group's keys. */
  readonly key: SymmetricKey;
}

/**
 * The complete payload that the swarm of `group` stores in namespace 11: an envelope with its Pro signature,
 * compressed when that helps, signed for this group, padded, encrypted (spec 01 §3).
 * `zstdReady` must have been awaited.
 * @throws {WireError} `too-large` above 1,000,000 bytes, `number-out-of-range` for a time that is none.
 */
export function encodeGroupMessage(message: OutgoingGroupMessage): Uint8Array {
  const { timestampMs, random } = message;
  const content = padFor('group', message.content);
  const proSig = signForPro(content, message);
  const envelope = encodeEnvelope({ type: 'group', timestampMs, content, proSig });
  return sealGroupEnvelope({ ...message, envelope, nonce: random.bytes(XCHACHA20_NONCE_BYTES) });
}

export interface GroupEnvelope extends Pick<OutgoingGroupMessage, 'sender' | 'group' | 'key'> {
  /** At most 1,000,000 bytes. */
  readonly envelope: Uint8Array;
  /** 24 bytes, used once. */
  readonly nonce: Uint8Array;
  /** `false` leaves the envelope as it is; otherwise it is compressed when that makes it shorter. */
  readonly mayCompress?: boolean | undefined;
}

/**
 * The bytes for namespace 11 of an envelope (spec 01 §3); a multiple of 256.
 * @throws {WireError} `too-large`
 */
export function sealGroupEnvelope(message: GroupEnvelope): Uint8Array {
  const { envelope, sender, group, key, nonce, mayCompress = true } = message;
  if (envelope.length > MAX_ENVELOPE_BYTES) throw new WireError('too-large');
  const compressed = mayCompress ? compressZstd(envelope) : envelope;
  const isCompressed = compressed.length < envelope.length;
  const data = isCompressed ? compressed : envelope;
  const signed = encodeBencode(
    new Map<string, BencodeInput>([
      ['', VERSION],
      ['a', sender.publicKey],
      ['s', sign(concatBytes(data, group), sender.secretKey)],
      [isCompressed ? 'z' : 'd', data],
    ]),
  );
  return concatBytes(nonce, encryptXChaCha20(padded(signed), nonce, { key }));
}

export interface IncomingGroupMessage {
  /** The bytes as the group's swarm stored them in namespace 11. */
  readonly payload: Uint8Array;
  /** The key in the group's ID. */
  readonly group: Ed25519PublicKey;
  /** All keys of the group that are known, newest first; a rekey of our own that waits to be stored before them. */
  readonly keys: readonly SymmetricKey[];
}

export interface GroupMessage {
  readonly senderEd25519: Ed25519PublicKey;
  /** The key in the sender's account ID. Whether it is a member's, the group's configuration knows. */
  readonly senderX25519: X25519PublicKey;
  /** An encoded Content: it has no padding. */
  readonly content: Uint8Array;
  /** Of the envelope: compare it with the Content's by `checkTimestamps`. */
  readonly timestampMs: number;
  /** 64 bytes over `content`, made with the sender's Pro key or with one that was thrown away; not verified. */
  readonly proSig: Uint8Array | undefined;
  /** The encoded envelope, with all fields that a newer client may have added. */
  readonly envelope: Uint8Array;
  readonly isCompressed: boolean;
  /** Which of the given keys has opened it. */
  readonly keyIndex: number;
}

/**
 * Opens what {@link encodeGroupMessage} makes and proves who wrote it for this very group (spec 01 §3).
 * `zstdReady` must have been awaited.
 * @throws {WireError} `no-key-fits`: keep the message, and try again when the group has new keys. All others are final, the
 *   hash is to be marked as seen: `decrypt-failed` (too short for any key), `payload-invalid`, `field-length`,
 *   `signature-invalid`, `sender-key-invalid`, `too-large`, `protobuf-invalid`, `number-out-of-range`, `content-missing`.
 */
export function decodeGroupMessage({ payload, group, keys }: IncomingGroupMessage): GroupMessage {
  if (payload.length < OVERHEAD_BYTES) throw new WireError('decrypt-failed', { message: 'too short' });
  const { plaintext, keyIndex } = decryptWithOne(payload, keys);
  const { author, data, signature, isCompressed } = signedParts(plaintext);
  // A copy: keys are kept longer than messages.
  const senderEd25519 = ed25519PublicKey(author.slice());
  if (!verify(signature, concatBytes(data, group), senderEd25519)) throw new WireError('signature-invalid');
  const senderX25519 = senderX25519Of(senderEd25519);
  const envelope = isCompressed ? decompressed(data) : data;
  const { content, timestampMs, proSig } = decodeEnvelope(envelope);
  return { senderEd25519, senderX25519, content, timestampMs, proSig, envelope, isCompressed, keyIndex };
}

/** Zeros at the end, until the length together with nonce and tag is a multiple of 256. */
function padded(signed: Uint8Array): Uint8Array {
  const whole = Math.ceil((signed.length + OVERHEAD_BYTES) / STEP_BYTES) * STEP_BYTES;
  const result = new Uint8Array(whole - OVERHEAD_BYTES);
  result.set(signed);
  return result;
}

function decryptWithOne(
  payload: Uint8Array,
  keys: readonly SymmetricKey[],
): { readonly plaintext: Uint8Array; readonly keyIndex: number } {
  const nonce = payload.subarray(0, XCHACHA20_NONCE_BYTES);
  const ciphertext = payload.subarray(XCHACHA20_NONCE_BYTES);
  for (const [keyIndex, key] of keys.entries()) {
    try {
      return { plaintext: decryptXChaCha20(ciphertext, nonce, { key }), keyIndex };
    } catch {
      // Another key may fit.
    }
  }
  throw new WireError('no-key-fits');
}

interface SignedParts {
  readonly author: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  readonly isCompressed: boolean;
}

function signedParts(plaintext: Uint8Array): SignedParts {
  const entries = dictionary(plaintext);
  if (entries.get('') !== VERSION) throw new WireError('payload-invalid', { message: 'version' });
  const isCompressed = entries.has('z');
  if (isCompressed === entries.has('d'))
    throw new WireError('payload-invalid', { message: 'not one of d and z' });
  const data = byteString(entries.get(isCompressed ? 'z' : 'd'));
  if (data.length === 0) throw new WireError('content-missing');
  if (data.length > MAX_ENVELOPE_BYTES) throw new WireError('too-large');
  return {
    author: exactly(PUBLIC_KEY_BYTES, byteString(entries.get('a'))),
    signature: exactly(SIGNATURE_BYTES, byteString(entries.get('s'))),
    data,
    isCompressed,
  };
}

function dictionary(plaintext: Uint8Array): ReadonlyMap<string, BencodeValue> {
  const last = plaintext.findLastIndex((byte) => byte !== 0);
  let value: BencodeValue;
  try {
    value = decodeBencode(plaintext.subarray(0, last + 1));
  } catch (cause) {
    throw new WireError('payload-invalid', { cause });
  }
  if (!(value instanceof Map)) throw new WireError('payload-invalid', { message: 'no dictionary' });
  return value as ReadonlyMap<string, BencodeValue>;
}

function byteString(value: BencodeValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array))
    throw new WireError('payload-invalid', { message: 'a string is missing' });
  return value;
}

function decompressed(data: Uint8Array): Uint8Array {
  try {
    return decompressZstd(data, MAX_ENVELOPE_BYTES);
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new WireError(cause.code === 'zstd-too-large' ? 'too-large' : 'payload-invalid', { cause });
  }
}
