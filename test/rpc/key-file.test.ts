import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { KeyVault } from '../../src/main/vault/key-vault.ts';
import type { OsKeyStore } from '../../src/main/vault/os-wrapping.ts';
import { NO_KEY_STORE } from '../../src/main/lifecycle/without-desktop.ts';
import { keyFileStore } from '../../src/rpc/key-file.ts';
import { temporaryFolder } from '../main/support/temporary-folder.ts';
import { QUICK_COST, quickPasswords } from '../main/vault/support/quick-passwords.ts';

function keyFile(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'key');
  writeFileSync(path, content);
  return path;
}

test('32 bytes, or 64 hex digits with a line end, are the same key', () => {
  const key = randomBytes(32);
  const wrapped = keyFileStore(keyFile(key)).wrap('a secret');
  expect(wrapped).toHaveLength(12 + 'a secret'.length + 16);
  expect(Buffer.from(wrapped).includes('a secret')).toBe(false);
  for (const text of [key.toString('hex'), `${key.toString('hex').toUpperCase()}\n`]) {
    expect(keyFileStore(keyFile(text)).unwrap(wrapped)).toBe('a secret');
  }
});

test('another key, a changed byte and a part do not open it', () => {
  const path = keyFile(randomBytes(32));
  const { wrap, unwrap } = keyFileStore(path);
  const wrapped = wrap('a secret');
  expect(() => keyFileStore(keyFile(randomBytes(32))).unwrap(wrapped)).toThrow();
  for (const [at, byte] of wrapped.entries()) {
    const changed = Uint8Array.from(wrapped);
    changed[at] = byte ^ 1;
    expect(() => unwrap(changed)).toThrow();
    expect(() => unwrap(wrapped.subarray(0, at))).toThrow();
  }
});

test.each(['', 'short', 'z'.repeat(64), '0'.repeat(63), '0'.repeat(66)])('%j is no key', (content) => {
  expect(() => keyFileStore(keyFile(content))).toThrowError(
    expect.objectContaining({ code: 'key-file-malformed' }),
  );
});

test('a file that is not there', () => {
  expect(() => keyFileStore(join(temporaryFolder(), 'key'))).toThrowError(
    expect.objectContaining({ code: 'key-file-io' }),
  );
});

function openVault(options: {
  readonly path: string;
  readonly storePath: string;
  readonly keyStore: OsKeyStore;
}): { readonly key: Uint8Array | undefined; readonly keyProtected: boolean } {
  const vault = new KeyVault({ ...options, passwords: quickPasswords, cost: QUICK_COST });
  return { key: vault.open(), keyProtected: vault.keyProtected };
}

test('a vault without protection gets it from the file, and wants the file from then on', () => {
  const folder = temporaryFolder();
  const vault = { path: join(folder, 'vault.json'), storePath: join(folder, 'store.sqlite') };
  const keyStore = keyFileStore(keyFile(randomBytes(32)));
  const { key, keyProtected } = openVault({ ...vault, keyStore: NO_KEY_STORE });
  expect(keyProtected).toBe(false);
  expect(openVault({ ...vault, keyStore })).toEqual({ key, keyProtected: true });
  expect(openVault({ ...vault, keyStore })).toEqual({ key, keyProtected: true });
  for (const other of [NO_KEY_STORE, keyFileStore(keyFile(randomBytes(32)))]) {
    expect(() => openVault({ ...vault, keyStore: other })).toThrowError(
      expect.objectContaining({ code: 'vault-locked' }),
    );
  }
});
