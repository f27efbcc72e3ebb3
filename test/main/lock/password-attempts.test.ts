import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PasswordAttempts } from '../../../src/main/lock/password-attempts.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { memoryLog } from '../support/memory-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function attemptsIn(path: string, clock = new FakeClock()) {
  const log = memoryLog();
  return { clock, log, attempts: new PasswordAttempts({ path, clock, log }) };
}

function wrongTry(attempts: PasswordAttempts): void {
  attempts.begin();
  attempts.failed();
}

test('the wait grows, to half a minute and no further, and ends with the right password', async () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  const { attempts, clock } = attemptsIn(path);
  const waits: number[] = [];
  for (let tries = 0; tries < 11; tries += 1) {
    wrongTry(attempts);
    waits.push(attempts.waitMs);
    await clock.advance(attempts.waitMs);
    expect(attempts.waitMs).toBe(0);
  }
  expect(waits).toEqual([0, 0, 1, 2, 5, 10, 20, 30, 30, 30, 30].map((seconds) => seconds * 1_000));
  expect(attempts.wrongTries).toBe(11);
  attempts.begin();
  attempts.succeeded();
  expect(attempts.wrongTries).toBe(0);
  expect(attempts.waitMs).toBe(0);
  expect(existsSync(path)).toBe(false);
});

test('a new start goes on counting, and waits for the rest', async () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  const { attempts, clock } = attemptsIn(path);
  for (let tries = 0; tries < 5; tries += 1) wrongTry(attempts);
  expect(attempts.waitMs).toBe(5_000);
  await clock.advance(2_000);
  const second = attemptsIn(path, new FakeClock(clock.nowMs()));
  expect(second.attempts.wrongTries).toBe(5);
  expect(second.attempts.waitMs).toBe(3_000);
  wrongTry(second.attempts);
  expect(second.attempts.waitMs).toBe(10_000);
});

test('a try that was killed on the way counts', () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  const { attempts, clock } = attemptsIn(path);
  for (let tries = 0; tries < 3; tries += 1) wrongTry(attempts);
  attempts.begin();
  expect(attemptsIn(path, clock).attempts.waitMs).toBe(2_000);
  attempts.abandoned();
  expect(attempts.wrongTries).toBe(3);
  expect(attemptsIn(path, clock).attempts.wrongTries).toBe(3);
});

test('a clock that was set never makes the wait longer, and an hour of peace ends it', async () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  const { attempts, clock } = attemptsIn(path);
  for (let tries = 0; tries < 9; tries += 1) wrongTry(attempts);
  const yearsAgo = attemptsIn(path, new FakeClock(clock.nowMs() - 100_000_000_000));
  expect(yearsAgo.attempts.waitMs).toBe(30_000);
  await yearsAgo.clock.advance(30_000);
  expect(yearsAgo.attempts.waitMs).toBe(0);
  await clock.advance(3_600_001);
  expect(attempts.wrongTries).toBe(0);
  expect(attemptsIn(path, clock).attempts.wrongTries).toBe(0);
});

test('what is in the file keeps nobody out for longer than half a minute', () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  const content = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ v: fc.constant(1), wrongTries: fc.integer(), lastMs: fc.maxSafeInteger() })
      .map((file) => JSON.stringify(file)),
  );
  fc.assert(
    fc.property(content, (text) => {
      writeFileSync(path, text);
      expect(attemptsIn(path).attempts.waitMs).toBeLessThanOrEqual(30_000);
    }),
  );
});

test('a file that cannot be kept is logged, and keeps nobody out', () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  mkdirSync(join(path, 'in the way'), { recursive: true });
  const { attempts, log } = attemptsIn(path);
  wrongTry(attempts);
  expect(attempts.wrongTries).toBe(1);
  expect(log.entries.map(({ event }) => event)).toContain('lock-attempts-not-kept');
});

test('no password is in the file', () => {
  const path = join(temporaryFolder(), 'lock-attempts.json');
  const { attempts } = attemptsIn(path);
  wrongTry(attempts);
  expect(readFileSync(path, 'utf8')).toBe('{"v":1,"wrongTries":1,"lastMs":1700000000000}\n');
});
