import { concatBytes, decodeBencode } from '../../../ts/util/index.ts';
import type { BencodeValue } from '../../../ts/util/index.ts';
import { mutateBytes } from './mutate-bytes.ts';
import type { Rng } from './rng.ts';

const INTEGERS = [
  0n,
  1n,
  -1n,
  2n,
  255n,
  2n ** 31n,
  2n ** 53n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n - 1n,
  -(2n ** 63n),
];

/** The bencode in `input`, after whatever zeros stand before it, with a change to its tree; undefined when there is none. */
export function mutateBencode(input: Uint8Array, rng: Rng): Uint8Array | undefined {
  const start = input.findIndex((byte) => byte !== 0);
  try {
    const value = decodeBencode(input.subarray(Math.max(0, start)));
    return concatBytes(input.subarray(0, Math.max(0, start)), written(changed(value, rng), rng));
  } catch {
    return undefined;
  }
}

function changed(value: BencodeValue, rng: Rng): BencodeValue {
  if (rng.oneIn(20)) return anything(rng);
  if (typeof value === 'bigint') return rng.oneIn(2) ? rng.pick(INTEGERS) : value + rng.pick([-1n, 1n]);
  if (value instanceof Uint8Array) return changedString(value, rng);
  if (value instanceof Map) return changedDict(value as ReadonlyMap<string, BencodeValue>, rng);
  return changedList(value as readonly BencodeValue[], rng);
}

/** A string may be bencode itself. */
function changedString(value: Uint8Array, rng: Rng): Uint8Array {
  return (rng.oneIn(2) ? mutateBencode(value, rng) : undefined) ?? mutateBytes(value, rng, []);
}

function changedList(list: readonly BencodeValue[], rng: Rng): BencodeValue {
  if (list.length === 0) return [anything(rng)];
  const at = rng.below(list.length);
  const item = list[at] as BencodeValue;
  if (rng.oneIn(5)) return list.toSpliced(at, 1);
  if (rng.oneIn(5)) return list.toSpliced(at, 0, ...Array.from({ length: rng.pick([1, 30]) }, () => item));
  return list.with(at, changed(item, rng));
}

function changedDict(dict: ReadonlyMap<string, BencodeValue>, rng: Rng): BencodeValue {
  const names = [...dict.keys()];
  const copy = new Map(dict);
  if (names.length === 0) return copy.set(rng.pick(['', '!', 'a', '~']), anything(rng));
  const name = rng.pick(names);
  const value = copy.get(name) as BencodeValue;
  switch (rng.below(8)) {
    case 0:
      copy.delete(name);
      break;
    case 1:
      copy.set(rng.pick([`${name}0`, '', '+', '\u00ff', '~']), value);
      break;
    case 2:
      copy.set(name, dict.get(rng.pick(names)) as BencodeValue);
      break;
    default:
      copy.set(name, changed(value, rng));
  }
  return copy;
}

function anything(rng: Rng): BencodeValue {
  switch (rng.below(5)) {
    case 0:
      return rng.pick(INTEGERS);
    case 1:
      return rng.bytes(rng.pick([0, 1, 31, 32, 33, 64]));
    case 2:
      return [];
    case 3:
      return new Map();
    default:
      return [[new Uint8Array()], [new Uint8Array()]];
  }
}

/** Bencode, now and then with keys in the wrong order. */
function written(value: BencodeValue, rng: Rng): Uint8Array {
  if (typeof value === 'bigint') return Buffer.from(`i${value}e`);
  if (value instanceof Uint8Array) return concatBytes(Buffer.from(`${value.length}:`), value);
  if (!(value instanceof Map))
    return concatBytes(
      Buffer.from('l'),
      ...(value as readonly BencodeValue[]).map((item) => written(item, rng)),
      Buffer.from('e'),
    );
  const entries = [...(value as ReadonlyMap<string, BencodeValue>)].map(
    ([name, item]) => [Buffer.from(name, 'latin1'), item] as const,
  );
  if (!rng.oneIn(40)) entries.sort(([a], [b]) => Buffer.compare(a, b));
  return concatBytes(
    Buffer.from('d'),
    ...entries.flatMap(([name, item]) => [written(name, rng), written(item, rng)]),
    Buffer.from('e'),
  );
}
