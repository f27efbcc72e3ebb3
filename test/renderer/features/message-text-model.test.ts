import fc from 'fast-check';
import { expect, test } from 'vitest';

import { codePointsLeft } from '../../../src/renderer/features/conversation/message-length.ts';
import { emojiSize, textParts } from '../../../src/renderer/features/conversation/message-text-model.ts';

const links = (text: string) => textParts(text).flatMap((part) => (part.kind === 'link' ? [part.text] : []));

test.each([
  ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
  ['(https://example.org/x_(y))', ['https://example.org/x_(y)']],
  ['HTTP://EXAMPLE.ORG, and https://b.example!', ['HTTP://EXAMPLE.ORG', 'https://b.example']],
  ['javascript:alert(1) mailto:a@b.c ftp://x file:///etc', []],
  ['https:// http://', []],
  ['"https://example.org/"', ['https://example.org/']],
])('the links of %j', (text, expected) => {
  expect(links(text)).toEqual(expected);
});

test('the parts are the text, and every link can be opened over http', () => {
  const pieces = fc.constantFrom(
    'https://',
    'http://',
    'a.example',
    ' ',
    '\n',
    '(',
    ')',
    '.',
    '/',
    'ü',
    '😀',
    '"',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (words) => {
      const text = words.join('');
      expect(
        textParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
      for (const link of links(text)) expect(new URL(link).protocol).toMatch(/^https?:$/u);
    }),
  );
});

test.each([
  ['😀', 'large'],
  ['👩‍🚀🇳🇴', 'large'],
  ['😀 😀 😀', 'medium'],
  ['😀😀😀😀😀😀', 'small'],
  ['😀😀😀😀😀😀😀', undefined],
  ['😀a', undefined],
  ['7', undefined],
  ['', undefined],
])('CNV-05: %j is shown %s', (text, size) => {
  expect(emojiSize(text)).toBe(size);
});

test('CMP-03: what counts is code points of what would be sent', () => {
  expect(codePointsLeft('')).toBe(2_000);
  expect(codePointsLeft('  😀a\n')).toBe(1_998);
  expect(codePointsLeft('a'.repeat(2_001))).toBe(-1);
});
