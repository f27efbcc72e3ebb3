import { passwordKey } from '../../account/index.ts';
import { cryptoReady } from '../../crypto/index.ts';
import type { Argon2idCost } from '../../crypto/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import { copyUnderKey } from '../backup/copy-under-key.ts';
import type { CopyUnderKey } from '../backup/copy-under-key.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import type { RestoreOptions } from '../backup/restore-backup.ts';
import type { BackupProgress } from '../backup/write-backup.ts';
import { checkFile } from '../health/integrity.ts';
import { repairStore } from '../health/repair.ts';

/** What a task has besides its input, wherever it is done. */
export interface WorkContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BackupKeyTask {
  readonly password: string;
  /** 16 bytes. */
  readonly salt: Uint8Array;
  readonly cost: Argon2idCost;
}

/** A database that nothing has open. */
export interface DatabaseFile {
  readonly path: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export type RestoreTask = Pick<RestoreOptions, 'from' | 'path' | 'key' | 'password' | 'kept'>;

/** Work on whole databases and with passwords, seconds long. Each does what the function of its name does. */
export const STORE_TASKS = {
  passwordKey: ({ password, ...how }: BackupKeyTask, _context: WorkContext) => passwordKey(password, how),
  copyUnderKey: (copy: CopyUnderKey, _context: WorkContext) => copyUnderKey(copy),
  checkFile: (file: DatabaseFile, _context: WorkContext) => checkFile(file),
  restoreBackup: (task: RestoreTask, { clock, log, onProgress, signal }: WorkContext) =>
    restoreBackup({
      ...task,
      clock,
      log,
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    }),
  repairStore: (file: DatabaseFile, { clock, log }: WorkContext) => repairStore({ ...file, clock, log }),
} as const;

export type StoreTaskName = keyof typeof STORE_TASKS;
export type StoreTaskInput<Name extends StoreTaskName> = Parameters<(typeof STORE_TASKS)[Name]>[0];
export type StoreTaskOutput<Name extends StoreTaskName> = Awaited<ReturnType<(typeof STORE_TASKS)[Name]>>;

/** Who does the tasks. */
export interface StoreWork {
  /**
   * The output of a task. When `signal` aborts, it ends as soon as it can.
   * @throws {StoreError} @throws {BackupError} as the function does
   * @throws whatever `signal` was aborted with
   */
  run<Name extends StoreTaskName>(
    name: Name,
    input: StoreTaskInput<Name>,
    options?: Pick<WorkContext, 'onProgress' | 'signal'>,
  ): Promise<StoreTaskOutput<Name>>;
}

/** Does every task in the thread that asks for it, which can do nothing else meanwhile. */
export function workHere(context: Pick<WorkContext, 'clock' | 'log'>): StoreWork {
  return {
    run: (name, input, options = {}) => runStoreTask(name, input, { ...context, ...options }),
  };
}

/** Does a task in this thread. */
export async function runStoreTask<Name extends StoreTaskName>(
  name: Name,
  input: StoreTaskInput<Name>,
  context: WorkContext,
): Promise<StoreTaskOutput<Name>> {
  context.signal?.throwIfAborted();
  await cryptoReady();
  const task = STORE_TASKS[name] as (input: StoreTaskInput<Name>, context: WorkContext) => unknown;
  return (await task(input, context)) as StoreTaskOutput<Name>;
}
