import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { AppError } from '../../../src/main/app-error.ts';
import { KeyVault } from '../../../src/main/vault/key-vault.ts';
import type { OsKeyStore } from '../../../src/main/vault/os-wrapping.ts';
import { checkNewPassword } from '../../../src/main/vault/password-rules.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ABSENT, WORKING } from './support/key-stores.ts';
import { QUICK_COST, quickPasswords } from './support/quick-passwords.ts';

const FIRST = 'correct horse';
const SECOND = 'battery staple';

/** A profile whose vault was opened once; `again` is the next start. */
function opened(keyStore: OsKeyStore) {
  const folder = temporaryFolder();
  const path = join(folder, 'vault.json');
  const options = { path, storePath: join(folder, 'store'), passwords: quickPasswords, cost: QUICK_COST };
  const vault = new KeyVault({ ...options, keyStore });
  const key = vault.open();
  if (key === undefined) throw new Error('A new vault needs no password');
  const again = (store = keyStore) => new KeyVault({ ...options, keyStore: store });
  return { vault, key, path, again };
}

function stored(path: string): { readonly kdf: unknown; readonly wrap: string; readonly os: boolean } {
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof stored>;
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe.each([
  ['with a key store', WORKING, true],
  ['without a key store', ABSENT, false],
])('%s', (_name, keyStore, os) => {
  test('set, start again, change, start again, remove, start again: always the same key', async () => {
    const { vault, key, path, again } = opened(keyStore);
    expect(vault.hasPassword).toBe(false);
    await vault.setPassword(FIRST);
    expect(vault.hasPassword).toBe(true);
    expect(vault.keyProtected).toBe(true);
    expect(stored(path)).toMatchObject({ kdf: { alg: 'argon2id13', ops: 1, memKiB: 8 }, os });
    expect(readFileSync(path).includes(Buffer.from(key).toString('base64'))).toBe(false);

    const second = again();
    expect(second.open()).toBeUndefined();
    expect(second.hasPassword).toBe(true);
    expect(await second.unlock(FIRST)).toEqual(key);
    expect((await second.unlock(FIRST)).buffer.byteLength).toBe(32);
    expect(await codeOf(() => second.unlock(SECOND))).toBe('password-wrong');

    const before = readFileSync(path);
    expect(await codeOf(() => second.changePassword({ oldPassword: SECOND, newPassword: FIRST }))).toBe(
      'password-wrong',
    );
    expect(await codeOf(() => second.removePassword(SECOND))).toBe('password-wrong');
    expect(readFileSync(path)).toEqual(before);

    await second.changePassword({ oldPassword: FIRST, newPassword: SECOND });
    const third = again();
    expect(third.open()).toBeUndefined();
    expect(await codeOf(() => third.unlock(FIRST))).toBe('password-wrong');
    expect(await third.unlock(SECOND)).toEqual(key);

    await third.removePassword(SECOND);
    expect(third.hasPassword).toBe(false);
    expect(third.keyProtected).toBe(os);
    expect(stored(path)).toMatchObject({ kdf: null, os });
    expect(again().open()).toEqual(key);
    expect(readdirSync(dirname(path))).toEqual(['vault.json']);
  });

  test('what makes no sense is refused and changes nothing', async () => {
    const { vault, path } = opened(keyStore);
    const without = readFileSync(path);
    expect(await codeOf(() => vault.unlock(FIRST))).toBe('password-not-set');
    expect(await codeOf(() => vault.removePassword(FIRST))).toBe('password-not-set');
    expect(await codeOf(() => vault.changePassword({ oldPassword: FIRST, newPassword: SECOND }))).toBe(
      'password-not-set',
    );
    expect(await codeOf(() => vault.setPassword('short'))).toBe('password-too-short');
    expect(readFileSync(path)).toEqual(without);
    await vault.setPassword(FIRST);
    const set = readFileSync(path);
    expect(await codeOf(() => vault.setPassword(SECOND))).toBe('password-already-set');
    expect(await codeOf(() => vault.changePassword({ oldPassword: FIRST, newPassword: 'x' }))).toBe(
      'password-too-short',
    );
    expect(readFileSync(path)).toEqual(set);
  });
});

test('however its characters are composed, it is the same password', async () => {
  const { vault, key } = opened(WORKING);
  await vault.setPassword('caf\u00e9 cr\u00e8me');
  expect(await vault.unlock('cafe\u0301 cre\u0300me')).toEqual(key);
});

test('a salt of its own for every password', async () => {
  const { vault, path } = opened(ABSENT);
  await vault.setPassword(FIRST);
  const first = stored(path);
  await vault.changePassword({ oldPassword: FIRST, newPassword: FIRST });
  expect((stored(path).kdf as { salt: string }).salt).not.toBe((first.kdf as { salt: string }).salt);
  expect(stored(path).wrap).not.toBe(first.wrap);
});

test('a key store that comes later wraps what a password has wrapped', async () => {
  const { vault, key, path, again } = opened(ABSENT);
  await vault.setPassword(FIRST);
  const later = again(WORKING);
  expect(later.open()).toBeUndefined();
  expect(stored(path).os).toBe(true);
  expect(await later.unlock(FIRST)).toEqual(key);
});

test('a key store that was reset is told at the start, before anybody types a password', async () => {
  const { vault, path, again } = opened(WORKING);
  await vault.setPassword(FIRST);
  const before = readFileSync(path);
  expect(await codeOf(() => again(ABSENT).open())).toBe('vault-locked');
  expect(readFileSync(path)).toEqual(before);
});

test('an altered file is a wrong password, and one that is gone an error', async () => {
  const { vault, path } = opened(ABSENT);
  await vault.setPassword(FIRST);
  const file = stored(path);
  const wrap = Buffer.from(file.wrap, 'base64');
  wrap[30] = (wrap[30] ?? 0) ^ 1;
  writeFileSync(path, JSON.stringify({ ...file, wrap: wrap.toString('base64') }));
  expect(await codeOf(() => vault.unlock(FIRST))).toBe('password-wrong');
  writeFileSync(path, JSON.stringify({ ...file, wrap: wrap.subarray(1).toString('base64') }));
  expect(await codeOf(() => vault.unlock(FIRST))).toBe('vault-malformed');
  expect(existsSync(path)).toBe(true);
});

describe('rules', () => {
  test.each([
    ['1234567', 'password-too-short'],
    ['12345678', 'done'],
    ['🙂'.repeat(8), 'done'],
    ['🙂'.repeat(7), 'password-too-short'],
    ['🙂'.repeat(256), 'done'],
    ['x'.repeat(256), 'done'],
    ['x'.repeat(257), 'password-too-long'],
    // Seven characters in the form that counts.
    ['e\u0301'.repeat(7), 'password-too-short'],
    ['        ', 'done'],
    ['пароль密码パス', 'done'],
    ['👩‍👩‍👧‍👦 family', 'done'],
    ['with\ttab inside', 'password-unprintable'],
    ['with\nline break', 'password-unprintable'],
    ['with\0zero byte', 'password-unprintable'],
    ['with\u2028separator', 'password-unprintable'],
    ['half a pair \ud83d', 'password-unprintable'],
  ])('%j: %s', async (password, code) => {
    expect(await codeOf(() => checkNewPassword(password))).toBe(code);
  });

  test('whatever is typed, the error is typed too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (password) => {
        expect(await codeOf(() => checkNewPassword(password))).toMatch(/^(?:done|password-[a-z-]+)$/);
      }),
    );
  });
});
