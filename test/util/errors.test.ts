import { expect, test } from 'vitest';

import { assertNever, CodedError, errorCode, isCodedError } from '../../ts/util/index.ts';

class SomeError extends CodedError<'some-code'> {}

test('a coded error has the name of its class, its code and its cause', () => {
  const cause = new Error('cause');
  const error = new SomeError('some-code', { message: 'details', cause });
  expect(error).toMatchObject({ name: 'SomeError', code: 'some-code', message: 'some-code: details', cause });
  expect(isCodedError(error)).toBe(true);
  expect(errorCode(error)).toBe('some-code');
  expect('cause' in new SomeError('some-code')).toBe(false);
});

test('anything else is unexpected', () => {
  expect(isCodedError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false);
  expect(errorCode('text')).toBe('unexpected');
});

test('a value that should not exist is refused', () => {
  expect(() => assertNever('x' as never)).toThrow(TypeError);
});
