import { parentPort } from 'node:worker_threads';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { serveTasks } from '../../../ts/util/index.ts';
import type { Waiting } from './ingest.ts';
import { ingest } from './ingest.ts';

/** What a thread of the benchmark does. */
export type IngestTasks = { readonly ingest: { readonly input: Waiting; readonly output: number } };

if (parentPort === null) throw new Error('Runs in a worker thread only');
await cryptoReady();
serveTasks<IngestTasks>(parentPort, { ingest: (waiting) => ingest(waiting) });
