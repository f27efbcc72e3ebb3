import { readFileSync } from 'node:fs';

import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';

import { PSEUDO_LOCALES, pseudoMessage } from '../../../i18n/pseudo.ts';
import { createTexts } from '../../../src/main/text/texts.ts';
import { createCatalogue } from '../../../src/renderer/app/text/catalogue.ts';

const english = JSON.parse(
  readFileSync(new URL('../../../i18n/en.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

type Elements = ReturnType<typeof pseudoMessage>;

/** Everything in a message that is not words: arguments, plural categories, tags. */
function skeleton(elements: Elements): readonly string[] {
  return elements.flatMap((element): readonly string[] => {
    const name = Number(element.type) === 0 || !('value' in element) ? [] : [String(element.value)];
    if ('children' in element) return [...name, ...skeleton(element.children)];
    if (!('options' in element)) return name;
    return [
      ...name,
      ...Object.entries(element.options).flatMap(([key, option]) => [key, ...skeleton(option.value)]),
    ];
  });
}

describe.each(PSEUDO_LOCALES)('L10N-06: %s', (locale) => {
  test.each(Object.entries(english))('%s keeps its arguments, plurals and tags', (_key, message) => {
    const original = skeleton(new IntlMessageFormat(message, 'en').getAst());
    const pseudo = pseudoMessage(message, locale);
    expect(skeleton(pseudo)).toEqual(original);
    expect(() => new IntlMessageFormat(pseudo, locale)).not.toThrow();
  });
});

test('long and accented, between brackets', () => {
  const { text, direction } = createCatalogue('en-XA');
  expect(direction).toBe('ltr');
  expect(text('sessionSettings')).toBe('[Šéţţîñĝš ~ ~]');
  expect(text('conversationsUnread', { count: 1 })).toContain('1 ûñŕéåð');
});

test('from right to left', () => {
  const { text, direction } = createCatalogue('ar-XB');
  expect(direction).toBe('rtl');
  expect(text('sessionSettings')).toBe('\u200f\u202eSettings\u202c\u200f');
});

test('the menus of the app speak them, too', () => {
  expect(createTexts('en-XA')('nativeMenuQuit')).toMatch(/^\[.*\]$/u);
});
