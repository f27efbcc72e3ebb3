// Spec 01 §6.

/** Bytes of a file in pieces of any length, for instance a stream of Node. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Work that is done on a file piece by piece and never holds the whole of it. Good for one file. */
export interface ByteTransform {
  /** What can be given out after `bytes`: pieces that are neither kept nor changed later. */
  readonly update: (bytes: Uint8Array) => readonly Uint8Array[];
  /** The rest. Only when this returns is the file complete and proven. */
  readonly finish: () => readonly Uint8Array[];
  /** Forgets the keys; may be called at any time, and again. */
  readonly close: () => void;
}

/** Small enough that what one step writes is still in the processor's cache for the next. */
const PIECE_BYTES = 65_536;

/**
 * Sends `source` through `transform`.
 *
 * **What comes out of a decryption is not proven until the last piece has come**: when this throws, the receiver deletes what it
 * has written.
 * @throws whatever `source` or `transform` throws.
 */
export async function* transformBytes(
  source: ByteSource,
  transform: ByteTransform,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const bytes of source) yield* transform.update(bytes);
    yield* transform.finish();
  } finally {
    transform.close();
  }
}

/**
 * The same for a file that is in memory; nothing gets out before all is proven.
 * @param capacity the most bytes that can come out.
 */
export function transformWhole(
  file: Uint8Array,
  transform: ByteTransform,
  { capacity }: { readonly capacity: number },
): Uint8Array {
  const output = new Uint8Array(capacity);
  let length = 0;
  const write = (pieces: readonly Uint8Array[]): void => {
    for (const piece of pieces) {
      output.set(piece, length);
      length += piece.length;
    }
  };
  try {
    for (let at = 0; at < file.length; at += PIECE_BYTES) {
      write(transform.update(file.subarray(at, at + PIECE_BYTES)));
    }
    write(transform.finish());
  } finally {
    transform.close();
  }
  return output.subarray(0, length);
}
