import { parentPort } from 'node:worker_threads';

import { serveBulkTasks } from '../../../ts/wire/bulk/index.ts';

if (parentPort === null) throw new Error('This is the program of a thread');

serveBulkTasks(parentPort);
