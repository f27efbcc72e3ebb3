import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import type { LagView } from '../../src/ipc/index.ts';
import { EngineHost } from '../../src/main/engine/engine-host.ts';
import { createAccountKeys } from '../../ts/account/index.ts';
import type { ClientEvent } from '../../ts/client/index.ts';
import { createDeferred, systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { deposit } from './support/deposit.ts';
import { seedStore } from './support/profile.ts';
import { type World, withWorld } from './support/world.ts';

const RECEIVED = 1_000;
const SENT = 100;
const CLOSE_LIMIT_MS = 10_000;

/** The engine's thread as the app runs it, under a backlog, beside a thread that idles. */
export const ticks: Benchmark = {
  name: 'ticks',
  about: `how late the engine’s thread is while it takes in ${RECEIVED.toLocaleString('en')} waiting messages and sends ${SENT}`,
  opensWindows: false,
  runs: 5,
  run: async ({ runs }) => {
    const rounds: Round[] = [];
    for (let turn = 0; turn < runs; turn += 1) rounds.push(await withWorld(underBacklog));
    const floor = (pick: (lag: LagView) => number) => ({
      name: 'a thread that idles meanwhile',
      samples: rounds.map(({ idle }) => pick(idle)),
    });
    return {
      measurements: [
        {
          name: 'p99 of a run',
          unit: 'ms',
          samples: rounds.map(({ engine }) => engine.p99Ms),
          floor: floor(({ p99Ms }) => p99Ms),
          target: { kind: 'median', atMost: 8 },
        },
        {
          name: 'longest of a run',
          unit: 'ms',
          samples: rounds.map(({ engine }) => engine.maxMs),
          floor: floor(({ maxMs }) => maxMs),
        },
        { name: 'time for all of it', unit: 'ms', samples: rounds.map(({ tookMs }) => tookMs) },
      ],
      notes: rounds.map(
        ({ engine: { samples, over8Ms } }) => `${over8Ms} of ${samples} samples were over 8 ms late`,
      ),
    };
  },
};

interface Round {
  readonly engine: LagView;
  readonly idle: LagView;
  readonly tookMs: number;
}

async function underBacklog({ network, folder }: World): Promise<Round> {
  const keys = createAccountKeys(systemRandom);
  const path = join(folder, 'engine', 'undertone.db');
  const storeKey = systemRandom.bytes(32);
  seedStore({ path, key: storeKey, keys, displayName: 'Bob' });
  await deposit(network, keys, { count: RECEIVED });

  const idleThread = new Worker(new URL('support/idle-thread.ts', import.meta.url));
  await once(idleThread, 'online');
  const finished = createDeferred<void>();
  const startMs = performance.now();
  const host = new EngineHost({
    workerPath: new URL('../../src/main/engine/worker.ts', import.meta.url),
    engine: {
      storePath: path,
      storeKey,
      network: { kind: 'devnet', seedUrl: network.seedUrl },
      pace: undefined,
      measureLag: true,
      storeWorker: fileURLToPath(new URL('../../src/main/engine/store-worker.ts', import.meta.url)),
      bulkWorker: fileURLToPath(new URL('../../src/main/engine/bulk-worker.ts', import.meta.url)),
    },
    closeLimitMs: CLOSE_LIMIT_MS,
    onEvents: untilAllIsDone(() => finished.resolve()),
    onLogLine: () => undefined,
    onCrash: (error) => finished.reject(error),
  });
  try {
    const { accountId } = createAccountKeys(systemRandom);
    const { id: conversationId } = await host.engine.startConversation({ accountId });
    for (let number = 0; number < SENT; number += 1) {
      await host.engine.sendMessage({ conversationId, text: `Message number ${number}` });
    }
    await finished.promise;
    const tookMs = performance.now() - startMs;
    const engine = await host.lag();
    if (engine === undefined) throw new Error('the engine does not measure itself');
    idleThread.postMessage('view');
    const [idle] = (await once(idleThread, 'message')) as [LagView];
    return { engine, idle, tookMs };
  } finally {
    await host.close();
    await idleThread.terminate();
  }
}

/** Calls `done` when all waiting messages have come and all of ours have gone. */
function untilAllIsDone(done: () => void): (events: readonly ClientEvent[]) => void {
  const came = new Set<number>();
  const gone = new Set<number>();
  return (events) => {
    for (const event of events) {
      if (event.type !== 'message') continue;
      const { id, state } = event.message;
      if (state === 'received') came.add(id);
      if (state === 'sent') gone.add(id);
    }
    if (came.size === RECEIVED && gone.size === SENT) done();
  };
}
