export type PipelineErrorCode =
  /** Not what its first bytes say it is, or cut off. */
  | 'picture-broken'
  /** More pixels than anybody's memory is good for. Spec 08, SEC-04. */
  | 'picture-too-many-pixels'
  /** Larger than what can be sent, and nothing that could be made smaller. */
  | 'file-too-big'
  | 'file-empty'
  | 'file-unreadable';

/** Why a file cannot be sent. */
export class PipelineError extends Error {
  readonly code: PipelineErrorCode;

  constructor(code: PipelineErrorCode) {
    super(code);
    this.code = code;
  }
}
