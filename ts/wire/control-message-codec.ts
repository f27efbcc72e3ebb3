// Spec 04 §1.

import type {
  CallMessage,
  CallMessageType,
  DataExtractionNotification,
  MessageRequestResponse,
  ReceiptMessage,
  TypingMessage,
  UnsendRequest,
} from './content.ts';
import {
  profileFromWire,
  profileKeyFromWire,
  profileKeyToWire,
  profileToWire,
} from './data-message-codec.ts';
import { session } from './generated/protos.js';
import { enumNames, fromSafeNumber, ifPresent, orAbsent, present, toSafeNumber, uint32 } from './protobuf.ts';

const TypingAction = session.TypingMessage.Action;
const TYPING_ACTION = enumNames<TypingMessage['action'], session.TypingMessage.Action>({
  started: TypingAction.STARTED,
  stopped: TypingAction.STOPPED,
});

const ReceiptType = session.ReceiptMessage.Type;
const RECEIPT_TYPE = enumNames<ReceiptMessage['type'], session.ReceiptMessage.Type>({
  delivery: ReceiptType.DELIVERY,
  read: ReceiptType.READ,
});

const ExtractionType = session.DataExtractionNotification.Type;
const EXTRACTION_TYPE = enumNames<
  DataExtractionNotification['type'],
  session.DataExtractionNotification.Type
>({
  screenshot: ExtractionType.SCREENSHOT,
  'media-saved': ExtractionType.MEDIA_SAVED,
});

const CallType = session.CallMessage.Type;
const CALL_TYPE = enumNames<CallMessageType, session.CallMessage.Type>({
  offer: CallType.OFFER,
  answer: CallType.ANSWER,
  'provisional-answer': CallType.PROVISIONAL_ANSWER,
  'ice-candidates': CallType.ICE_CANDIDATES,
  'end-call': CallType.END_CALL,
  'pre-offer': CallType.PRE_OFFER,
});

/** @throws {WireError} `number-out-of-range` */
export function typingToWire(typing: TypingMessage): session.TypingMessage.$Properties {
  return { timestamp: fromSafeNumber(typing.timestampMs), action: TYPING_ACTION.toWire(typing.action) };
}

/** @throws {WireError} `number-out-of-range` */
export function typingFromWire(wire: session.TypingMessage.$Properties): TypingMessage {
  return {
    kind: 'typing',
    timestampMs: toSafeNumber(wire.timestamp),
    action: TYPING_ACTION.fromWire(wire.action),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function receiptToWire(receipt: ReceiptMessage): session.ReceiptMessage.$Properties {
  return { type: RECEIPT_TYPE.toWire(receipt.type), timestamp: receipt.timestampsMs.map(fromSafeNumber) };
}

/** @throws {WireError} `number-out-of-range` */
export function receiptFromWire(wire: session.ReceiptMessage.$Properties): ReceiptMessage {
  const receipt = present(wire);
  return {
    kind: 'receipt',
    type: RECEIPT_TYPE.fromWire(receipt.type),
    timestampsMs: (receipt.timestamp ?? []).map(toSafeNumber),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function unsendToWire(unsend: UnsendRequest): session.UnsendRequest.$Properties {
  return { timestamp: fromSafeNumber(unsend.timestampMs), author: unsend.author };
}

/** @throws {WireError} `number-out-of-range` */
export function unsendFromWire(wire: session.UnsendRequest.$Properties): UnsendRequest {
  return { kind: 'unsend', timestampMs: toSafeNumber(wire.timestamp), author: wire.author };
}

/** @throws {WireError} `field-length`, `number-out-of-range` */
export function messageRequestResponseToWire(
  response: MessageRequestResponse,
): session.MessageRequestResponse.$Properties {
  return {
    isApproved: response.isApproved,
    profileKey: profileKeyToWire(response.profileKey),
    profile: orAbsent(response.profile, profileToWire),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function messageRequestResponseFromWire(
  wire: session.MessageRequestResponse.$Properties,
): MessageRequestResponse {
  const response = present(wire);
  return {
    kind: 'message-request-response',
    isApproved: response.isApproved,
    profileKey: profileKeyFromWire(response.profileKey ?? undefined),
    profile: ifPresent(response.profile, profileFromWire),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function dataExtractionToWire(
  notification: DataExtractionNotification,
): session.DataExtractionNotification.$Properties {
  return {
    type: EXTRACTION_TYPE.toWire(notification.type),
    timestamp: orAbsent(notification.timestampMs, fromSafeNumber),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function dataExtractionFromWire(
  wire: session.DataExtractionNotification.$Properties,
): DataExtractionNotification {
  const notification = present(wire);
  return {
    kind: 'data-extraction',
    type: EXTRACTION_TYPE.fromWire(notification.type),
    timestampMs: ifPresent(notification.timestamp, toSafeNumber),
  };
}

/** @throws {WireError} `number-out-of-range` */
export function callToWire(call: CallMessage): session.CallMessage.$Properties {
  return {
    type: CALL_TYPE.toWire(call.type),
    sdps: [...(call.sdps ?? [])],
    sdpMLineIndexes: (call.sdpMLineIndexes ?? []).map(uint32),
    sdpMids: [...(call.sdpMids ?? [])],
    uuid: call.uuid,
  };
}

/** An absent list is an empty one. */
export function callFromWire(wire: session.CallMessage.$Properties): CallMessage {
  const call = present(wire);
  return {
    kind: 'call',
    type: CALL_TYPE.fromWire(call.type),
    sdps: call.sdps ?? [],
    sdpMLineIndexes: call.sdpMLineIndexes ?? [],
    sdpMids: call.sdpMids ?? [],
    uuid: call.uuid,
  };
}
