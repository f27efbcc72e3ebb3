import { concatBytes } from '../../../ts/util/index.ts';
import type { Rng } from './rng.ts';

const EDGES = [
  0x00, 0x01, 0x7f, 0x80, 0xff, 0x20, 0x2d, 0x30, 0x39, 0x3a, 0x64, 0x65, 0x69, 0x6c, 0x7b, 0x7d,
];
const NUMBERS = [
  '0',
  '-1',
  '00',
  '1',
  '255',
  '65536',
  '4294967295',
  '4294967296',
  '9007199254740993',
  '18446744073709551616',
];

type Change = (input: Uint8Array, rng: Rng) => Uint8Array;

/** One of several small changes that know nothing of the format. `others` are inputs to take pieces from. */
export function mutateBytes(input: Uint8Array, rng: Rng, others: readonly Uint8Array[]): Uint8Array {
  if (others.length > 0 && rng.oneIn(8)) return splice(input, rng.pick(others), rng);
  return rng.pick(CHANGES)(input, rng);
}

function replaced(
  input: Uint8Array,
  at: number,
  removed: number,
  ...added: readonly Uint8Array[]
): Uint8Array {
  return concatBytes(input.subarray(0, at), ...added, input.subarray(Math.min(input.length, at + removed)));
}

const CHANGES: readonly Change[] = [
  // One bit.
  (input, rng) => withByte(input, rng, (byte) => byte ^ (1 << rng.below(8))),
  // One byte of those at which decoders decide.
  (input, rng) => withByte(input, rng, () => rng.pick(EDGES)),
  (input, rng) => withByte(input, rng, (byte) => byte + rng.pick([-1, 1, 16, -16])),
  // Bytes more, bytes less, the end missing.
  (input, rng) => replaced(input, rng.below(input.length + 1), 0, rng.bytes(1 + rng.below(8))),
  (input, rng) => replaced(input, rng.below(input.length + 1), 1 + rng.below(8)),
  (input, rng) => input.subarray(0, rng.below(input.length + 1)),
  // A piece twice, or many times.
  (input, rng) => {
    const from = rng.below(input.length + 1);
    const piece = input.subarray(from, from + 1 + rng.below(32));
    return replaced(input, from, 0, ...Array.from({ length: rng.pick([1, 2, 40]) }, () => piece));
  },
  // Another number where digits are.
  (input, rng) => {
    const digits = [...Buffer.from(input).toString('latin1').matchAll(/\d+/g)];
    if (digits.length === 0) return withByte(input, rng, () => 0x30 + rng.below(10));
    const { index, 0: old } = rng.pick(digits);
    return replaced(input, index, old.length, Buffer.from(rng.pick(NUMBERS)));
  },
];

function withByte(input: Uint8Array, rng: Rng, change: (byte: number) => number): Uint8Array {
  if (input.length === 0) return rng.bytes(1);
  const at = rng.below(input.length);
  return input.with(at, change(input[at] ?? 0) & 0xff);
}

function splice(input: Uint8Array, other: Uint8Array, rng: Rng): Uint8Array {
  return concatBytes(
    input.subarray(0, rng.below(input.length + 1)),
    other.subarray(rng.below(other.length + 1)),
  );
}
