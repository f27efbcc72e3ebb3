import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { ClientEvent } from '../../../src/ipc/index.ts';
import { EngineError, EngineStoppedError } from '../../../src/main/engine/engine-error.ts';
import { EngineHost } from '../../../src/main/engine/engine-host.ts';
import { createDeferred } from '../../../ts/util/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Port 9 of this machine: nobody listens there. */
const NOWHERE = { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' } as const;

const WORKER = new URL('../../../src/main/engine/worker.ts', import.meta.url);

interface Setting {
  readonly folder?: string;
  readonly key?: Uint8Array;
  readonly workerPath?: string | URL;
  readonly closeLimitMs?: number;
}

/** The real client in a real thread; it is closed after the test. */
function start({
  folder = temporaryFolder(),
  key = new Uint8Array(32).fill(7),
  workerPath,
  closeLimitMs,
}: Setting = {}) {
  const events: ClientEvent[] = [];
  const logLines: string[] = [];
  const crashed = createDeferred<EngineStoppedError>();
  const host = new EngineHost({
    workerPath: workerPath ?? WORKER,
    engine: {
      storePath: join(folder, 'store.sqlite'),
      storeKey: key,
      network: NOWHERE,
      pace: undefined,
      measureLag: true,
      storeWorker: '',
      bulkWorker: '',
    },
    closeLimitMs: closeLimitMs ?? 10_000,
    onEvents: (batch) => events.push(...batch),
    onLogLine: (line) => logLines.push(line),
    onCrash: (error) => crashed.resolve(error),
  });
  onTestFinished(() => host.close());
  return { folder, host, events, logLines, crashed: crashed.promise };
}

/** A thread that does what `source` says, in the place of the engine. */
function workerOf(source: string): string {
  const path = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(path, `const { parentPort } = require('node:worker_threads');\n${source}`);
  return path;
}

test('a running engine, from its first call to its last', async () => {
  const key = new Uint8Array(32).fill(7);
  const { host, events, logLines } = start({ key });
  // The key has left this thread.
  expect(key.length).toBe(0);

  // Calls may be made before it is open; what happened before an answer is told before it.
  await expect(host.engine.createAccount({ displayName: ' ' })).rejects.toMatchObject({
    code: 'display-name-empty',
  });
  const words = ['abbey', 'abxey', ...Array.from({ length: 11 }, () => 'abbey')].join(' ');
  const error = await host.engine
    .restoreAccount({ recoveryPassword: words })
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(EngineError);
  expect((error as EngineError).data).toMatchObject({ code: 'recovery-password-unknown-word', position: 2 });
  expect((error as EngineError).data.suggestions).toContain('abbey');

  const account = await host.engine.createAccount({ displayName: 'Ada Lovelace' });
  expect(account).toMatchObject({ displayName: 'Ada Lovelace', origin: 'created' });
  expect(events).toContainEqual({ type: 'status', status: { phase: 'ready', account } });
  expect((await host.engine.recoveryPassword()).split(' ')).toHaveLength(13);

  // Many calls at once get each its own answer.
  const { id, kind } = await host.engine.startConversation({ accountId: account.id });
  expect(kind).toBe('note-to-self');
  const texts = Array.from({ length: 100 }, (_value, index) => `message ${index}`);
  const sent = await Promise.all(texts.map((text) => host.engine.sendMessage({ conversationId: id, text })));
  expect(sent.map(({ text }) => text)).toEqual(texts);

  await expect.poll(async () => (await host.lag())?.samples ?? 0).toBeGreaterThan(3);

  await host.close();
  const log = logLines.join('\n');
  expect(log).toContain('store-opened');
  for (const secret of [account.id, 'Lovelace', 'message 1']) expect(log).not.toContain(secret);
}, 60_000);

describe('an engine that does not open', () => {
  test('a wrong key is a typed error for everybody who waits; the database stays usable', async () => {
    const first = start();
    const account = await first.host.engine.createAccount({ displayName: 'Ada' });
    await first.host.close();

    const second = start({ folder: first.folder, key: new Uint8Array(32).fill(8) });
    await expect(second.host.opened).rejects.toMatchObject({ code: 'store-wrong-key' });
    await expect(second.host.engine.status()).rejects.toMatchObject({ code: 'store-wrong-key' });
    await second.host.close();

    const third = start({ folder: first.folder });
    expect(await third.host.engine.status()).toEqual({ phase: 'ready', account });
  });
});

describe('the end', () => {
  test('what was said before closing is stored, and closing twice is closing once', async () => {
    const first = start();
    const { id: self } = await first.host.engine.createAccount({ displayName: 'Ada' });
    const { id } = await first.host.engine.startConversation({ accountId: self });
    void first.host.engine.saveDraft({ conversationId: id, text: 'unfinished' });
    await Promise.resolve();
    await Promise.all([first.host.close(), first.host.close()]);
    await expect(first.host.engine.status()).rejects.toMatchObject({ code: 'engine-stopped' });

    const second = start({ folder: first.folder });
    expect((await second.host.engine.conversation(id)).draft).toBe('unfinished');
  });

  test('closing while it opens waits for the opening', async () => {
    const { host } = start();
    await host.close();
    await expect(host.engine.status()).rejects.toBeInstanceOf(Error);
  });

  test('an engine that hangs is ended at the limit, and its callers hear of it', async () => {
    const hanging = workerOf(`parentPort.on('message', ({ type }) => {
      if (type === 'open') parentPort.postMessage({ type: 'opened', events: [], logLines: [] });
    });`);
    const { host } = start({ workerPath: hanging, closeLimitMs: 50 });
    await host.opened;
    const call = host.engine.status();
    await Promise.resolve();
    await host.close();
    await expect(call).rejects.toBeInstanceOf(EngineStoppedError);
  });

  test('a crash is reported once, and every call fails with a typed error', async () => {
    const crashing = workerOf(`parentPort.on('message', ({ type }) => {
      if (type === 'open') parentPort.postMessage({ type: 'opened', events: [], logLines: [] });
      if (type === 'call') throw new Error('crash');
    });`);
    const { host, crashed } = start({ workerPath: crashing });
    await expect(host.engine.status()).rejects.toBeInstanceOf(EngineStoppedError);
    const error = await crashed;
    expect(error.code).toBe('engine-stopped');
    expect(error.cause).toMatchObject({ message: 'crash' });
    await expect(host.engine.status()).rejects.toBeInstanceOf(EngineStoppedError);
    await host.close();
  });

  test('a program that cannot be loaded', async () => {
    const { host, crashed } = start({ workerPath: join(temporaryFolder(), 'absent.cjs') });
    await expect(host.opened).rejects.toBeInstanceOf(EngineStoppedError);
    await expect(crashed).resolves.toBeInstanceOf(EngineStoppedError);
  });
});
