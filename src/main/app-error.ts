/** Base of the typed errors of the main process: a stable `code`, no text for people. */
export abstract class AppError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, details: { readonly cause?: unknown } = {}) {
    super(code, details);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The code of a typed error, or `unexpected` for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof AppError ? (error as AppError).code : 'unexpected';
}
