import { REPLY_TASKS, type ReplyTasks } from '../network/index.ts';
import { type TaskPort, serveTasks } from '../util/index.ts';
import { type BulkTasks, bulkTaskHandlers } from '../wire/index.ts';

/** What threads for bulk work do. */
export type ClientTasks = BulkTasks & ReplyTasks;

/** What a thread for bulk work does, all its life: call this with its `parentPort`. */
export function serveClientTasks(port: TaskPort): void {
  serveTasks<ClientTasks>(port, { ...bulkTaskHandlers(), ...REPLY_TASKS });
}
