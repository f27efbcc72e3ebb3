export * from './bulk-crypto.ts';
export * from './serve-bulk-tasks.ts';
export type {
  Blake2bParameters,
  BulkData,
  BulkInput,
  BulkOutcome,
  BulkOutput,
  BulkTaskName,
  BulkTasks,
} from './tasks.ts';
