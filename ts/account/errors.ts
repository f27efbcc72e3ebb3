import { CodedError } from '../util/index.ts';

export type AccountErrorCode =
  | 'account-id-invalid'
  | 'account-id-group'
  | 'account-id-blinded'
  | 'group-id-invalid'
  | 'blinded-id-invalid'
  | 'subaccount-invalid'
  | 'seed-invalid'
  | 'account-keys-wiped'
  | 'display-name-empty'
  | 'display-name-too-long';

/** An ID, seed or name that cannot be used; never carries the thing itself. */
export class AccountError extends CodedError<AccountErrorCode> {}
