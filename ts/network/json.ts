// Spec 02 §4.1.

import { NetworkError } from './errors.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** @throws {NetworkError} `bad-response` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NetworkError('bad-response', { message: 'not JSON' });
  }
}

/**
 * As {@link parseJson}, with every number called `swarm_id` as a string: it has 64 bits, more than a JSON number keeps.
 * @throws {NetworkError} `bad-response`
 */
export function parseNodeJson(text: string): unknown {
  return parseJson(text.includes('"swarm_id"') ? text.replace(/("swarm_id"\s*:\s*)(\d+)/g, '$1"$2"') : text);
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws {NetworkError} `bad-response` unless `value` is an object. */
export function asRecord(value: unknown, what: string): JsonRecord {
  if (!isRecord(value)) throw new NetworkError('bad-response', { message: `${what} is not an object` });
  return value;
}

/** @throws {NetworkError} `bad-response` unless `value` is an array. */
export function asArray(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new NetworkError('bad-response', { message: `${what} is not a list` });
  return value as unknown[];
}

/** A non-negative safe integer, or undefined. */
export function asCount(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}
