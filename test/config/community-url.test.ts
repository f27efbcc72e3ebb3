import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  canonicalBaseUrl,
  communityRoom,
  communityRoomKey,
  communityUrl,
  ConfigError,
  parseCommunityUrl,
  parseRoomUrl,
  parseTypedCommunityUrl,
} from '../../ts/config/index.ts';
import { x25519PublicKey } from '../../ts/crypto/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';

const KEY = 'd75941d7c69db2ff879f1dd3e2b342cbc14af25e8cb06bd75a09751741bf3806';
const VALUE_INVALID = expect.objectContaining({ code: 'value-invalid' });

/** What a URL reads as, with the key in hex. */
function read(url: string): readonly (string | undefined)[] {
  const { baseUrl, room, publicKey } = parseRoomUrl(url);
  return [baseUrl, room, publicKey && toHex(publicKey)];
}

describe('a base URL', () => {
  test.each([
    ['https://example.org', 'https://example.org'],
    ['HTTPS://Example.ORG:443/', 'https://example.org'],
    ['http://example.org:80', 'http://example.org'],
    ['http://example.org:443', 'http://example.org:443'],
    ['http://example.org:8080/', 'http://example.org:8080'],
    ['https://1.2.3.4:65535', 'https://1.2.3.4:65535'],
    ['http://a-b.c', 'http://a-b.c'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalBaseUrl(text)).toBe(canonical);
    expect(canonicalBaseUrl(canonical)).toBe(canonical);
  });

  test.each([
    '',
    'example.org',
    'ftp://example.org',
    'http://',
    'http://localhost',
    'http://a.b',
    'http://.example.org',
    'http://example.org.',
    'http://example..org',
    'http://exa mple.org',
    'http://exämple.org',
    'http://example\u212a.org',
    'http://user@example.org',
    'http://[::1]',
    'http://example.org:',
    'http://example.org:0',
    'http://example.org:65536',
    'http://example.org:-1',
    'http://example.org:8o80',
    'http://example.org//',
    'http://example.org/x',
    'http://example.org?x',
    'http://example.org\n',
    ` http://example.org`,
    `http://${'a'.repeat(260)}.org`,
  ])('%j is none', (text) => {
    expect(() => canonicalBaseUrl(text)).toThrow(VALUE_INVALID);
  });

  test('has at most 267 bytes', () => {
    const longest = `http://${'a'.repeat(257)}.b`.padEnd(267, 'c');
    expect(canonicalBaseUrl(longest)).toBe(longest);
    expect(() => canonicalBaseUrl(`${longest}d`)).toThrow(VALUE_INVALID);
  });
});

describe('a room', () => {
  test('keeps its spelling and is compared without it', () => {
    expect(communityRoom('Lokinet-Updates_1')).toBe('Lokinet-Updates_1');
    expect(communityRoomKey('Lokinet-Updates_1')).toBe('lokinet-updates_1');
  });

  test.each(['', 'bad room', 'a/b', 'a?b', 'ä', 'a\n', 'a'.repeat(65)])('%j is none', (text) => {
    expect(() => communityRoom(text)).toThrow(VALUE_INVALID);
  });
});

