import { Worker } from 'node:worker_threads';

import { type PasswordOutcome, type PasswordTasks, WorkerPool } from '../../../ts/client/index.ts';
import { PasswordError } from './password-error.ts';
import type { PasswordKdf } from './vault-file.ts';

/** Wraps keys under passwords; takes a second or two, somewhere else. */
export interface PasswordWrapping {
  /** 72 bytes. `key` is given away: empty afterwards. @throws {PasswordError} */
  wrap(key: Uint8Array, how: PasswordUse): Promise<Uint8Array>;
  /** The key, alone in its memory. @throws {PasswordError} `password-wrong` and others */
  unwrap(wrapped: Uint8Array, how: PasswordUse): Promise<Uint8Array>;
}

export interface PasswordUse {
  readonly password: string;
  readonly kdf: PasswordKdf;
}

/**
 * Does it in a thread (`password-worker.ts`) that lives for one task: the hundreds of megabytes that argon2id fills, and what it leaves
 * in them, go with it.
 */
export function passwordThread(program: string | URL): PasswordWrapping {
  return {
    wrap: (key, how) => run(program, 'wrap', { ...how, data: key }),
    unwrap: (wrapped, how) => run(program, 'unwrap', { ...how, data: wrapped.slice() }),
  };
}

async function run(
  program: string | URL,
  task: keyof PasswordTasks,
  { data, password, kdf }: PasswordUse & { readonly data: Uint8Array },
): Promise<Uint8Array> {
  const pool = new WorkerPool<PasswordTasks>({
    threads: 1,
    startThread: () => new Worker(program, { name: 'password' }),
  });
  const cost = { passes: kdf.ops, memoryBytes: kdf.memKiB * 1024 };
  try {
    const input = { data, password, salt: kdf.salt, cost };
    return dataOf(await pool.run(task, input, { transfer: [data.buffer as ArrayBuffer] }));
  } catch (cause) {
    if (cause instanceof PasswordError) throw cause;
    throw new PasswordError('password-failed', { cause });
  } finally {
    await pool.close();
  }
}

function dataOf(outcome: PasswordOutcome): Uint8Array {
  if ('data' in outcome) return outcome.data;
  switch (outcome.refused) {
    case 'password-wrong':
      throw new PasswordError('password-wrong');
    case 'out-of-memory':
      throw new PasswordError('password-out-of-memory');
    case 'parameter-invalid':
      throw new PasswordError('password-failed');
  }
}
