import { parentPort } from 'node:worker_threads';

import { serveClientTasks } from '../../../ts/client/index.ts';

if (parentPort === null) throw new Error('Bulk work runs in a worker thread only');

serveClientTasks(parentPort);