describe('a join URL', () => {
  test.each([
    [`https://example.org/Room_1?public_key=${KEY}`, 'https://example.org', 'Room_1'],
    [`https://example.org:443/r/room?public_key=${KEY}`, 'https://example.org', 'room'],
    [`HTTPS://EXAMPLE.org:8443/room-x?public_key=${KEY.toUpperCase()}`, 'https://example.org:8443', 'room-x'],
    [`http://example.org/r/r?public_key=${KEY}`, 'http://example.org', 'r'],
    [`http://example.org/r?public_key=${KEY}`, 'http://example.org', 'r'],
  ])('%s', (url, baseUrl, room) => {
    expect(read(url)).toEqual([baseUrl, room, KEY]);
    expect(toHex(parseCommunityUrl(url).publicKey)).toBe(KEY);
  });

  test('may have its key in base64 or base32z', () => {
    const keys = [
      '11lB18adsv+Hnx3T4rNCy8FK8l6MsGvXWgl1F0G/OAY=',
      '11lB18adsv+Hnx3T4rNCy8FK8l6MsGvXWgl1F0G/OAY',
      '47cwdi6gus3x9bh9dzj6fc4n3xywih16t1agzi44bf4tqop98ydy',
      '47CWDI6GUS3X9BH9DZJ6FC4N3XYWIH16T1AGZI44BF4TQOP98YDY',
    ];
    for (const key of keys) {
      expect(read(`http://example.org/x?public_key=${key}`)).toEqual(['http://example.org', 'x', KEY]);
    }
  });

  test('without a key names a room but is not enough to join', () => {
    expect(read('http://example.org:8080/r/r-1_x')).toEqual(['http://example.org:8080', 'r-1_x', undefined]);
    expect(() => parseCommunityUrl('http://example.org:8080/r/r-1_x')).toThrow(VALUE_INVALID);
  });

  test.each([
    '',
    '?public_key=',
    'https://example.org',
    'https://example.org/',
    'https://example.org/r/',
    `example.org/room?public_key=${KEY}`,
    `https://example.org/ro om?public_key=${KEY}`,
    `https://example.org/a/room?public_key=${KEY}`,
    `https://example.org/r/r/room?public_key=${KEY}`,
    `https://example.org/${'a'.repeat(65)}?public_key=${KEY}`,
    `https://example.org/room?public_key=${KEY.slice(2)}`,
    `https://example.org/room?public_key=${KEY}&x=1`,
    `https://example.org/room?x=1&public_key=${KEY}`,
    `https://example.org/room?public_key=${KEY}#fragment`,
    `https://example.org/room?public_key=`,
    `https://example.org/room?public_key=11lB18adsv-Hnx3T4rNCy8FK8l6MsGvXWgl1F0G_OAY`,
  ])('%j is none', (url) => {
    expect(() => parseCommunityUrl(url)).toThrow(VALUE_INVALID);
  });

  test('may be typed with spaces around it and without a scheme', () => {
    const typed = parseTypedCommunityUrl(`  example.org/room?public_key=${KEY}\n`);
    expect(communityUrl(typed)).toBe(`http://example.org/room?public_key=${KEY}`);
    const pasted = parseTypedCommunityUrl(`https://example.org/room?public_key=${KEY}`);
    expect(pasted.baseUrl).toBe('https://example.org');
    expect(() => parseTypedCommunityUrl(`ftp://example.org/room?public_key=${KEY}`)).toThrow(VALUE_INVALID);
  });

  test('is written in one form', () => {
    const publicKey = x25519PublicKey(fromHex(KEY));
    const url = communityUrl({ baseUrl: 'HTTPS://Example.org:443/', room: 'Room', publicKey });
    expect(url).toBe(`https://example.org/Room?public_key=${KEY}`);
    expect(() => communityUrl({ baseUrl: 'nowhere', room: 'Room', publicKey })).toThrow(VALUE_INVALID);
    expect(() => communityUrl({ baseUrl: 'https://example.org', room: '', publicKey })).toThrow(
      VALUE_INVALID,
    );
  });
});

const LABEL = fc.stringMatching(/^[-0-9a-zA-Z]{1,20}$/);
const ADDRESS = fc.record({
  scheme: fc.constantFrom('http', 'https', 'HTTP', 'Https'),
  host: fc.array(LABEL, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.')),
  port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
  room: fc.stringMatching(/^[-0-9a-zA-Z_]{1,64}$/),
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  path: fc.constantFrom('/', '/r/'),
});

test('every URL that is written is read again, whatever its form', () => {
  fc.assert(
    fc.property(ADDRESS, ({ scheme, host, port, room, key, path }) => {
      fc.pre(host.length >= 4);
      const origin = `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
      const publicKey = x25519PublicKey(key);
      const read = parseCommunityUrl(`${origin}${path}${room}?public_key=${toHex(key)}`);
      expect(read).toEqual({ baseUrl: canonicalBaseUrl(origin), room, publicKey });
      expect(parseCommunityUrl(communityUrl(read))).toEqual(read);
    }),
  );
});

const PIECE = fc.oneof(
  fc.constantFrom(
    'http://',
    'https://',
    '/r/',
    '/',
    '?public_key=',
    KEY,
    '.',
    '..',
    ':',
    '443',
    'example.org',
    'room',
    '%2f',
    ' ',
  ),
  fc.string({ maxLength: 4 }),
);

test('any other text is refused with a typed error', () => {
  const parsers = [canonicalBaseUrl, communityRoom, parseRoomUrl, parseCommunityUrl, parseTypedCommunityUrl];
  fc.assert(
    fc.property(fc.array(PIECE, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      for (const parse of parsers) {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
