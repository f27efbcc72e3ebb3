import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from '../../../build/bootstrap/lock.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

/** Number of a process that existed and has ended. */
const deadProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

function leftBy(owner: string | undefined): string {
  const lock = join(temporaryFolder(), 'lock');
  mkdirSync(lock);
  if (owner !== undefined) writeFileSync(join(lock, 'pid'), owner);
  return lock;
}

test('one at a time, in whatever order, and nothing stays behind', async () => {
  const lock = join(temporaryFolder(), 'deep', 'lock');
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  const work = (n: number) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(n);
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map((n) => withLock(lock, work(n))));
  expect(most).toBe(1);
  expect(order.sort()).toEqual([1, 2, 3]);
  expect(existsSync(lock)).toBe(false);
});

test('the second is told, once, who holds it', async () => {
  const lock = join(temporaryFolder(), 'lock');
  let release = () => {};
  const first = withLock(lock, () => new Promise<void>((resolve) => (release = resolve)));
  const owners: (number | undefined)[] = [];
  const second = withLock(
    lock,
    async () => 'done',
    (owner) => {
      owners.push(owner);
      release();
    },
  );
  await first;
  expect(await second).toBe('done');
  expect(owners).toEqual([process.pid]);
});

test('it is given back when the work fails', async () => {
  const lock = join(temporaryFolder(), 'lock');
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(lock)).toBe(false);
});

test('a dead owner’s lock is taken over', async () => {
  const lock = leftBy(String(deadProcess()));
  expect(await withLock(lock, async () => 'mine')).toBe('mine');
});

test('a lock that never got an owner is taken over when it is old', async () => {
  const lock = leftBy(undefined);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await withLock(lock, async () => 'mine')).toBe('mine');
});
