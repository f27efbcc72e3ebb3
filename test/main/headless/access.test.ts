import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Access } from '../../../src/main/headless/access.ts';

const access = new Access(4_321);
const { pathname, origin } = new URL(access.url);
const host = '127.0.0.1:4321';

test('the address is on this machine, and its token has 32 bytes and is new every time', () => {
  expect(access.url).toMatch(/^http:\/\/127\.0\.0\.1:4321\/[\w-]{43}\/$/);
  expect(new Access(4_321).url).not.toBe(access.url);
});

test('what lies behind the token, without query and fragment', () => {
  const pathOf = (rest: string): string | undefined =>
    access.pathOf({ url: `${pathname}${rest}`, headers: { host } });
  expect(pathOf('')).toBe('');
  expect(pathOf('assets/a.js')).toBe('assets/a.js');
  expect(pathOf('index.html?a=b#c')).toBe('index.html');
});

describe('who is turned away', () => {
  test.each([
    undefined,
    'localhost:4321',
    '127.0.0.1',
    '127.0.0.1:4322',
    'evil.example',
    'evil.example:4321',
  ])('the host is called %s', (name) => {
    expect(access.pathOf({ url: pathname, headers: { host: name } })).toBeUndefined();
  });

  test.each(['null', '', 'http://evil.example', 'http://localhost:4321', 'https://127.0.0.1:4321'])(
    'the page is from %j',
    (from) => {
      expect(access.pathOf({ url: pathname, headers: { host, origin: from } })).toBeUndefined();
    },
  );

  test('a socket without an origin', () => {
    expect(access.socketPathOf({ url: `${pathname}bridge`, headers: { host } })).toBeUndefined();
    expect(access.socketPathOf({ url: `${pathname}bridge`, headers: { host, origin } })).toBe('bridge');
  });

  test('the token is almost right', () => {
    const token = pathname.slice(1, -1);
    const wrong = [token.slice(1), token.slice(0, -1), `${token}A`, token.toUpperCase(), `%${token}`];
    for (const each of wrong) {
      expect(access.pathOf({ url: `/${each}/`, headers: { host, origin } })).toBeUndefined();
    }
  });

  test('any other path', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.constant(pathname.slice(0, -1))), (url) => {
        expect(access.pathOf({ url, headers: { host, origin } })).toBeUndefined();
      }),
    );
  });
});
