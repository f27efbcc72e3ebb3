import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cryptoReady, ed25519PublicKey, ed25519ToX25519 } from '../../../ts/crypto/index.ts';
import {
  DEFAULT_FILE_SERVER,
  FileServerError,
  POTATO_FILE_SERVER,
  TESTNET_FILE_SERVER,
  fileServerAddress,
  fileServerOf,
  parseFileServer,
} from '../../../ts/network/index.ts';
import { fromHex } from '../../../ts/util/index.ts';

await cryptoReady();

const KEY = DEFAULT_FILE_SERVER.urlKey;
const OTHER = POTATO_FILE_SERVER.urlKey;

describe('a file server of one’s own', () => {
  test('is an address and a key', () => {
    const address =
      'http://files.example:8080#p=3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29';
    const server = parseFileServer(` ${address}\n`);
    expect(server).toMatchObject({ host: 'files.example', protocol: 'http', port: 8080 });
    const key = ed25519PublicKey(fromHex(address.slice(-64)));
    expect(server.x25519[0]).toEqual(ed25519ToX25519(key));
    expect(fileServerAddress(server)).toBe(address);
    expect(parseFileServer(fileServerAddress(DEFAULT_FILE_SERVER))).toBe(DEFAULT_FILE_SERVER);
  });

  test('needs no key when everybody knows it', () => {
    expect(parseFileServer('http://filev2.getsession.org/')).toBe(DEFAULT_FILE_SERVER);
    expect(parseFileServer(`https://mirror.example#p=${KEY}`)).toBe(DEFAULT_FILE_SERVER);
    expect(parseFileServer(`http://x.example/#p=${OTHER}`).host).toBe('potatofiles.getsession.org');
  });

  test.each([
    ['', 'file-url-invalid'],
    ['files.example', 'file-url-invalid'],
    ['ftp://files.example', 'file-url-invalid'],
    ['http://files.example', 'file-server-unknown'],
    ['http://files.example#p=12', 'file-server-unknown'],
    ['http://files.example/deeper#p=12', 'file-url-invalid'],
    ['http://me@files.example', 'file-url-invalid'],
    ['http://files.example?x#p=12', 'file-url-invalid'],
    [`http://localhost#p=${'1'.repeat(64)}`, 'file-url-invalid'],
  ])('%j is none: %s', (text, code) => {
    expect(() => parseFileServer(text)).toThrow(expect.objectContaining({ code }));
  });

  test('of any text is understood or refused', () => {
    const part = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('http://', '#p=', `#p=${KEY}`, ':', '/'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        try {
          expect(parseFileServer(parts.join('')).urlKey).toMatch(/^[0-9a-f]{64}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(FileServerError);
        }
      }),
    );
  });

  test('is the profile’s, else the network’s', () => {
    expect(fileServerOf({ kind: 'mainnet' })).toBe(DEFAULT_FILE_SERVER);
    expect(fileServerOf({ kind: 'testnet' })).toBe(TESTNET_FILE_SERVER);
    expect(fileServerOf({ kind: 'mainnet', fileServer: TESTNET_FILE_SERVER })).toBe(TESTNET_FILE_SERVER);
  });
});
