import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { LockView } from '../../../src/ipc/index.ts';
import { AppError } from '../../../src/main/app-error.ts';
import { LockService } from '../../../src/main/lock/lock-service.ts';
import { PasswordAttempts } from '../../../src/main/lock/password-attempts.ts';
import { KeyVault } from '../../../src/main/vault/key-vault.ts';
import type { PasswordWrapping } from '../../../src/main/vault/password-thread.ts';
import { PasswordError } from '../../../src/main/vault/password-error.ts';
import { createDeferred } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { memoryLog } from '../support/memory-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { WORKING } from '../vault/support/key-stores.ts';
import { QUICK_COST, quickPasswords } from '../vault/support/quick-passwords.ts';

const RIGHT = 'correct horse';
const WRONG = 'wrong horse battery';

interface Setting {
  readonly folder?: string;
  readonly passwords?: PasswordWrapping;
  readonly close?: () => Promise<void>;
}

/** A lock on real files; `door` notes what happened to the engine behind it. */
function lockIn({ folder = temporaryFolder(), passwords = quickPasswords, close }: Setting = {}) {
  const clock = new FakeClock();
  const door: string[] = [];
  const views: LockView[] = [];
  const vault = new KeyVault({
    path: join(folder, 'vault.json'),
    storePath: join(folder, 'store'),
    keyStore: WORKING,
    passwords,
    cost: QUICK_COST,
  });
  const path = join(folder, 'lock-attempts.json');
  const lock = new LockService({
    vault,
    attempts: new PasswordAttempts({ path, clock, log: memoryLog() }),
    lockable: {
      open: async (key) => {
        door.push(`opened with ${key.length} bytes`);
      },
      close: async () => {
        door.push('closing');
        await close?.();
        door.push('closed');
      },
    },
    clearDevice: () => door.push('cleared'),
    onChange: (view) => views.push(view),
  });
  return { folder, clock, door, views, lock };
}

/** A lock with a password, after the next start. */
async function lockedOne(setting: Omit<Setting, 'folder'> = {}) {
  const first = lockIn();
  first.lock.start();
  await first.lock.setPassword(RIGHT);
  const next = lockIn({ ...setting, folder: first.folder });
  expect(next.lock.start()).toBeUndefined();
  return next;
}

async function failure(work: Promise<unknown>): Promise<{ code: string; retryAfterMs?: number | undefined }> {
  const error = await work.then(
    () => ({ code: 'done' }),
    (caught: unknown) => caught,
  );
  if (error instanceof PasswordError) return { code: error.code, retryAfterMs: error.retryAfterMs };
  if (error instanceof AppError) return { code: (error as AppError).code };
  return error as { code: string };
}

test('without a password the key is there at once, and there is nothing to lock', async () => {
  const { lock, door } = lockIn();
  expect(lock.start()).toHaveLength(32);
  expect(lock.view()).toEqual({
    state: 'unlocked',
    hasPassword: false,
    keyProtected: true,
    wrongTries: 0,
    retryAfterMs: 0,
  });
  expect(await failure(lock.lock())).toMatchObject({ code: 'password-not-set' });
  await lock.verify(undefined);
  expect(door).toEqual([]);
});

test('from the start to the open engine, and back', async () => {
  const { lock, door, views } = await lockedOne();
  expect(lock.view()).toMatchObject({ state: 'locked', hasPassword: true });
  for (const refused of [
    lock.setPassword(RIGHT),
    lock.removePassword(RIGHT),
    lock.changePassword({ oldPassword: RIGHT, newPassword: WRONG }),
    lock.verify(RIGHT),
  ]) {
    expect((await failure(refused)).code).toMatch(/^(?:app-locked|password-busy)$/);
  }
  await lock.unlock(RIGHT);
  expect(door).toEqual(['opened with 32 bytes']);
  expect(views.at(-1)).toMatchObject({ state: 'unlocked', wrongTries: 0 });
  // Twice is once.
  await lock.unlock('anything');
  await Promise.all([lock.lock(), lock.lock()]);
  await lock.lock();
  expect(door).toEqual(['opened with 32 bytes', 'closing', 'closed']);
  expect(views.at(-1)).toMatchObject({ state: 'locked' });
  await lock.unlock(RIGHT);
  expect(door).toHaveLength(4);
});

