import { expect, test } from 'vitest';

import { externalUrl, LinkError } from '../../../src/main/desktop/external-links.ts';

test.each([
  ['https://example.org', 'https://example.org/'],
  ['http://example.org/a b?c=d#e', 'http://example.org/a%20b?c=d#e'],
])('%s is opened', (text, href) => {
  expect(externalUrl(text)).toBe(href);
});

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ssh://example.org',
  'ms-settings:',
  'https://user:password@example.org',
  'https://accounts.example.org@evil.example',
  'example.org',
  '',
])('%s is not', (text) => {
  expect(() => externalUrl(text)).toThrow(LinkError);
});
