import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { LogPageView } from '../../../src/ipc/index.ts';
import { LogFile } from '../../../src/main/log/log-file.ts';
import { readLogPage } from '../../../src/main/log/log-page.ts';
import { createLog } from '../../../ts/client/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Query = Parameters<typeof readLogPage>[1];

const START_MS = Date.UTC(2026, 10, 26, 12);

function logIn(folder: string, { maxBytes = 1_000_000 } = {}) {
  const file = new LogFile({ folder, name: 'app', maxBytes, maxFiles: 5, delayMs: 250 });
  let nowMs = START_MS;
  const log = createLog({ nowMs: () => (nowMs += 1) }, (line) => file.write(line));
  return { file, log, page: (query: Partial<Query> = {}) => readLogPage(file, { limit: 50, ...query }) };
}

/** All pages, one after the other. */
function walk(file: LogFile, query: Query): readonly LogPageView['lines'][number][] {
  const lines: LogPageView['lines'][number][] = [];
  let before: number | undefined;
  for (;;) {
    const page: LogPageView = readLogPage(file, { ...query, ...(before === undefined ? {} : { before }) });
    lines.push(...page.lines);
    if (page.next === undefined) return lines;
    before = page.next;
  }
}

test('lines come newest first, with their time and level, those that wait to be written too', () => {
  const { log, page } = logIn(temporaryFolder());
  log.write('info', 'started', { version: '1' });
  log.write('warn', 'slow');
  expect(page().lines).toMatchObject([
    { level: 'warn', text: 'slow', timeMs: START_MS + 2 },
    { level: 'info', text: 'started {"version":"1"}', timeMs: START_MS + 1 },
  ]);
  expect(page().next).toBeUndefined();
  expect(logIn(temporaryFolder()).page()).toMatchObject({ lines: [] });
});

test('whatever the sizes of lines, files and pages, a walk gives every kept line once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 50, max: 5_000 }),
      (texts, limit, maxBytes) => {
        const { file } = logIn(temporaryFolder(), { maxBytes });
        for (const text of texts) {
          file.write(`2026-11-26T12:00:00.000Z info ${text.replaceAll(/[\n\r]/gu, ' ')}`);
          file.flush();
        }
        const kept = file.readAll().split('\n').slice(0, -1).reverse();
        const lines = walk(file, { limit });
        expect(lines.map(({ text }) => `2026-11-26T12:00:00.000Z info ${text}`)).toEqual(kept);
        expect(new Set(lines.map(({ at }) => at)).size).toBe(lines.length);
      },
    ),
    { numRuns: 40 },
  );
});

test('a line that is longer than a piece comes whole, and what is no line of ours as it is', () => {
  const folder = temporaryFolder();
  const { log, file, page } = logIn(folder);
  log.write('info', 'before');
  log.write('error', 'long', { words: 'ü '.repeat(100_000) });
  file.flush();
  appendFileSync(join(folder, 'app.log'), 'cut off in the mid');
  const again = logIn(folder);
  expect(walk(again.file, { limit: 2 }).map(({ text }) => text.length)).toEqual([18, 200_017, 6]);
  expect(again.page({ limit: 1 }).lines).toMatchObject([{ level: 'info', text: 'cut off in the mid' }]);
  expect(page({ level: 'error' }).lines).toHaveLength(1);
});

test('lines are chosen by level and by their words, however few there are among many', () => {
  const { log, file, page } = logIn(temporaryFolder());
  for (let line = 0; line < 12_000; line += 1) {
    if (line === 5) log.write('error', 'poll-failed', { code: 'timeout' });
    log.write(line % 2 === 0 ? 'debug' : 'info', 'quiet', { line });
  }
  const first = page({ level: 'warn' });
  // One call looks through a part of it, and says where to go on.
  expect(first.lines).toEqual([]);
  expect(first.next).toBeGreaterThan(0);
  expect(walk(file, { limit: 50, level: 'warn' })).toMatchObject([
    { text: 'poll-failed {"code":"timeout"}' },
  ]);
  expect(walk(file, { limit: 50, text: 'POLL-failed' })).toHaveLength(1);
  expect(walk(file, { limit: 50, text: 'nowhere' })).toEqual([]);
});

test('whoever has seen some asks for what came later, over a change of files', () => {
  const { log, file, page } = logIn(temporaryFolder(), { maxBytes: 200 });
  log.write('info', 'seen');
  const { end } = page();
  expect(page({ after: end }).lines).toEqual([]);
  for (const event of ['first', 'second', 'third', 'fourth']) {
    log.write('info', event, { words: 'x'.repeat(60) });
    file.flush();
  }
  const later = page({ after: end });
  expect(later.lines.map(({ text }) => text.split(' ')[0])).toEqual(['fourth', 'third', 'second', 'first']);
  expect(later.next).toBeUndefined();
  // More than asked for has come: it says where it broke off.
  expect(page({ after: end, limit: 2 }).next).toBeGreaterThan(end);
});

test('a cleared log is empty, and a place in what is gone leads nowhere', () => {
  const { log, file, page } = logIn(temporaryFolder(), { maxBytes: 100 });
  for (const event of ['first', 'second', 'third']) {
    log.write('info', event, { words: 'x'.repeat(60) });
    file.flush();
  }
  const { next, end } = page({ limit: 1 });
  log.write('info', 'waiting');
  file.clear();
  expect(file.readAll()).toBe('');
  expect(page().lines).toEqual([]);
  log.write('info', 'anew');
  expect(page({ before: next as number }).lines).toEqual([]);
  expect(page({ after: end }).lines).toMatchObject([{ text: 'anew' }]);
});

test('what is shown is what was redacted when it was written', () => {
  const { log, file } = logIn(temporaryFolder());
  const secrets = {
    account: `05${'ab'.repeat(32)}`,
    key: 'c0ffee'.repeat(10),
    address: '203.0.113.66',
    url: 'http://files.example/file/12345#p=abc',
    home: '/home/somebody/Pictures/secret.jpg',
  };
  log.write('warn', 'not-done', secrets);
  log.write('error', 'failed', { error: new Error(`no way to ${secrets.url} for ${secrets.account}`) });
  const shown = JSON.stringify(walk(file, { limit: 50 }));
  for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  expect(walk(file, { limit: 50, text: secrets.account })).toEqual([]);
  expect(shown).toContain('[url]');
});