describe('wrong passwords', () => {
  test('make the next try wait; one that does not wait is not even looked at', async () => {
    const { lock, clock, door } = await lockedOne();
    expect(await failure(lock.unlock(WRONG))).toEqual({ code: 'password-wrong', retryAfterMs: 0 });
    expect(await failure(lock.unlock(WRONG))).toEqual({ code: 'password-wrong', retryAfterMs: 0 });
    expect(await failure(lock.unlock(WRONG))).toEqual({ code: 'password-wrong', retryAfterMs: 1_000 });
    expect(await failure(lock.unlock(RIGHT))).toEqual({ code: 'password-delayed', retryAfterMs: 1_000 });
    await clock.advance(400);
    expect(await failure(lock.unlock(RIGHT))).toEqual({ code: 'password-delayed', retryAfterMs: 600 });
    expect(lock.view()).toMatchObject({ wrongTries: 3, retryAfterMs: 600 });
    await clock.advance(600);
    await lock.unlock(RIGHT);
    expect(lock.view()).toMatchObject({ wrongTries: 0, retryAfterMs: 0 });
    expect(door).toEqual(['opened with 32 bytes']);
  });

  test('count wherever they are typed; an empty field does not', async () => {
    const { lock } = await lockedOne();
    await lock.unlock(RIGHT);
    expect(await failure(lock.verify(''))).toEqual({ code: 'password-wrong', retryAfterMs: 0 });
    expect(lock.view().wrongTries).toBe(0);
    expect((await failure(lock.verify(undefined))).code).toBe('password-needed');
    expect((await failure(lock.verify(WRONG))).code).toBe('password-wrong');
    expect((await failure(lock.removePassword(WRONG))).code).toBe('password-wrong');
    const change = lock.changePassword({ oldPassword: WRONG, newPassword: 'a new password' });
    expect(await failure(change)).toEqual({ code: 'password-wrong', retryAfterMs: 1_000 });
    expect(lock.view().wrongTries).toBe(3);
  });

  test('a new password against the rules is no wrong try', async () => {
    const { lock } = await lockedOne();
    await lock.unlock(RIGHT);
    const change = lock.changePassword({ oldPassword: RIGHT, newPassword: 'short' });
    expect((await failure(change)).code).toBe('password-too-short');
    expect(lock.view().wrongTries).toBe(0);
  });

  test('a thread that fails is no wrong try, and nobody is let in', async () => {
    const broken: PasswordWrapping = {
      ...quickPasswords,
      unwrap: () => Promise.reject(new PasswordError('password-out-of-memory')),
    };
    const { lock, door } = await lockedOne({ passwords: broken });
    expect((await failure(lock.unlock(RIGHT))).code).toBe('password-out-of-memory');
    expect(lock.view()).toMatchObject({ state: 'locked', wrongTries: 0 });
    expect(door).toEqual([]);
  });

  test('three of them offer to clear the device, but only on the lock screen', async () => {
    const { lock, clock, door } = await lockedOne();
    expect((await failure(lock.clearDevice())).code).toBe('lock-clear-refused');
    for (let tries = 0; tries < 3; tries += 1) await failure(lock.unlock(WRONG));
    await clock.advance(1_000);
    await lock.unlock(RIGHT);
    for (let tries = 0; tries < 3; tries += 1) await failure(lock.verify(WRONG));
    expect((await failure(lock.clearDevice())).code).toBe('lock-clear-refused');
    await lock.lock();
    await lock.clearDevice();
    expect(door.at(-1)).toBe('cleared');
  });
});

describe('two things at once', () => {
  test('one password at a time', async () => {
    const { lock } = await lockedOne();
    const first = lock.unlock(RIGHT);
    expect((await failure(lock.unlock(RIGHT))).code).toBe('password-busy');
    await first;
    expect(lock.view().state).toBe('unlocked');
  });

  test('unlocking waits for the end of locking', async () => {
    const closing = createDeferred<void>();
    const { lock, door } = await lockedOne({ close: () => closing.promise });
    await lock.unlock(RIGHT);
    const locked = lock.lock();
    const unlocked = lock.unlock(RIGHT);
    closing.resolve();
    await Promise.all([locked, unlocked]);
    expect(door).toEqual(['opened with 32 bytes', 'closing', 'closed', 'opened with 32 bytes']);
  });

  test('locking while the password is being removed does not lock anybody out', async () => {
    const { lock } = await lockedOne();
    await lock.unlock(RIGHT);
    const removed = lock.removePassword(RIGHT);
    expect((await failure(lock.lock())).code).toBe('password-not-set');
    await removed;
    expect(lock.view()).toMatchObject({ state: 'unlocked', hasPassword: false });
  });
});
