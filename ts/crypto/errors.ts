import { CodedError } from '../util/index.ts';

export type CryptoErrorCode =
  | 'key-length'
  | 'key-invalid'
  | 'parameter-invalid'
  | 'decrypt-failed'
  | 'ciphertext-too-short'
  | 'multi-recipient-invalid'
  | 'out-of-memory'
  | 'self-test-failed';

/** A key, parameter or ciphertext that cannot be used; never carries the bytes themselves. */
export class CryptoError extends CodedError<CryptoErrorCode> {}
