import fc from 'fast-check';

import { concatBytes } from '../../../ts/util/index.ts';
import type { ByteTransform } from '../../../ts/wire/index.ts';
import { AttachmentError, transformBytes } from '../../../ts/wire/index.ts';

/** `size` bytes: i·7 mod 256. */
export function sampleFile(size: number): Uint8Array {
  return new Uint8Array(size).map((_, at) => at * 7);
}

/** The code of the error, or `accepted`. */
export async function outcome(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof AttachmentError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** Everything that comes out of `transform` for `file` in pieces of the given lengths, over and over. */
export async function throughPieces(
  file: Uint8Array,
  transform: ByteTransform,
  lengths: readonly number[],
): Promise<Uint8Array> {
  const output: Uint8Array[] = [];
  for await (const piece of transformBytes(cut(file, lengths), transform)) output.push(piece);
  return concatBytes(...output);
}

function* cut(file: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < file.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? file.length;
    yield file.subarray(at, at + length);
    at += length;
  }
}

/** Lengths of pieces: at least one of them is not 0. */
export const LENGTHS = fc
  .array(fc.oneof(fc.nat(40), fc.nat(70_000)), { maxLength: 5 })
  .map((lengths) => [...lengths, 4_099]);

/** `file` with one byte changed, or cut, or with something after it. */
export function damagedFile(file: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
      const copy = Uint8Array.from(file);
      copy[at] = (copy[at] ?? 0) ^ flip;
      return copy;
    }),
    fc.nat(file.length - 1).map((length) => file.subarray(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 100 }).map((rest) => concatBytes(file, rest)),
  );
}
