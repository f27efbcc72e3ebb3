import { expect, test } from 'vitest';

import { displayName } from '../../ts/account/index.ts';

test.each([
  ['Alice', 'Alice'],
  [' \n Alice  B. \t', 'Alice  B.'],
  ['x'.repeat(100), 'x'.repeat(100)],
  [`  ${'x'.repeat(100)}  `, 'x'.repeat(100)],
  ['ü'.repeat(50), 'ü'.repeat(50)],
])('%j is a name', (text, name) => {
  expect(displayName(text)).toBe(name);
});

test.each(['', ' ', '\n\t\u2003\u00a0'])('%j is no name', (text) => {
  expect(() => displayName(text)).toThrow(expect.objectContaining({ code: 'display-name-empty' }));
});

test.each(['x'.repeat(101), 'ü'.repeat(51), '👩‍👩‍👧‍👧'.repeat(5)])('%j is too long in bytes', (text) => {
  expect(() => displayName(text)).toThrow(expect.objectContaining({ code: 'display-name-too-long' }));
});
