import type { Content, ExpirationType, Payload } from './content.ts';
import {
  callFromWire,
  callToWire,
  dataExtractionFromWire,
  dataExtractionToWire,
  messageRequestResponseFromWire,
  messageRequestResponseToWire,
  receiptFromWire,
  receiptToWire,
  typingFromWire,
  typingToWire,
  unsendFromWire,
  unsendToWire,
} from './control-message-codec.ts';
import { dataMessageFromWire, dataMessageToWire } from './data-message-codec.ts';
import { session } from './generated/protos.js';
import { proMessageFromWire, proMessageToWire } from './pro-message.ts';
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
  uint32,
} from './protobuf.ts';

const Expiration = session.Content.ExpirationType;
const EXPIRATION_TYPE = enumNames<ExpirationType, session.Content.ExpirationType>({
  unknown: Expiration.UNKNOWN,
  'delete-after-read': Expiration.DELETE_AFTER_READ,
  'delete-after-send': Expiration.DELETE_AFTER_SEND,
});

/**
 * The bytes of a message before padding and encryption (spec 04 §1.2).
 * @throws {WireError} `number-out-of-range`, `field-length`, `attachments-too-many` for values that no message can carry.
 */
export function encodeContent(content: Content): Uint8Array {
  return encodeProtobuf(session.Content, {
    ...payloadToWire(content.payload),
    expirationType: orAbsent(content.expirationType, EXPIRATION_TYPE.toWire),
    expirationTimer: orAbsent(content.expirationTimerS, uint32),
    sigTimestamp: orAbsent(content.sigTimestampMs, fromSafeNumber),
    proMessage: orAbsent(content.proMessage, proMessageToWire),
    proSigForCommunityMessageOnly: orAbsent(content.proSigForCommunity, proSignature),
  });
}

/**
 * The message in unpadded `bytes`, checked after the rules of spec 04 §1: required fields, UTF-8, lengths, ranges. An
 * unknown value of an optional enum counts as absent; one of a required enum is refused like a missing field.
 * @throws {WireError} `protobuf-invalid`, `number-out-of-range`, `field-length`, `attachments-too-many`,
 *   `flags-unsupported`
 */
export function decodeContent(bytes: Uint8Array): Content {
  const content = present(decodeProtobuf(session.Content, bytes));
  return {
    payload: payloadFromWire(content),
    expirationType: ifPresent(content.expirationType, EXPIRATION_TYPE.fromWire),
    expirationTimerS: content.expirationTimer ?? undefined,
    sigTimestampMs: ifPresent(content.sigTimestamp, toSafeNumber),
    proMessage: ifPresent(content.proMessage, proMessageFromWire),
    proSigForCommunity: ifPresent(content.proSigForCommunityMessageOnly, proSignature),
  };
}

function payloadToWire(payload: Payload): session.Content.$Properties {
  switch (payload.kind) {
    case 'data':
      return { dataMessage: dataMessageToWire(payload) };
    case 'receipt':
      return { receiptMessage: receiptToWire(payload) };
    case 'typing':
      return { typingMessage: typingToWire(payload) };
    case 'data-extraction':
      return { dataExtractionNotification: dataExtractionToWire(payload) };
    case 'unsend':
      return { unsendRequest: unsendToWire(payload) };
    case 'call':
      return { callMessage: callToWire(payload) };
    case 'message-request-response':
      return { messageRequestResponse: messageRequestResponseToWire(payload) };
    case 'empty':
      return {};
  }
}

/** The one payload of several that counts: 1, 5, 6, 8, 9, 3, 10 is the order of field numbers (spec 04 §1.2). */
function payloadFromWire(content: session.Content.$Properties): Payload {
  return (
    ifPresent(content.dataMessage, dataMessageFromWire) ??
    ifPresent(content.receiptMessage, receiptFromWire) ??
    ifPresent(content.typingMessage, typingFromWire) ??
    ifPresent(content.dataExtractionNotification, dataExtractionFromWire) ??
    ifPresent(content.unsendRequest, unsendFromWire) ??
    ifPresent(content.callMessage, callFromWire) ??
    ifPresent(content.messageRequestResponse, messageRequestResponseFromWire) ?? { kind: 'empty' }
  );
}
