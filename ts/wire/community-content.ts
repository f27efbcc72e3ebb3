import type { Ed25519SecretKey } from '../crypto/index.ts';
import { sign } from '../crypto/index.ts';
import { bytesEqual, concatBytes } from '../util/index.ts';
import type { Envelope } from './envelope.ts';
import { decodeEnvelope } from './envelope.ts';
import { WireError } from './errors.ts';
import { session } from './generated/protos.js';
import { padFor, unpadFrom } from './padding.ts';
import { proSignature } from './pro-signature.ts';
import { decodeProtobuf, encodeProtobuf, ifPresent, present } from './protobuf.ts';

/** Tag of field 17 and the length of a signature: how the last field of a Content begins. */
const SIGNATURE_FIELD = Uint8Array.of(0x8a, 0x01, 64);
const SIGNATURE_BYTES = 64;

/**
 * An encoded Content as a room or an inbox of a community gets it: padded; with Pro, signed by the rotating key before
 * (spec 01 §4, spec 05 §7.2).
 * @throws {WireError} `protobuf-invalid`; `pro-signature-twice` when there is a signature in it already.
 */
export function encodeCommunityContent(content: Uint8Array, proKey?: Ed25519SecretKey): Uint8Array {
  if (signatureIn(content) !== undefined) throw new WireError('pro-signature-twice');
  const padded = padFor('community', content);
  if (proKey === undefined) return padded;
  // The field has the highest number of all, so its place is at the end.
  return padFor('community', concatBytes(content, SIGNATURE_FIELD, sign(padded, proKey)));
}

export interface CommunityContent {
  /** An encoded Content, unpadded. */
  readonly content: Uint8Array;
  /** 64 bytes, made with the sender's Pro key; not verified. */
  readonly proSig: Uint8Array | undefined;
  /** What `proSig` may cover: it is right when it verifies for one of these. None without a signature. */
  readonly proSigned: readonly Uint8Array[];
}

/**
 * What a room or an inbox of a community gives, once the sender is proven (spec 01 §4, spec 05 §7.2).
 *
 * Today these bytes are a padded Content, one day they may be an Envelope around one. **They are an Envelope when they decode
 * as one with all that it must have**: that needs a number in field 1, where a Content can only have a message, so no Content
 * is ever taken for an Envelope. The other way round would not be certain, because a Content has no required field.
 * @throws {WireError} `protobuf-invalid`, `field-length`, `content-missing`, `number-out-of-range`; `pro-signature-twice` when
 *   both Envelope and Content have one.
 */
export function decodeCommunityContent(data: Uint8Array): CommunityContent {
  const envelope = envelopeIn(data);
  const content = unpadFrom('community', envelope?.content ?? data);
  const inside = ifPresent(signatureIn(content), proSignature);
  if (inside === undefined) {
    const proSig = envelope?.proSig;
    return { content, proSig, proSigned: proSig === undefined ? [] : [envelope?.content ?? data] };
  }
  if (envelope?.proSig !== undefined) throw new WireError('pro-signature-twice');
  return { content, proSig: inside, proSigned: withoutSignature(content) };
}

function envelopeIn(data: Uint8Array): Envelope | undefined {
  try {
    return decodeEnvelope(data);
  } catch (error) {
    if (error instanceof WireError && error.code === 'protobuf-invalid') return undefined;
    throw error;
  }
}

function signatureIn(content: Uint8Array): Uint8Array | undefined {
  return present(decodeProtobuf(session.Content, content)).proSigForCommunityMessageOnly ?? undefined;
}

/**
 * The padded bytes that the sender has signed: the same fields in ascending order. As that loses fields of newer clients, the
 * bytes as they came but for the signature are the second try (spec 07 §3.5).
 */
function withoutSignature(content: Uint8Array): readonly Uint8Array[] {
  const fields = { ...decodeProtobuf(session.Content, content), proSigForCommunityMessageOnly: null };
  const written = encodeProtobuf(session.Content, fields);
  const cut = withoutLastField(content);
  const candidates = cut === undefined || bytesEqual(cut, written) ? [written] : [written, cut];
  return candidates.map((candidate) => padFor('community', candidate));
}

/** `content` without its last signature field, wherever it stands. */
function withoutLastField(content: Uint8Array): Uint8Array | undefined {
  const start = Buffer.from(content.buffer, content.byteOffset, content.length).lastIndexOf(SIGNATURE_FIELD);
  if (start < 0) return undefined;
  const end = start + SIGNATURE_FIELD.length + SIGNATURE_BYTES;
  return concatBytes(content.subarray(0, start), content.subarray(end));
}
