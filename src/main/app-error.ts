/** Base of the typed errors of the main process: a stable `code`, no text for people. */
export abstract class AppError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, details: { readonly cause?: unknown } = {}) {
    super(code, details);
    this.name = new.target.name;
    this.code = code;
  }
}
