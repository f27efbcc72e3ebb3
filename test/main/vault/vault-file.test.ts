import fc from 'fast-check';
import { expect, test } from 'vitest';

import { VaultError } from '../../../src/main/vault/vault-error.ts';
import {
  KDF_LIMITS,
  type VaultFile,
  decodeVaultFile,
  encodeVaultFile,
} from '../../../src/main/vault/vault-file.ts';

const KDF = fc.record({
  ops: fc.integer(KDF_LIMITS.ops),
  memKiB: fc.integer(KDF_LIMITS.memKiB),
  salt: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});

const FILE: fc.Arbitrary<VaultFile> = fc
  .tuple(fc.option(KDF, { nil: undefined }), fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean())
  .map(([kdf, wrap, os]) => ({ ...(kdf === undefined ? {} : { kdf }), wrap, os }));

/** A file that asks for as much as the app itself does, with one thing altered. */
function altered(kdf: object, file: object = {}): string {
  const salt = Buffer.alloc(16, 1).toString('base64');
  const wrap = Buffer.alloc(72, 2).toString('base64');
  return JSON.stringify({
    v: 1,
    kdf: { alg: 'argon2id13', ops: 3, memKiB: 262_144, salt, ...kdf },
    wrap,
    os: false,
    ...file,
  });
}

function codeOf(text: string): string {
  try {
    decodeVaultFile(text);
    return 'accepted';
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
}

test('what was written is read', () => {
  fc.assert(
    fc.property(FILE, (file) => {
      expect(decodeVaultFile(encodeVaultFile(file))).toEqual(file);
    }),
  );
});

test('the format, to the letter', () => {
  const kdf = { ops: 3, memKiB: 262_144, salt: new Uint8Array(16) };
  expect(encodeVaultFile({ kdf, wrap: new Uint8Array(3), os: true })).toBe(
    '{"v":1,"kdf":{"alg":"argon2id13","ops":3,"memKiB":262144,"salt":"AAAAAAAAAAAAAAAAAAAAAA=="},"wrap":"AAAA","os":true}\n',
  );
  expect(encodeVaultFile({ wrap: new Uint8Array(3), os: false })).toBe(
    '{"v":1,"kdf":null,"wrap":"AAAA","os":false}\n',
  );
});

test.each([
  ['as the app writes it', altered({}), 'accepted'],
  ['four gigabytes', altered({ memKiB: 4_194_304 }), 'vault-malformed'],
  ['a little more than the limit', altered({ memKiB: 1_048_577 }), 'vault-malformed'],
  ['too little memory', altered({ memKiB: 7 }), 'vault-malformed'],
  ['hours of passes', altered({ ops: 100_000 }), 'vault-malformed'],
  ['no pass', altered({ ops: 0 }), 'vault-malformed'],
  ['half a pass', altered({ ops: 1.5 }), 'vault-malformed'],
  ['a number as text', altered({ memKiB: '262144' }), 'vault-malformed'],
  ['another algorithm', altered({ alg: 'argon2i13' }), 'vault-malformed'],
  ['a short salt', altered({ salt: 'AAAA' }), 'vault-malformed'],
  ['a salt of 17 bytes', altered({ salt: Buffer.alloc(17).toString('base64') }), 'vault-malformed'],
  ['more than there is', altered({ more: 1 }), 'vault-malformed'],
  ['more than there is, outside', altered({}, { more: 1 }), 'vault-malformed'],
  ['no kdf at all', altered({}, { kdf: undefined }), 'vault-malformed'],
  ['a later version', altered({}, { v: 2 }), 'vault-newer'],
])('%s', (_name, text, code) => {
  expect(codeOf(text)).toBe(code);
});

test('whatever is in it, the error is typed', () => {
  const mutated = fc.tuple(FILE, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([file, at, byte]) => {
    const bytes = Buffer.from(encodeVaultFile(file));
    bytes[at % bytes.length] = byte;
    return bytes.toString();
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), mutated), (text) => {
      expect(codeOf(text)).toMatch(/^(?:vault-malformed|vault-newer|accepted)$/);
    }),
    { numRuns: 500 },
  );
});
