import { CodedError } from '../util/index.ts';

export type CryptoErrorCode =
  'key-length' | 'key-invalid' | 'decrypt-failed' | 'ciphertext-too-short' | 'self-test-failed';

/** A key or ciphertext that cannot be used; never carries the bytes themselves. */
export class CryptoError extends CodedError<CryptoErrorCode> {}
