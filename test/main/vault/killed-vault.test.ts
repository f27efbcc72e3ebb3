import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { KeyVault } from '../../../src/main/vault/key-vault.ts';
import { PasswordError } from '../../../src/main/vault/password-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ABSENT } from './support/key-stores.ts';
import { QUICK_COST, quickPasswords } from './support/quick-passwords.ts';

const PROGRAM = join(import.meta.dirname, 'support', 'killed-program.ts');

function vaultIn(folder: string): KeyVault {
  return new KeyVault({
    path: join(folder, 'vault.json'),
    storePath: join(folder, 'store'),
    keyStore: ABSENT,
    passwords: quickPasswords,
    cost: QUICK_COST,
  });
}

/** The key, and the password that gives it. */
async function openAfterwards(folder: string): Promise<{ key: Uint8Array; password: string | undefined }> {
  const vault = vaultIn(folder);
  const key = vault.open();
  if (key !== undefined) return { key, password: undefined };
  for (const password of ['the first one', 'the second one']) {
    try {
      return { key: await vault.unlock(password), password };
    } catch (error) {
      if (!(error instanceof PasswordError)) throw error;
    }
  }
  throw new Error('The key is lost');
}

test.each(
  (
    [
      ['set', undefined, 'the first one'],
      ['change', 'the first one', 'the second one'],
      ['remove', 'the first one', undefined],
    ] as const
  ).flatMap(([operation, before, after]) =>
    ['created', 'half written', 'written', 'renamed'].map((place) => ({
      operation,
      place,
      before,
      expected: place === 'renamed' ? after : before,
    })),
  ),
)('killed to $operation a password, with the file $place', async ({ operation, place, before, expected }) => {
  const folder = temporaryFolder();
  const vault = vaultIn(folder);
  const key = vault.open()?.slice();
  if (before !== undefined) await vault.setPassword(before);
  const { signal } = spawnSync(process.execPath, [PROGRAM, folder, operation, place]);
  expect(signal).toBe('SIGKILL');
  expect(await openAfterwards(folder)).toEqual({ key, password: expected });
  // Nothing lies around that may hold the key with less protection.
  expect(readdirSync(folder)).toEqual(['vault.json']);
});
