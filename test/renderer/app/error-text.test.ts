import { expect, test } from 'vitest';

import { errorCode, errorKey } from '../../../src/renderer/app/error-text.ts';

test.each([
  ['recovery-password-too-short', 'recoveryPasswordErrorMessageShort'],
  ['recovery-password-too-long', 'recoveryPasswordErrorMessageGeneric'],
  ['recovery-password-unknown-word', 'recoveryPasswordErrorMessageIncorrect'],
  ['recovery-password-checksum', 'recoveryPasswordErrorMessageGeneric'],
  ['account-id-invalid', 'accountIdErrorInvalid'],
  ['account-id-blinded', 'accountIdErrorOtherKind'],
  ['store-disk-full', 'errorDiskFull'],
  ['store-io', 'errorDatabase'],
  ['toString', 'errorUnknown'],
  ['something-new', 'errorUnknown'],
])('%s is told as %s', (code, key) => {
  expect(errorKey(code)).toBe(key);
});

test('whatever a request failed with has a code', () => {
  expect(errorCode(undefined)).toBeUndefined();
  expect(errorCode({ code: 'store-io' })).toBe('store-io');
  expect(errorCode({ message: 'crashed' })).toBe('unexpected');
  expect(errorCode('crashed')).toBe('unexpected');
});
