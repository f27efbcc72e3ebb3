export * from './backup/errors.ts';
export type { DeriveKey } from './backup/header.ts';
export { BACKUP_MADE_AT_MS, finishRestore, restoreBackup } from './backup/restore-backup.ts';
export type { ProfilePlace, RestoreOptions } from './backup/restore-backup.ts';
export { writeBackup } from './backup/write-backup.ts';
export type { BackupOptions, BackupProgress, BackupSummary } from './backup/write-backup.ts';
export * from './errors.ts';
export type { ExportOptions } from './export/exported.ts';
export { exportHtml } from './export/html.ts';
export type { ExportWords, HtmlExportOptions } from './export/html.ts';
export { exportJson } from './export/json.ts';
export { destroyStoreFiles, removeWithCompanions as discardCopy } from './files.ts';
export { LOST_ACCOUNT, REPAIR_REPORT, discardDamaged, repairStore } from './health/repair.ts';
export type { RepairOptions } from './health/repair.ts';
export type * from './model/account.ts';
export type * from './model/attachments.ts';
export type * from './model/communities.ts';
export type * from './model/configs.ts';
export type * from './model/contacts.ts';
export type * from './model/conversations.ts';
export type * from './model/deliveries.ts';
export type * from './model/details.ts';
export type * from './model/expiration.ts';
export type * from './model/files.ts';
export type * from './model/hashes.ts';
export type * from './model/health.ts';
export type * from './model/jobs.ts';
export type * from './model/messages.ts';
export type * from './model/network.ts';
export type * from './model/people.ts';
export type * from './model/reactions.ts';
export type * from './model/search.ts';
export * from './model/settings.ts';
export type * from './model/slice.ts';
export type * from './model/store.ts';
export type * from './model/undecrypted.ts';
export type * from './model/waiting.ts';
export { communityIdOf } from './repositories/communities.ts';
export { openStore } from './open-store.ts';
export type { OpenStoreOptions } from './open-store.ts';
export { errorOf, serveStoreWork } from './work/serve-store-work.ts';
export type { StoreTaskRefusal, StoreTaskReply, StoreTaskRequest } from './work/serve-store-work.ts';
export { workHere } from './work/tasks.ts';
export type {
  DatabaseFile,
  RestoreTask,
  StoreTaskInput,
  StoreTaskName,
  StoreTaskOutput,
  StoreWork,
  WorkContext,
} from './work/tasks.ts';
