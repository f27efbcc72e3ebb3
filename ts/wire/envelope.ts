import { WireError } from './errors.ts';
import { session } from './generated/protos.js';
import { proSignature } from './pro-signature.ts';
import {
  decodeProtobuf,
  encodeProtobuf,
  enumNames,
  fromSafeNumber,
  ifPresent,
  orAbsent,
  present,
  toSafeNumber,
} from './protobuf.ts';

const FIRST_DEVICE = 1;

/** What stands around the encrypted (1:1) or plain (group, where the envelope itself is encrypted) Content. */
export interface Envelope {
  readonly type: 'direct' | 'group';
  /** Sent time, the same as the Content's. */
  readonly timestampMs: number;
  readonly content: Uint8Array;
  /** 64 bytes. */
  readonly proSig?: Uint8Array | undefined;
}

const EnvelopeType = session.Envelope.Type;
const ENVELOPE_TYPE = enumNames<Envelope['type'], session.Envelope.Type>({
  direct: EnvelopeType.SESSION_MESSAGE,
  group: EnvelopeType.CLOSED_GROUP_MESSAGE,
});

/**
 * Spec 01 §2.4, spec 04 §1.1.
 * @throws {WireError} `number-out-of-range`, `field-length`
 */
export function encodeEnvelope({ type, timestampMs, content, proSig }: Envelope): Uint8Array {
  return encodeProtobuf(session.Envelope, {
    type: ENVELOPE_TYPE.toWire(type),
    timestamp: fromSafeNumber(timestampMs),
    sourceDevice: FIRST_DEVICE,
    content,
    proSig: orAbsent(proSig, proSignature),
  });
}

/**
 * Spec 01 §2.4, spec 04 §1.1. The source and its device are ignored: only the encryption authenticates a sender.
 * @throws {WireError} `protobuf-invalid`, `number-out-of-range`, `field-length` of the signature, `content-missing`
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  const envelope = present(decodeProtobuf(session.Envelope, bytes));
  return {
    type: ENVELOPE_TYPE.fromWire(envelope.type),
    timestampMs: toSafeNumber(envelope.timestamp),
    content: required(envelope.content ?? undefined),
    proSig: ifPresent(envelope.proSig, proSignature),
  };
}

/** The form in which namespace 0 of a swarm stores an envelope (spec 01 §2.4). */
export function wrapEnvelope(envelope: Uint8Array): Uint8Array {
  return encodeProtobuf(session.WebSocketMessage, {
    type: session.WebSocketMessage.Type.REQUEST,
    // What other clients write byte for byte, though nobody reads it.
    request: { verb: '', path: '', body: envelope, id: fromSafeNumber(0) },
  });
}

/**
 * The envelope in what namespace 0 of a swarm stores (spec 01 §2.4).
 * @throws {WireError} `protobuf-invalid`, `content-missing`
 */
export function unwrapEnvelope(payload: Uint8Array): Uint8Array {
  const { request } = present(decodeProtobuf(session.WebSocketMessage, payload));
  return required(ifPresent(request, present)?.body ?? undefined);
}

function required(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined) throw new WireError('content-missing');
  return bytes;
}
