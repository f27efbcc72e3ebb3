import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findLinks, hasLink } from '../../../ts/messaging/index.ts';

const urlsOf = (text: string) => findLinks(text).map(({ url }) => url);

describe('links in a text', () => {
  test.each([
    ['see https://example.org/a?b=c#d, please', ['https://example.org/a?b=c#d']],
    ['https://example.org.', ['https://example.org']],
    ['(https://example.org/a)', ['https://example.org/a']],
    ['https://en.example.org/wiki/Mercury_(planet)', ['https://en.example.org/wiki/Mercury_(planet)']],
    ['(at https://en.example.org/wiki/Mercury_(planet)).', ['https://en.example.org/wiki/Mercury_(planet)']],
    ['<https://example.org/x>', ['https://example.org/x']],
    ['"https://example.org/x"', ['https://example.org/x']],
    ['HTTPS://EXAMPLE.ORG/X', ['HTTPS://EXAMPLE.ORG/X']],
    ['first http://a.example\nthen https://b.example/…', ['http://a.example', 'https://b.example/']],
    ['https://пример.рф/путь', ['https://пример.рф/путь']],
    ['https://127.0.0.1:8080/', ['https://127.0.0.1:8080/']],
    ['https://[2001:db8::1]/x', ['https://[2001:db8::1]/x']],
  ])('%s', (text, urls) => {
    expect(urlsOf(text)).toEqual(urls);
  });

  test.each([
    'example.org',
    'xhttps://example.org',
    'ftp://example.org',
    'https://',
    'https:// example.org',
    'https://)',
  ])('there is none in %s', (text) => {
    expect(urlsOf(text)).toEqual([]);
  });

  test('stand where they say, in order, and are addresses', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      'a.example',
      '/',
      '(',
      ')',
      '[',
      '.',
      ' ',
      '😀',
      'x',
      '@',
      '%',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { url, start, end } of findLinks(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(start, end)).toBe(url);
          expect(URL.canParse(url)).toBe(true);
          at = end;
        }
      }),
    );
  });

  test.each([
    'https://a.example/'.repeat(5_000),
    `https://a.example/${')'.repeat(60_000)}`,
    'https://'.repeat(8_000),
  ])('a text made to be slow is not', (text) => {
    const startedMs = performance.now();
    findLinks(text);
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});

test('a preview belongs to a text that has its address, spelled like that or meaning the same', () => {
  expect(hasLink('look: https://example.org/a.', 'https://example.org/a')).toBe(true);
  expect(hasLink('look: https://EXAMPLE.org', 'https://example.org/')).toBe(true);
  expect(hasLink('look: https://example.org/a', 'https://example.org/b')).toBe(false);
  expect(hasLink('look: https://example.org/a', 'no address')).toBe(false);
});
