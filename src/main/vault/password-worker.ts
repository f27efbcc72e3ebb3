import { parentPort } from 'node:worker_threads';

import { servePasswordTasks } from '../../../ts/client/index.ts';

if (parentPort === null) throw new Error('Passwords are worked on in a worker thread only');

servePasswordTasks(parentPort);
