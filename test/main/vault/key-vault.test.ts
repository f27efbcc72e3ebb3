import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { KeyVault } from '../../../src/main/vault/key-vault.ts';
import type { OsKeyStore } from '../../../src/main/vault/os-wrapping.ts';
import { VaultError } from '../../../src/main/vault/vault-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ABSENT, WORKING } from './support/key-stores.ts';
import { QUICK_COST, quickPasswords } from './support/quick-passwords.ts';

interface Files {
  readonly path: string;
  readonly storePath: string;
}

function profile(): Files {
  const folder = temporaryFolder();
  return { path: join(folder, 'vault.json'), storePath: join(folder, 'store.sqlite') };
}

function vaultOf(options: Files & { readonly keyStore: OsKeyStore }): KeyVault {
  return new KeyVault({ ...options, passwords: quickPasswords, cost: QUICK_COST });
}

/** What the next start finds. */
function openVault(options: Files & { readonly keyStore: OsKeyStore }): {
  readonly key: Uint8Array;
  readonly keyProtected: boolean;
} {
  const vault = vaultOf(options);
  const key = vault.open();
  if (key === undefined) throw new Error('A password is needed');
  return { key, keyProtected: vault.keyProtected };
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
  return 'none';
}

interface Stored {
  readonly v: number;
  readonly kdf: unknown;
  readonly wrap: string;
  readonly os: boolean;
}

function stored(path: string): Stored {
  return JSON.parse(readFileSync(path, 'utf8')) as Stored;
}

describe('the first start', () => {
  test('makes a key of 32 bytes, wrapped by the operating system, which the next start finds', () => {
    const files = profile();
    const first = openVault({ ...files, keyStore: WORKING });
    expect(first.key).toHaveLength(32);
    expect(first.key.buffer.byteLength).toBe(32);
    expect(first.keyProtected).toBe(true);
    const { v, kdf, wrap, os } = stored(files.path);
    expect({ v, kdf, os }).toEqual({ v: 1, kdf: null, os: true });
    expect(Buffer.from(wrap, 'base64').includes(Buffer.from(first.key))).toBe(false);
    expect(statSync(files.path).mode & 0o777).toBe(0o600);
    expect(openVault({ ...files, keyStore: WORKING })).toEqual(first);
  });

  test('two profiles have two keys', () => {
    const keys = [profile(), profile()].map((files) => openVault({ ...files, keyStore: WORKING }).key);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  test('without a key store the key is stored as it is, and that is said', () => {
    const files = profile();
    const { key, keyProtected } = openVault({ ...files, keyStore: ABSENT });
    expect(keyProtected).toBe(false);
    const { wrap, os } = stored(files.path);
    expect(os).toBe(false);
    expect(Uint8Array.from(Buffer.from(wrap, 'base64'))).toEqual(key);
  });

  test('a key store that does not give back what it was given is not trusted', () => {
    const files = profile();
    const broken: OsKeyStore = { ...WORKING, unwrap: () => 'something else' };
    expect(openVault({ ...files, keyStore: broken }).keyProtected).toBe(false);
    expect(stored(files.path).os).toBe(false);
  });

  test('makes no key when there is a database already', () => {
    const files = profile();
    writeFileSync(files.storePath, 'a database');
    expect(codeOf(() => openVault({ ...files, keyStore: WORKING }))).toBe('vault-missing');
    expect(existsSync(files.path)).toBe(false);
  });

  test('a folder that cannot be written to', () => {
    const files = profile();
    const path = join(files.path, 'below a folder that is not there', 'vault.json');
    expect(codeOf(() => openVault({ ...files, path, keyStore: WORKING }))).toBe('vault-io');
  });
});

describe('later starts', () => {
  test('an unprotected key is protected as soon as that is possible, and stays the same', () => {
    const files = profile();
    const { key } = openVault({ ...files, keyStore: ABSENT });
    expect(openVault({ ...files, keyStore: WORKING })).toEqual({ key, keyProtected: true });
    expect(stored(files.path).os).toBe(true);
    // What was half written when the app was killed may hold the key as it is.
    writeFileSync(`${files.path}.4711.tmp`, 'half a key');
    expect(openVault({ ...files, keyStore: WORKING })).toEqual({ key, keyProtected: true });
    expect(existsSync(`${files.path}.4711.tmp`)).toBe(false);
  });

  test.each([
    ['the key store is gone', ABSENT, 'vault-locked'],
    ['the key store was reset', { ...WORKING, unwrap: () => 'c29tZXRoaW5nIGVsc2U=' }, 'vault-malformed'],
  ])('%s: a typed error, and the file is left alone', (_name, keyStore, code) => {
    const files = profile();
    openVault({ ...files, keyStore: WORKING });
    const before = readFileSync(files.path);
    expect(codeOf(() => openVault({ ...files, keyStore }))).toBe(code);
    expect(readFileSync(files.path)).toEqual(before);
  });

  test('a folder in the place of the file', () => {
    const files = profile();
    mkdirSync(files.path);
    expect(codeOf(() => openVault({ ...files, keyStore: WORKING }))).toBe('vault-io');
  });

  test.each([
    ['', 'vault-malformed'],
    ['null', 'vault-malformed'],
    ['{"v":0}', 'vault-malformed'],
    ['{"v":1}', 'vault-malformed'],
    ['{"v":1,"kdf":null,"wrap":"","os":false}', 'vault-malformed'],
    ['{"v":1,"kdf":null,"wrap":"AAAA","os":false}', 'vault-malformed'],
    ['{"v":1,"kdf":null,"wrap":"not base64!","os":true}', 'vault-malformed'],
    ['{"v":2,"anything":true}', 'vault-newer'],
    [
      '{"v":1,"kdf":{"alg":"argon2id13","ops":3,"memKiB":262144,"salt":"AA=="},"wrap":"AA==","os":true}',
      'vault-malformed',
    ],
    [
      `{"v":1,"kdf":{"alg":"argon2id13","ops":3,"memKiB":8,"salt":"${'A'.repeat(22)}=="},"wrap":"AAAA","os":false}`,
      'vault-malformed',
    ],
  ])('refuses %s', (text, code) => {
    const files = profile();
    writeFileSync(files.path, text);
    expect(codeOf(() => openVault({ ...files, keyStore: WORKING }))).toBe(code);
    expect(readFileSync(files.path, 'utf8')).toBe(text);
  });
});

test('of two processes that start at the same moment, the slower one takes the key of the other', () => {
  const options = profile();
  let quicker: Uint8Array | undefined;
  const keyStore: OsKeyStore = {
    ...ABSENT,
    // Asked after the slower one has found no vault.
    isAvailable: () => {
      quicker ??= openVault({ ...options, keyStore: ABSENT }).key;
      return false;
    },
  };
  const { key } = openVault({ ...options, keyStore });
  expect(key).toEqual(quicker);
  expect(openVault({ ...options, keyStore: ABSENT }).key).toEqual(quicker);
});
