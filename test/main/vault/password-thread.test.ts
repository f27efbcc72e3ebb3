import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { PasswordError } from '../../../src/main/vault/password-error.ts';
import { passwordThread } from '../../../src/main/vault/password-thread.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const WORKER = new URL('../../../src/main/vault/password-worker.ts', import.meta.url);
const KDF = { ops: 1, memKiB: 8, salt: new Uint8Array(16).fill(3) };
const USE = { password: 'correct horse', kdf: KDF };

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((caught: unknown) => caught);
  return error instanceof PasswordError ? error.code : 'done';
}

test('a key goes into the thread wrapped, and comes out again with the same password only', async () => {
  const passwords = passwordThread(WORKER);
  const key = new Uint8Array(32).fill(9);
  const wrapped = await passwords.wrap(key, USE);
  expect(wrapped).toHaveLength(72);
  // Given away.
  expect(key).toHaveLength(0);
  const back = await passwords.unwrap(wrapped, USE);
  expect(back).toEqual(new Uint8Array(32).fill(9));
  expect(back.buffer.byteLength).toBe(32);
  expect(wrapped).toHaveLength(72);
  expect(await codeOf(passwords.unwrap(wrapped, { ...USE, password: 'another one' }))).toBe('password-wrong');
});

test('costs beyond the bounds are refused by the thread too, before anything is computed', async () => {
  const kdf = { ...KDF, memKiB: 4_194_304 };
  const wrapping = passwordThread(WORKER).wrap(new Uint8Array(32), { ...USE, kdf });
  expect(await codeOf(wrapping)).toBe('password-failed');
});

test('a thread that fails, or is not there, is a typed error', async () => {
  const folder = temporaryFolder();
  const broken = join(folder, 'broken.cjs');
  writeFileSync(
    broken,
    `require('node:worker_threads').parentPort.on('message', () => { throw new Error(); });`,
  );
  expect(await codeOf(passwordThread(broken).unwrap(new Uint8Array(72), USE))).toBe('password-failed');
  const absent = join(folder, 'absent.cjs');
  expect(await codeOf(passwordThread(absent).unwrap(new Uint8Array(72), USE))).toBe('password-failed');
});
