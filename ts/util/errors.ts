/** Base of every typed error of the engine: a stable machine-readable `code`, no user text (the renderer maps codes to words). */
export abstract class CodedError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, details: { readonly message?: string; readonly cause?: unknown } = {}) {
    super(
      details.message === undefined ? code : `${code}: ${details.message}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = new.target.name;
    this.code = code;
  }
}

/** True when `error` is a {@link CodedError}, whatever its class. */
export function isCodedError(error: unknown): error is CodedError {
  return error instanceof CodedError;
}

/** The code of a typed error, or `unexpected` for anything else. */
export function errorCode(error: unknown): string {
  return isCodedError(error) ? error.code : 'unexpected';
}

/** Makes the compiler prove that a `switch` is exhaustive. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
