import { CodedError } from '../util/index.ts';

export type WireErrorCode =
  | 'protobuf-invalid'
  | 'number-out-of-range'
  | 'field-length'
  | 'attachments-too-many'
  | 'flags-unsupported'
  | 'content-missing'
  | 'envelope-type'
  | 'decrypt-failed'
  | 'signature-invalid'
  | 'sender-key-invalid'
  | 'recipient-key-invalid'
  | 'timestamp-mismatch'
  | 'pro-signature-twice'
  | 'too-large'
  | 'payload-invalid'
  | 'config-kind'
  /** The one failure that may pass: try again when the group has new keys. */
  | 'no-key-fits';

/** Bytes that are not the message they should be, or a value that no message can carry. Never holds contents. */
export class WireError extends CodedError<WireErrorCode> {}
