import { parentPort } from 'node:worker_threads';

import { serveStoreWork } from '../../../ts/client/index.ts';

if (parentPort === null) throw new Error('Work on a store is done in a worker thread only');

serveStoreWork(parentPort);
