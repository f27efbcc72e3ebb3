export { createClient } from './create-client.ts';
export type { ClientPorts } from './ports.ts';
export type * from './profile-views.ts';
export type {
  CallLineView,
  CallMediaCommand,
  CallMediaReport,
  CallSwitches,
  CallView,
} from './call-types.ts';
export type * from './group-types.ts';
export type * from './community-types.ts';
export type * from './account-types.ts';
export type * from './client.ts';
export type * from './insight-types.ts';
export type * from './query-types.ts';
export type * from './types.ts';
export { escapeNotificationMarkup } from '../messaging/index.ts';
export type { PollPace } from '../messaging/index.ts';
export { type PasswordOutcome, type PasswordTasks, servePasswordTasks } from '../account/index.ts';
export { cryptoReady } from '../crypto/index.ts';
export { parseFileServer } from '../network/index.ts';
export {
  type Clock,
  type Log,
  type LogLevel,
  type Random,
  WorkerPool,
  createLog,
  errorCode,
  isCodedError,
  systemClock,
  systemRandom,
} from '../util/index.ts';
export {
  type StoreTaskInput,
  type StoreTaskName,
  type StoreTaskOutput,
  type StoreTaskReply,
  type StoreWork,
  errorOf,
  serveStoreWork,
} from '../store/index.ts';
export { type ClientTasks, serveClientTasks } from './bulk.ts';
