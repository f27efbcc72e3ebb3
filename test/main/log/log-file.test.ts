import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { LogFile } from '../../../src/main/log/log-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function logIn(folder: string): LogFile {
  return new LogFile({ folder, name: 'app', maxBytes: 100, maxFiles: 3, delayMs: 250 });
}

test('lines are collected, then written in order, for this user only', () => {
  vi.useFakeTimers();
  try {
    const folder = join(temporaryFolder(), 'logs');
    const log = logIn(folder);
    log.write('first');
    log.write('second');
    vi.advanceTimersByTime(249);
    expect(existsSync(folder)).toBe(false);
    vi.advanceTimersByTime(1);
    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toBe('first\nsecond\n');
    expect(statSync(join(folder, 'app.log')).mode & 0o777).toBe(0o600);
  } finally {
    vi.useRealTimers();
  }
});

test('old files are put aside and the oldest is dropped, across restarts', () => {
  const folder = temporaryFolder();
  for (let line = 0; line < 8; line += 1) {
    const log = logIn(folder);
    log.write(`${line}`.repeat(60));
    log.flush();
  }
  expect(readdirSync(folder).sort()).toEqual(['app.1.log', 'app.2.log', 'app.log']);
  expect(readFileSync(join(folder, 'app.log'), 'utf8')).toBe(`${'7'.repeat(60)}\n`);
  expect(readFileSync(join(folder, 'app.1.log'), 'utf8')).toBe(`${'6'.repeat(60)}\n`);
  expect(readFileSync(join(folder, 'app.2.log'), 'utf8')).toBe(`${'5'.repeat(60)}\n`);
});

test('no file grows beyond the limit by more than one batch', () => {
  const folder = temporaryFolder();
  const log = logIn(folder);
  for (let line = 0; line < 200; line += 1) {
    log.write('0123456789');
    log.flush();
  }
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(100);
});

test('a folder that cannot be made does not stop anybody', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'logs'), 'a file in the way');
  const log = logIn(join(folder, 'logs'));
  log.write('lost');
  log.flush();
  expect(readFileSync(join(folder, 'logs'), 'utf8')).toBe('a file in the way');
});

test('all lines that are left are given in order, those that wait too', () => {
  const folder = temporaryFolder();
  for (let line = 0; line < 4; line += 1) {
    const log = logIn(folder);
    log.write(`${line}`.repeat(60));
    log.flush();
  }
  const log = logIn(folder);
  log.write('last');
  expect(log.readAll()).toBe(`${'1'.repeat(60)}\n${'2'.repeat(60)}\n${'3'.repeat(60)}\nlast\n`);
  expect(logIn(temporaryFolder()).readAll()).toBe('');
});
