import { CryptoError, wipe } from '../../crypto/index.ts';
import type { CryptoErrorCode } from '../../crypto/index.ts';
import type { TaskPort } from '../../util/index.ts';
import { createLog, errorCode, systemClock } from '../../util/index.ts';
import { BackupError } from '../backup/errors.ts';
import type { BackupErrorCode } from '../backup/errors.ts';
import type { BackupProgress } from '../backup/write-backup.ts';
import { StoreError } from '../errors.ts';
import type { StoreErrorCode } from '../errors.ts';
import { runStoreTask } from './tasks.ts';
import type { StoreTaskInput, StoreTaskName } from './tasks.ts';

/** To a thread: the one task of its life. */
export interface StoreTaskRequest<Name extends StoreTaskName = StoreTaskName> {
  readonly name: Name;
  readonly input: StoreTaskInput<Name>;
}

/** From a thread; the last one is an output or a refusal. */
export type StoreTaskReply =
  | { readonly progress: BackupProgress }
  | { readonly logLine: string }
  | { readonly output: unknown }
  | { readonly refused: StoreTaskRefusal };

/** An error in a form that keeps its class on the way between threads. */
export type StoreTaskRefusal =
  | { readonly of: 'store'; readonly code: StoreErrorCode }
  | { readonly of: 'backup'; readonly code: BackupErrorCode }
  | { readonly of: 'crypto'; readonly code: CryptoErrorCode }
  | { readonly of: 'thread'; readonly code: string };

/** What a thread for work on a store does: one task. Call this with its `parentPort`. */
export function serveStoreWork(port: TaskPort): void {
  const reply = (message: StoreTaskReply): void => port.postMessage(message);
  port.on('message', (message) => void answer(message as StoreTaskRequest, reply));
}

/** The error that a thread has met. */
export function errorOf(refusal: StoreTaskRefusal): Error {
  switch (refusal.of) {
    case 'store':
      return new StoreError(refusal.code);
    case 'backup':
      return new BackupError(refusal.code);
    case 'crypto':
      return new CryptoError(refusal.code);
    case 'thread':
      return new StoreError('store-io', { message: refusal.code });
  }
}

async function answer(
  { name, input }: StoreTaskRequest,
  reply: (message: StoreTaskReply) => void,
): Promise<void> {
  const log = createLog(systemClock, (logLine) => reply({ logLine }));
  const context = {
    clock: systemClock,
    log,
    onProgress: (progress: BackupProgress) => reply({ progress }),
  };
  try {
    reply({ output: await runStoreTask(name, input, context) });
  } catch (error) {
    log.write('error', 'store-work-failed', { name, error });
    reply({ refused: refusalOf(error) });
  } finally {
    // Copies that were made for this thread.
    const { key, newKey } = input as { readonly key?: Uint8Array; readonly newKey?: Uint8Array };
    wipe(...[key, newKey].filter((secret) => secret !== undefined));
  }
}

function refusalOf(error: unknown): StoreTaskRefusal {
  if (error instanceof StoreError) return { of: 'store', code: error.code };
  if (error instanceof BackupError) return { of: 'backup', code: error.code };
  if (error instanceof CryptoError) return { of: 'crypto', code: error.code };
  return { of: 'thread', code: errorCode(error) };
}
