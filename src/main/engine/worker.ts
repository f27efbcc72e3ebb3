import { parentPort } from 'node:worker_threads';

import { EngineServer } from './engine-server.ts';

if (parentPort === null) throw new Error('The engine runs in a worker thread only');

new EngineServer(parentPort);
