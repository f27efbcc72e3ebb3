// Spec 01 §6, §12.

import { cryptoReady, wipe } from '../../crypto/index.ts';
import type { TaskHandlers, TaskPort } from '../../util/index.ts';
import { serveTasks } from '../../util/index.ts';
import type { BulkInput, BulkTaskName, BulkTasks } from './tasks.ts';
import { BULK_TASKS, runBulkTask } from './tasks.ts';

/** What a thread for bulk work does, all its life: call this with its `parentPort`. */
export function serveBulkTasks(port: TaskPort): void {
  serveTasks<BulkTasks>(port, bulkTaskHandlers());
}

/** How a thread does bulk work, for one that does other work besides. */
export function bulkTaskHandlers(): TaskHandlers<BulkTasks> {
  const names = Object.keys(BULK_TASKS) as readonly BulkTaskName[];
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as TaskHandlers<BulkTasks>;
}

function handler<Name extends BulkTaskName>(name: Name) {
  return async (input: BulkInput<Name>) => {
    await cryptoReady();
    try {
      return runBulkTask(name, input);
    } finally {
      // Copies that were made for this thread.
      const { key, seed } = input as { readonly key?: Uint8Array; readonly seed?: Uint8Array };
      wipe(...[key, seed].filter((secret) => secret !== undefined));
    }
  };
}
