import { isCodedError } from '../../../ts/util/index.ts';
import type { Json } from './json.ts';

/** What we compute differs from what a vector says. */
export class Difference extends Error {
  constructor(path: string, expected: Json, actual: Json | undefined) {
    super(`${path}: expected ${shown(expected)}, got ${shown(actual)}${firstDifference(expected, actual)}`);
    this.name = 'Difference';
  }
}

/** A vector that lacks what its check needs, or has what nobody knows. */
export class VectorError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'VectorError';
  }
}

/** A value for people: long ones with their length and beginning. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 64)}… (${text.length} characters)`;
}

/** Where two long texts part. */
function firstDifference(expected: Json, actual: Json | undefined): string {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(actual ?? '')];
  if (a.length <= 80 && b.length <= 80) return '';
  const at = [...a].findIndex((character, index) => character !== b[index]);
  return at < 0 ? '' : ` (from character ${at}: ${a.slice(at, at + 16)}… / ${b.slice(at, at + 16)}…)`;
}

/** One line for whatever a check threw. */
export function reasonOf(error: unknown): string {
  if (error instanceof Difference || error instanceof VectorError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** @throws {VectorError} unless `condition` holds. */
export function require(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new VectorError(otherwise);
}

export interface Refusal {
  /** The codes of which the error must have one; any typed error will do when not given. */
  readonly codes?: readonly string[] | undefined;
  /** Errors that are typed without being coded. */
  readonly others?: readonly (new (...args: never[]) => Error)[];
}

/**
 * The product must refuse: `work` throws one of its typed errors, not whatever it stumbled over.
 * @throws {VectorError} when it does not.
 */
export function refused(work: () => unknown, { codes, others = [] }: Refusal = {}): void {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    if (others.some((other) => error instanceof other)) return;
    if (!isCodedError(error)) throw new VectorError(`refused, but by accident: ${reasonOf(error)}`);
    if (codes !== undefined && !codes.includes(error.code))
      throw new VectorError(`refused as ${error.code} instead of ${codes.join(' or ')}`);
    return;
  }
  throw new VectorError(`accepted${result instanceof Uint8Array ? ` as ${result.length} bytes` : ''}`);
}
