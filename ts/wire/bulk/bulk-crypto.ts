// Spec 01 §6, §12.

import type { WorkerPool } from '../../util/index.ts';
import { AsyncError } from '../../util/index.ts';
import { AttachmentError } from '../attachments/index.ts';
import type { BulkInput, BulkOutcome, BulkOutput, BulkTaskName, BulkTasks } from './tasks.ts';
import { runBulkTask } from './tasks.ts';

/** Up to here the way to another thread takes longer than the work. */
const INLINE_BYTES = 65_536;

export interface BulkOptions {
  readonly signal?: AbortSignal | undefined;
  /** The caller needs `data` no longer: its memory may move to the thread, and the array is empty then. */
  readonly giveData?: boolean | undefined;
}

export type BulkMethod<Name extends BulkTaskName> = (
  input: BulkInput<Name>,
  options?: BulkOptions,
) => Promise<BulkOutput<Name>>;

/**
 * Work on whole files that does not hold up the thread that asks for it. Every method does what the function of its name does,
 * and throws the same {@link AttachmentError}; besides that `AsyncError` and `WorkerPoolError` of the pool.
 */
export type BulkCrypto = { readonly [Name in BulkTaskName]: BulkMethod<Name> };

/** Small inputs (up to 64 KiB) are done at once, in this thread; larger ones in a thread of `pool`. */
export function createBulkCrypto({
  pool,
}: {
  readonly pool: Pick<WorkerPool<BulkTasks>, 'run'>;
}): BulkCrypto {
  const method =
    <Name extends BulkTaskName>(name: Name): BulkMethod<Name> =>
    async (input, { signal, giveData = false } = {}) => {
      if (signal?.aborted === true) throw new AsyncError('aborted');
      if (input.data.length <= INLINE_BYTES) return outputOf(runBulkTask(name, input));
      const transfer = giveData ? wholeBuffer(input.data) : [];
      return outputOf(await pool.run(name, input, { transfer, signal }));
    };
  return {
    encryptLegacy: method('encryptLegacy'),
    decryptLegacy: method('decryptLegacy'),
    encryptStream: method('encryptStream'),
    decryptStream: method('decryptStream'),
    deriveStreamKeys: method('deriveStreamKeys'),
    encryptStreamReproducibly: method('encryptStreamReproducibly'),
    encryptLegacyPicture: method('encryptLegacyPicture'),
    decryptLegacyPicture: method('decryptLegacyPicture'),
    blake2b: method('blake2b'),
    sha256: method('sha256'),
  };
}

function outputOf<Output>(outcome: BulkOutcome<Output>): Output {
  if ('refused' in outcome) throw new AttachmentError(outcome.refused);
  return outcome.output;
}

/** The memory of `data`, unless others have a part of it. */
function wholeBuffer({ buffer, length }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === length ? [buffer] : [];
}
