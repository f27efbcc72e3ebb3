// The thread for passwords, without the rest of the engine: quicker to load from source files.

import { parentPort } from 'node:worker_threads';

import { servePasswordTasks } from '../../../../ts/account/index.ts';

if (parentPort === null) throw new Error('Passwords are worked on in a worker thread only');

servePasswordTasks(parentPort);
