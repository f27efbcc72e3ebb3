import { CodedError } from '../../util/index.ts';

export type AttachmentErrorCode =
  | 'too-large'
  | 'empty'
  | 'key-length'
  | 'digest-missing'
  | 'size-missing'
  | 'size-changed'
  | 'unknown-type'
  | 'truncated'
  | 'authentication-failed'
  | 'digest-mismatch'
  | 'padding-invalid'
  | 'bytes-after-end'
  | 'shorter-than-declared';

/** A file that is not what its pointer says, or that cannot be sent. Trying the same bytes again never helps. */
export class AttachmentError extends CodedError<AttachmentErrorCode> {}
