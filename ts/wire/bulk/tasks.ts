// Spec 01 §6, §12.

import { blake2b, sha256 } from '../../crypto/index.ts';
import type {
  AttachmentErrorCode,
  LegacyParameters,
  LegacyPictureParameters,
  LegacyPointer,
  StreamKeyDerivation,
  StreamKeys,
  StreamPointer,
} from '../attachments/index.ts';
import {
  AttachmentError,
  decryptLegacy,
  decryptLegacyPicture,
  decryptStream,
  deriveStreamKeys,
  encryptLegacy,
  encryptLegacyPicture,
  encryptStream,
} from '../attachments/index.ts';

/** The bytes that make a task long, and what the function needs besides. */
export type BulkData<Parameters = object> = Parameters & { readonly data: Uint8Array };

export interface Blake2bParameters {
  /** Bytes of output, 16–64. */
  readonly length: number;
  /** 1–64 bytes. */
  readonly key?: Uint8Array | undefined;
}

/** What takes long enough to be felt when the data is large. Each does what the function of its name does. */
export const BULK_TASKS = {
  encryptLegacy: ({ data, ...parameters }: BulkData<LegacyParameters>) => encryptLegacy(data, parameters),
  decryptLegacy: ({ data, ...pointer }: BulkData<LegacyPointer>) => decryptLegacy(data, pointer),
  encryptStream: ({ data, ...keys }: BulkData<StreamKeys>) => encryptStream(data, keys),
  decryptStream: ({ data, ...pointer }: BulkData<StreamPointer>) => decryptStream(data, pointer),
  deriveStreamKeys: ({ data, ...derivation }: BulkData<StreamKeyDerivation>) =>
    deriveStreamKeys(data, derivation),
  /** Both passes at once: the data makes one way only. The key is for the pointer. */
  encryptStreamReproducibly: ({ data, ...derivation }: BulkData<StreamKeyDerivation>) => {
    const keys = deriveStreamKeys(data, derivation);
    return { file: encryptStream(data, keys), key: keys.key };
  },
  encryptLegacyPicture: ({ data, ...parameters }: BulkData<LegacyPictureParameters>) =>
    encryptLegacyPicture(data, parameters),
  decryptLegacyPicture: ({ data, key }: BulkData<{ readonly key: Uint8Array }>) =>
    decryptLegacyPicture(data, { key }),
  blake2b: ({ data, length, key }: BulkData<Blake2bParameters>) => blake2b(length, data, key),
  sha256: ({ data }: BulkData) => sha256(data),
} as const;

export type BulkTaskName = keyof typeof BULK_TASKS;
export type BulkInput<Name extends BulkTaskName> = Parameters<(typeof BULK_TASKS)[Name]>[0];
export type BulkOutput<Name extends BulkTaskName> = ReturnType<(typeof BULK_TASKS)[Name]>;

/** How a task ended, in a form that keeps its meaning on the way between threads, where errors lose their class. */
export type BulkOutcome<Output> = { readonly output: Output } | { readonly refused: AttachmentErrorCode };

/** The tasks as a pool of threads knows them. */
export type BulkTasks = {
  readonly [Name in BulkTaskName]: {
    readonly input: BulkInput<Name>;
    readonly output: BulkOutcome<BulkOutput<Name>>;
  };
};

/** Does a task in this thread. */
export function runBulkTask<Name extends BulkTaskName>(
  name: Name,
  input: BulkInput<Name>,
): BulkOutcome<BulkOutput<Name>> {
  const task = BULK_TASKS[name] as (input: BulkInput<Name>) => BulkOutput<Name>;
  try {
    return { output: task(input) };
  } catch (error) {
    if (error instanceof AttachmentError) return { refused: error.code };
    throw error;
  }
}
