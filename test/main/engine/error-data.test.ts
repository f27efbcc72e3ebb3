import { expect, test } from 'vitest';

import { toErrorData } from '../../../src/main/engine/error-data.ts';
import { BytesError } from '../../../ts/util/index.ts';

test('a typed error keeps its code, anything else is unexpected', () => {
  expect(toErrorData(new BytesError('hex-invalid', { message: 'private details' }))).toEqual({
    code: 'hex-invalid',
  });
  for (const error of [new TypeError('private details'), 'text', undefined, { code: 'ENOSPC' }]) {
    expect(toErrorData(error)).toEqual({ code: 'unexpected' });
  }
});

test('the place of a wrong word and its likely corrections go along, and only these', () => {
  const error = Object.assign(new BytesError('hex-invalid'), {
    position: 3,
    suggestions: ['abbey'],
    seed: 'secret',
  });
  expect(toErrorData(error)).toEqual({ code: 'hex-invalid', position: 3, suggestions: ['abbey'] });
  const odd = Object.assign(new BytesError('hex-invalid'), { position: '3', suggestions: [1] });
  expect(toErrorData(odd)).toEqual({ code: 'hex-invalid' });
});
