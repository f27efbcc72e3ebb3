// The data model of config messages (spec 03 §2.1).

import { bytesEqual, compareBytes } from '../util/index.ts';

/** A signed 64-bit integer, or bytes. */
export type ConfigScalar = bigint | Uint8Array;
/** Scalars without duplicates in set order: integers by value, then strings by their bytes. Never empty when stored. */
export type ConfigSet = readonly ConfigScalar[];
/** Keys are latin-1 strings, byte for byte. Never empty when stored, except at the top. */
export type ConfigDict = ReadonlyMap<string, ConfigValue>;
export type ConfigValue = ConfigScalar | ConfigSet | ConfigDict;

export type ConfigKind = 'scalar' | 'set' | 'dict';

export const EMPTY_DICT: ConfigDict = new Map();

const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 63n - 1n;

export function isDict(value: ConfigValue | undefined): value is ConfigDict {
  return value instanceof Map;
}

export function isSet(value: ConfigValue | undefined): value is ConfigSet {
  return Array.isArray(value);
}

export function isScalar(value: ConfigValue | undefined): value is ConfigScalar {
  return typeof value === 'bigint' || value instanceof Uint8Array;
}

export function kindOf(value: ConfigValue): ConfigKind {
  if (isDict(value)) return 'dict';
  return isSet(value) ? 'set' : 'scalar';
}

/** Whether an integer has 64 bits with sign. */
export function isInt64(value: bigint): boolean {
  return value >= MIN_INTEGER && value <= MAX_INTEGER;
}

/** Set order: all integers before all strings. Negative, 0 or positive. */
export function compareScalars(a: ConfigScalar, b: ConfigScalar): number {
  if (typeof a === 'bigint') {
    if (typeof b !== 'bigint') return -1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return typeof b === 'bigint' ? 1 : compareBytes(a, b);
}

/** Whether two scalars are the same; an integer never equals a string. */
export function scalarsEqual(a: ConfigScalar, b: ConfigScalar): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return a === b;
  return bytesEqual(a, b);
}

/** Whether scalars stand in set order, without duplicates. */
export function isOrdered(scalars: readonly ConfigScalar[]): boolean {
  return scalars.every((scalar, at) => {
    const previous = scalars[at - 1];
    return previous === undefined || compareScalars(previous, scalar) < 0;
  });
}

/** The scalars in set order, each once. */
export function toSet(scalars: readonly ConfigScalar[]): ConfigSet {
  const sorted = [...scalars].sort(compareScalars);
  return sorted.filter((scalar, at) => {
    const previous = sorted[at - 1];
    return previous === undefined || !scalarsEqual(previous, scalar);
  });
}

/** The elements of `a` that are not in `b`; both in set order. */
export function setDifference(a: ConfigSet, b: ConfigSet): ConfigSet {
  let at = 0;
  return a.filter((element) => {
    for (;;) {
      const other = b[at];
      if (other === undefined) return true;
      const order = compareScalars(other, element);
      if (order > 0) return true;
      if (order === 0) return false;
      at += 1;
    }
  });
}

/** Deep equality. Trees share what did not change, so most comparisons end at once. */
export function valuesEqual(a: ConfigValue, b: ConfigValue): boolean {
  if (a === b) return true;
  if (isDict(a)) return isDict(b) && dictsEqual(a, b);
  if (isSet(a)) return isSet(b) && setsEqual(a, b);
  return isScalar(b) && scalarsEqual(a, b);
}

function setsEqual(a: ConfigSet, b: ConfigSet): boolean {
  return a.length === b.length && a.every((element, at) => compareScalars(element, b[at] ?? 0n) === 0);
}

function dictsEqual(a: ConfigDict, b: ConfigDict): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !valuesEqual(value, other)) return false;
  }
  return true;
}
