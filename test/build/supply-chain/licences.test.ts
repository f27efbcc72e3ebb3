import { expect, test } from 'vitest';

import { assertCompatible, isCompatible, noticesOf } from '../../../build/supply-chain/licences.ts';

const MIT = { name: 'a', version: '1.0.0', licence: 'MIT', licenceText: 'Copyright somebody' };

test.each(['MIT', 'Apache-2.0', '(MIT OR Apache-2.0)', 'MIT AND OFL-1.1', '(GPL-2.0-only OR MIT)'])(
  '%s goes with GPL-3.0',
  (licence) => expect(isCompatible(licence)).toBe(true),
);

test.each([
  'GPL-2.0-only',
  'UNLICENSED',
  'SEE LICENSE IN LICENSE',
  'MIT AND GPL-2.0-only',
  '',
  'CC-BY-NC-4.0',
])('%j does not', (licence) => expect(isCompatible(licence)).toBe(false));

test('a package that must not be shipped is named', () => {
  expect(() => assertCompatible([MIT])).not.toThrow();
  expect(() => assertCompatible([MIT, { ...MIT, name: 'b', licence: 'GPL-2.0-only' }])).toThrow(/b 1\.0\.0/);
});

test('the notices name everybody, with their own words', () => {
  const notices = noticesOf([MIT, { ...MIT, name: '@b/c', licenceText: 'Copyright others' }]);
  expect(notices).toMatch(/a 1\.0\.0\nLicence: MIT\n\nCopyright somebody/);
  expect(notices).toMatch(/@b\/c 1\.0\.0\nLicence: MIT\n\nCopyright others/);
});
