import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { communityUrl } from '../../ts/config/index.ts';
import { x25519PublicKey } from '../../ts/crypto/index.ts';
import {
  CommunityError,
  OFFICIAL_COMMUNITY_SERVER,
  isOfficialServer,
  isSameCommunity,
  parseJoinText,
} from '../../ts/community/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';

const KEY = 'd75941d7c69db2ff879f1dd3e2b342cbc14af25e8cb06bd75a09751741bf3806';
const OFFICIAL = toHex(OFFICIAL_COMMUNITY_SERVER.publicKey);
const publicKey = x25519PublicKey(fromHex(KEY));

describe('the text that a person joins with', () => {
  test.each([
    [`https://example.org/Room_1?public_key=${KEY}`, 'https://example.org', 'Room_1'],
    [`  https://example.org/r/room?public_key=${KEY}\n`, 'https://example.org', 'room'],
    [`example.org/room?public_key=${KEY}`, 'http://example.org', 'room'],
    [`example.org:8080/room?public_key=${KEY.toUpperCase()}`, 'http://example.org:8080', 'room'],
    [`HTTPS://EXAMPLE.org:443/room-x?public_key=${KEY}`, 'https://example.org', 'room-x'],
  ])('%j', (text, baseUrl, room) => {
    expect(parseJoinText(text)).toEqual({ baseUrl, room, publicKey });
  });

  test.each(['open.getsession.org', 'http://open.getsession.org', '116.203.70.33', 'https://116.203.70.33'])(
    'may call the official server %s',
    (address) => {
      expect(parseJoinText(`${address}/session?public_key=${OFFICIAL}`)).toEqual({
        ...OFFICIAL_COMMUNITY_SERVER,
        room: 'session',
      });
    },
  );

  test('does not lead to the official server with another key or port', () => {
    expect(parseJoinText(`http://open.getsession.org/a?public_key=${KEY}`).baseUrl).toBe(
      'http://open.getsession.org',
    );
    expect(parseJoinText(`http://open.getsession.org:81/a?public_key=${OFFICIAL}`).baseUrl).toBe(
      'http://open.getsession.org:81',
    );
  });

  test.each(['https://example.org/room', ' example.org/r/room '])('%j lacks the key only', (text) => {
    expect(() => parseJoinText(text)).toThrow('url-key-missing');
  });

  test.each([
    '',
    'hello',
    'https://example.org',
    'example.org',
    `https://example.org/ro om?public_key=${KEY}`,
    `https://example.org/room?public_key=${KEY.slice(2)}`,
    `https://example.org/room?public_key=${KEY}&x=1`,
    `https://example.org/a/b/room?public_key=${KEY}`,
    `ftp://example.org/room?public_key=${KEY}`,
    `https://localhost/room?public_key=${KEY}`,
  ])('%j leads nowhere', (text) => {
    expect(() => parseJoinText(text)).toThrow('url-invalid');
  });

  test('of any form leads somewhere or nowhere, and what is shown leads back', () => {
    const part = fc.constantFrom(
      'http://',
      'https://',
      'example.org',
      '/',
      'r',
      ':80',
      '?public_key=',
      KEY,
      ' ',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            const community = parseJoinText(text);
            expect(parseJoinText(communityUrl(community))).toEqual(community);
          } catch (error) {
            expect(error).toBeInstanceOf(CommunityError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('a community is its server’s key and its room in any case', () => {
  const here = { publicKey, room: 'Room' };
  expect(
    isSameCommunity(here, { publicKey: Uint8Array.from(publicKey) as typeof publicKey, room: 'rOOM' }),
  ).toBe(true);
  expect(isSameCommunity(here, { publicKey, room: 'room2' })).toBe(false);
  expect(isSameCommunity(here, { publicKey: OFFICIAL_COMMUNITY_SERVER.publicKey, room: 'Room' })).toBe(false);
  expect(isOfficialServer(OFFICIAL_COMMUNITY_SERVER)).toBe(true);
  expect(isOfficialServer({ publicKey })).toBe(false);
});
