import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  cryptoReady,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Seed,
  ed25519ToX25519,
} from '../../../ts/crypto/index.ts';
import {
  DEFAULT_FILE_SERVER,
  FileServerError,
  KNOWN_FILE_SERVERS,
  POTATO_FILE_SERVER,
  TESTNET_FILE_SERVER,
  deprecatedFileId,
  deterministicFileId,
  fileUrl,
  isExtendable,
  isFileId,
  onionServersOf,
  parseFileUrl,
} from '../../../ts/network/index.ts';
import { fromHex, toHex } from '../../../ts/util/index.ts';

await cryptoReady();

const ID = 'hEDgL1DJ6tT_uMv8THFs2VuuEUAZTdqM1CNK8ZtBidR9';
const BASE = 'http://filev2.getsession.org';
const ED = toHex(ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(5))).publicKey);

describe('file servers', () => {
  test.each([DEFAULT_FILE_SERVER, POTATO_FILE_SERVER])(
    '$host: both its keys are one',
    ({ urlKey, x25519 }) => {
      expect(ed25519ToX25519(ed25519PublicKey(fromHex(urlKey)))).toEqual(x25519[0]);
    },
  );

  test('the default one is tried with both keys that clients know', () => {
    expect(onionServersOf(DEFAULT_FILE_SERVER)).toEqual([
      expect.objectContaining({ host: 'filev2.getsession.org', protocol: 'http' }),
      expect.objectContaining({ host: 'filev2.getsession.org', protocol: 'http' }),
    ]);
    expect(onionServersOf(DEFAULT_FILE_SERVER).map(({ x25519 }) => toHex(x25519).slice(0, 8))).toEqual([
      '09324794',
      'da21e1d8',
    ]);
  });
});

describe('ids', () => {
  test.each([ID, '0', '42', '9007199254740991'])('%s is one', (id) => {
    expect(isFileId(id)).toBe(true);
    expect(isExtendable(id)).toBe(id === ID);
  });

  test.each(['', '-1', '007', '9007199254740992', '1.5', ID.slice(1), `${ID}A`, ID.replace('_', '/'), 'abc'])(
    '%j is none',
    (id) => {
      expect(isFileId(id)).toBe(false);
    },
  );

  test.each([
    ['8cbe243ae96acbee675f08b1fa1cc6fe1652f648cda1b73b9d1ad6b8f0a31c33', ID],
    [
      'f25f953b53d9a65be0929b6041f0a789857300d37f5f0500b296192f5027ace5f25f953b53d9a65be0929b6041f0a789857300d37f5f0500b296192f5027ace5',
      'GgsZW_O2WOJH6cUk_v9C3dKxG6Kw_K-yo00btBGQH3oX',
    ],
  ])('the content %s gets %s', (content, id) => {
    expect(deterministicFileId(fromHex(content))).toBe(id);
  });

  test.each([
    [`${BASE}/file/1234`, 1234n],
    [`${BASE}/file/1234#d`, 1234n],
    [`${BASE}/files/9007199254740991?x=/5`, 9007199254740991n],
    [`${BASE}/file/9007199254740992`, 0n],
    [`${BASE}/file/${ID}`, 0n],
    [`${BASE}/file/`, 0n],
    ['', 0n],
    ['12', 12n],
  ])('%s has the old number %i', (url, number) => {
    expect(deprecatedFileId(url)).toBe(number);
  });
});

