import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { storeThread } from '../../../src/main/engine/store-thread.ts';
import { ARGON2ID_MIN } from '../../../ts/crypto/index.ts';
import { openStore } from '../../../ts/store/index.ts';
import { silentLog, systemClock } from '../../../ts/util/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/main/engine/store-worker.ts', import.meta.url));
const KEY = new Uint8Array(32).fill(7);

function threadOf(program = PROGRAM) {
  const logLines: string[] = [];
  return { logLines, thread: storeThread({ program, onLogLine: (line) => logLines.push(line) }) };
}

/** A program that does what `source` says in the place of ours. */
function programOf(source: string): string {
  const path = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(path, `const { parentPort } = require('node:worker_threads');\n${source}`);
  return path;
}

test('a copy of an open database is looked at in the thread, and what is wrong with it is told', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'store.db');
  const store = openStore({ path, key: KEY, clock: systemClock, log: silentLog });
  const copy = join(folder, 'copy.db');
  await store.copyTo(copy);
  const { thread } = threadOf();
  expect(await thread.run('checkFile', { path: copy, key: KEY })).toEqual([]);
  writeFileSync(copy, 'x'.repeat(8_192));
  expect(await thread.run('checkFile', { path: copy, key: KEY })).not.toEqual([]);
  // What was handed in was copied for the thread.
  expect(KEY[0]).toBe(7);
  store.close();
});

test('the key of a password comes out of the thread, and costs that nobody has keep their error', async () => {
  const { thread, logLines } = threadOf();
  const salt = new Uint8Array(16);
  const key = await thread.run('passwordKey', { password: 'x', salt, cost: ARGON2ID_MIN });
  expect(key).toHaveLength(32);
  const cost = { passes: 1, memoryBytes: 1 };
  await expect(thread.run('passwordKey', { password: 'x', salt, cost })).rejects.toMatchObject({
    name: 'CryptoError',
    code: 'parameter-invalid',
  });
  expect(logLines.join('\n')).toContain('store-work-failed');
});

test('errors of backups and stores keep their class and code', async () => {
  const { thread } = threadOf();
  const folder = temporaryFolder();
  const from = join(folder, 'none.backup');
  const restore = { from, path: join(folder, 'store.db'), key: KEY, password: 'x' };
  await expect(thread.run('restoreBackup', restore)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'store-io',
  });
  writeFileSync(from, 'something else, and long enough to be one');
  await expect(thread.run('restoreBackup', restore)).rejects.toMatchObject({
    name: 'BackupError',
    code: 'backup-not-one',
  });
});

test('a thread that is lost is an error, one that is aborted ends', async () => {
  const input = { path: 'x', key: KEY };
  for (const program of [programOf('process.exit(1);'), programOf('throw new Error("x");'), '/nowhere.cjs']) {
    await expect(threadOf(program).thread.run('checkFile', input)).rejects.toMatchObject({
      code: 'store-io',
    });
  }
  const { thread } = threadOf(
    programOf('parentPort.on("message", () => parentPort.postMessage({ progress: 1 }));'),
  );
  const abort = new AbortController();
  const running = thread.run('checkFile', input, {
    signal: abort.signal,
    onProgress: () => abort.abort(new Error('enough')),
  });
  await expect(running).rejects.toThrow('enough');
});
