// Values out of a decoded dict: undefined stands for whatever is not what was asked for (spec 03 §2.2).

import type { BencodeValue } from '../util/index.ts';
import { BencodeError, decodeBencode } from '../util/index.ts';

export type BencodeDict = ReadonlyMap<string, BencodeValue>;

/** The dict in `bytes`; undefined when they are anything else. */
export function decodeDict(bytes: Uint8Array): BencodeDict | undefined {
  return asDict(decoded(bytes));
}

/** The list in `bytes`; undefined when they are anything else. */
export function decodeList(bytes: Uint8Array): readonly BencodeValue[] | undefined {
  return asList(decoded(bytes));
}

export function asDict(value: BencodeValue | undefined): BencodeDict | undefined {
  return value instanceof Map ? (value as BencodeDict) : undefined;
}

export function asList(value: BencodeValue | undefined): readonly BencodeValue[] | undefined {
  return Array.isArray(value) ? (value as readonly BencodeValue[]) : undefined;
}

/** Bytes, of that length when one is given. */
export function asBytes(value: BencodeValue | undefined, length?: number): Uint8Array | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  return length === undefined || value.length === length ? value : undefined;
}

/** An integer from 0 that can be counted up exactly. */
export function asCount(value: BencodeValue | undefined): number | undefined {
  if (typeof value !== 'bigint' || value < 0n || value >= BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return Number(value);
}

function decoded(bytes: Uint8Array): BencodeValue | undefined {
  try {
    return decodeBencode(bytes);
  } catch (error) {
    if (error instanceof BencodeError) return undefined;
    throw error;
  }
}