describe('the URL of a file', () => {
  test('names the default server without its key', () => {
    expect(fileUrl({ fileId: ID, isStream: false })).toBe(`${BASE}/file/${ID}`);
    expect(fileUrl({ fileId: '17', isStream: true })).toBe(`${BASE}/file/17#d`);
    expect(() => fileUrl({ fileId: 'x', isStream: true })).toThrow('file-id-invalid');
  });

  test('names another one with its key', () => {
    expect(fileUrl({ server: POTATO_FILE_SERVER, fileId: ID, isStream: true })).toBe(
      `http://potatofiles.getsession.org/file/${ID}#p=${POTATO_FILE_SERVER.urlKey}&d`,
    );
  });

  test.each([
    [`${BASE}/file/${ID}`, { isStream: false }],
    [`${BASE}/files/17`, { fileId: '17', isStream: false }],
    [`HTTPS://FileV2.getsession.org/file/${ID}`, { isStream: false }],
    [`${BASE}/file/${ID}#d`, { isStream: true }],
    [`${BASE}/file/${ID}#d=`, { isStream: true }],
    [`${BASE}/file/${ID}#x=1&d`, { isStream: true }],
    [`${BASE}/file/${ID}#dd`, { isStream: false }],
    [`${BASE}/file/${ID}#p=nonsense&d`, { isStream: true }],
    [`${BASE}/file/${ID}#p=${ED}`, { isStream: false }],
    [
      `${BASE}/file/${ID}#e=${'AB'.repeat(32)}`,
      { isStream: false, pictureKey: new Uint8Array(32).fill(0xab) },
    ],
    [`${BASE}/file/${ID}#e=ab`, { isStream: false }],
    [`${BASE}/file/${ID}#sr=abc.sesh:80&d`, { isStream: true, routerAddress: 'abc.sesh:80' }],
  ])('%s leads to the default server', (url, expected) => {
    expect(parseFileUrl(url)).toEqual({
      server: DEFAULT_FILE_SERVER,
      isServerKnown: true,
      fileId: ID,
      ...expected,
    });
  });

  const keys = KNOWN_FILE_SERVERS.flatMap((server) =>
    [server.urlKey, ...server.x25519.map(toHex)].map((key) => [key, server] as const),
  );
  test.each(keys)('whoever says %s means a server that is known', (key, server) => {
    expect(parseFileUrl(`http://files.example/file/1#p=${key.toUpperCase()}`)).toMatchObject({
      server,
      isServerKnown: true,
    });
  });

  test('that names an unknown server must name its key, whose form nobody says', () => {
    expect(() => parseFileUrl('http://files.example/file/1')).toThrow('file-server-unknown');
    expect(() => parseFileUrl('http://files.example/file/1#p=12')).toThrow('file-server-unknown');
    const { server, isServerKnown } = parseFileUrl(`http://files.example:8080/file/1#p=${ED}&d`);
    expect(isServerKnown).toBe(false);
    expect(server).toEqual({
      host: 'files.example',
      protocol: 'http',
      port: 8_080,
      x25519: [ed25519ToX25519(ed25519PublicKey(fromHex(ED))), fromHex(ED)],
      urlKey: ED,
    });
  });

  test('with a key that is no point has one reading only', () => {
    const noPoint = 'ff'.repeat(32);
    expect(parseFileUrl(`https://files.example/file/1#p=${noPoint}`).server.x25519).toEqual([
      fromHex(noPoint),
    ]);
  });

  test('may name servers of our own choice', () => {
    const known = [{ ...TESTNET_FILE_SERVER, host: 'files.example' }];
    expect(parseFileUrl('http://files.example/file/1', { known })).toMatchObject({ isServerKnown: true });
    expect(() => parseFileUrl(`${BASE}/file/1`, { known })).toThrow('file-server-unknown');
  });

  test.each([
    '',
    'filev2.getsession.org/file/1',
    `ftp://filev2.getsession.org/file/1`,
    `${BASE}/file/`,
    `${BASE}/file/x`,
    `${BASE}/file/1/2`,
    `${BASE}/file/1?x=1`,
    `${BASE}/other/1`,
    `${BASE}/1`,
    `${BASE}/file/..%2f1`,
    'http://user:secret@filev2.getsession.org/file/1',
    `http://localhost/file/1#p=${ED}`,
    `http://[::1]/file/1#p=${ED}`,
    `http://open.getsession.org/file/1#p=${ED}`,
    `${BASE}/file/1#${'x'.repeat(2_048)}`,
  ])('%j is none', (url) => {
    expect(() => parseFileUrl(url)).toThrow('file-url-invalid');
  });

  test('is read as it was written', () => {
    const server = fc.constantFrom(...KNOWN_FILE_SERVERS);
    const fileId = fc.oneof(
      fc.maxSafeNat().map(String),
      fc.uint8Array({ minLength: 3, maxLength: 9 }).map(deterministicFileId),
    );
    fc.assert(
      fc.property(fc.record({ server, fileId, isStream: fc.boolean() }), (location) => {
        expect(parseFileUrl(fileUrl(location))).toEqual({ ...location, isServerKnown: true });
      }),
    );
  });

  test('of any text is read or refused', () => {
    const fragment = fc.array(fc.constantFrom('p=', 'd', '&', '=', 'e=', ED, 'sr=', '#', '%', '\u0000'));
    const near = fragment.map((parts) => `http://files.example/file/1#${parts.join('')}`);
    fc.assert(
      fc.property(
        fc.oneof(near, fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()),
        (text) => {
          try {
            parseFileUrl(text);
          } catch (error) {
            expect(error).toBeInstanceOf(FileServerError);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
