import { expect, test } from 'vitest';

import { resolveLocale } from '../../../src/main/text/locale.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

test.each([
  [undefined, 'en-GB', 'en'],
  [undefined, 'de', 'en'],
  ['en_US.UTF-8:de', 'de', 'en'],
  ['', 'en', 'en'],
  ['C.UTF-8', '', 'en'],
  ['constructor', 'en', 'en'],
])('LANGUAGE %s on a system in %s: %s', (language, system, locale) => {
  expect(resolveLocale({ language, system })).toBe(locale);
});

test('words come from the catalogue, with their arguments', () => {
  const texts = createTexts('en');
  expect(texts('nativeQuit')).toBe('Quit');
  expect(texts('aboutNetworkName', { network: 'testnet' })).toBe('Test network');
});
