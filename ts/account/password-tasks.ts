import { cryptoReady, CryptoError, symmetricKey, wipe } from '../crypto/index.ts';
import type { Argon2idCost, SymmetricKey } from '../crypto/index.ts';
import { serveTasks, systemRandom } from '../util/index.ts';
import type { TaskPort } from '../util/index.ts';
import { passwordKey, unwrapKey, wrapKey } from './password-key.ts';

/** With what a key is wrapped under a password. */
export interface PasswordTask {
  /** The key (32 bytes) that is wrapped, or the wrapped one (72 bytes). */
  readonly data: Uint8Array;
  readonly password: string;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  readonly cost: Argon2idCost;
}

/** How a task ended; `password-wrong` also when the wrapped key was altered: the tag cannot tell the two apart. */
export type PasswordOutcome =
  | { readonly data: Uint8Array }
  | { readonly refused: 'password-wrong' | 'parameter-invalid' | 'out-of-memory' };

/** The tasks of the app lock (spec 01 §10.2), as a pool of threads knows them. */
export type PasswordTasks = {
  /** {@link wrapKey} under {@link passwordKey}. */
  readonly wrap: { readonly input: PasswordTask; readonly output: PasswordOutcome };
  /** {@link unwrapKey} under {@link passwordKey}. */
  readonly unwrap: { readonly input: PasswordTask; readonly output: PasswordOutcome };
};

/** What a thread for the app lock does, all its life: call this with its `parentPort`. */
export function servePasswordTasks(port: TaskPort): void {
  serveTasks<PasswordTasks>(port, {
    wrap: (task) =>
      run(task, (wrappingKey) => wrapKey(symmetricKey(task.data), wrappingKey, { random: systemRandom })),
    unwrap: (task) => run(task, (wrappingKey) => unwrapKey(task.data, wrappingKey)),
  });
}

async function run(
  { data, password, salt, cost }: PasswordTask,
  work: (wrappingKey: SymmetricKey) => Uint8Array,
): Promise<PasswordOutcome> {
  await cryptoReady();
  let wrappingKey: SymmetricKey | undefined;
  try {
    wrappingKey = passwordKey(password, { salt, cost });
    return { data: work(wrappingKey) };
  } catch (error) {
    return { refused: refusalOf(error) };
  } finally {
    // Copies that were made for this thread.
    wipe(data, ...(wrappingKey === undefined ? [] : [wrappingKey]));
  }
}

/** @throws whatever is no fault of password or parameters. */
function refusalOf(error: unknown): 'password-wrong' | 'parameter-invalid' | 'out-of-memory' {
  if (!(error instanceof CryptoError)) throw error;
  switch (error.code) {
    case 'decrypt-failed':
      return 'password-wrong';
    case 'out-of-memory':
      return 'out-of-memory';
    case 'parameter-invalid':
    case 'ciphertext-too-short':
    case 'key-length':
      return 'parameter-invalid';
    default:
      throw error;
  }
}
