import { parentPort } from 'node:worker_threads';

import { startLagMonitor } from '../../../src/main/engine/lag-monitor.ts';

/** A thread with nothing to do but to notice how late it is: what the machine does to any thread. */
const lag = startLagMonitor();
parentPort?.on('message', () => parentPort?.postMessage(lag.view()));
