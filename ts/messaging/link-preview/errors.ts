import { CodedError } from '../../util/index.ts';

export type LinkPreviewErrorCode =
  /** Not a link of which previews are made. */
  | 'link-not-acceptable'
  /** A host on this machine or in this network, or what only exists there. */
  | 'address-forbidden'
  | 'redirect-invalid'
  | 'too-many-redirects'
  | 'unreachable'
  | 'bad-status'
  | 'not-a-page'
  /** Packed in a way that we did not ask for. */
  | 'encoding-unsupported'
  | 'no-title'
  | 'too-large'
  | 'timeout'
  | 'aborted';

/** Why there is no preview of a link. */
export class LinkPreviewError extends CodedError<LinkPreviewErrorCode> {}
