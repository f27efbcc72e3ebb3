import { fromBase64, isCodedError } from '../util/index.ts';
import { CommunityError } from './errors.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Beyond it is no date. */
const MAX_SECONDS = 8_640_000_000_000;

/** @throws {CommunityError} `answer-invalid`, always */
export function refuse(what: string): never {
  throw new CommunityError('answer-invalid', { message: what });
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws {CommunityError} `answer-invalid` unless an object. */
export function asRecord(value: unknown, what: string): JsonRecord {
  return isRecord(value) ? value : refuse(what);
}

/** @throws {CommunityError} `answer-invalid` unless a list. */
export function asList(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : refuse(what);
}

/** @throws {CommunityError} `answer-invalid` unless a text. */
export function asText(value: unknown, what: string): string {
  return typeof value === 'string' ? value : refuse(what);
}

/** @throws {CommunityError} `answer-invalid` unless an integer of 0 or more. */
export function asCount(value: unknown, what: string): number {
  return isCount(value) ? value : refuse(what);
}

/** Missing and null are undefined. @throws {CommunityError} as {@link asText} */
export function optionalText(value: unknown, what: string): string | undefined {
  return isAbsent(value) ? undefined : asText(value, what);
}

/** Missing and null are undefined. @throws {CommunityError} as {@link asCount} */
export function optionalCount(value: unknown, what: string): number | undefined {
  return isAbsent(value) ? undefined : asCount(value, what);
}

/**
 * Seconds of a server, with fractions, in whole milliseconds (spec 05, "Conventions").
 * @throws {CommunityError} `answer-invalid` unless a number that is a time.
 */
export function asTimeMs(seconds: unknown, what: string): number {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= MAX_SECONDS)) return refuse(what);
  return Math.floor(seconds * 1_000);
}

/** Missing and null are undefined. @throws {CommunityError} as {@link asTimeMs} */
export function optionalTimeMs(seconds: unknown, what: string): number | undefined {
  return isAbsent(seconds) ? undefined : asTimeMs(seconds, what);
}

/** Some servers write booleans as 0 and 1 (spec 05 §5); anything else, and nothing, is false. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}

/** As {@link isTrue}, undefined when missing. */
export function optionalFlag(value: unknown): boolean | undefined {
  return isAbsent(value) ? undefined : isTrue(value);
}

/** @throws {CommunityError} `answer-invalid` unless base64, padded or not. */
export function asBytes(value: unknown, what: string): Uint8Array {
  try {
    return fromBase64(asText(value, what));
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new CommunityError('answer-invalid', { message: what, cause });
  }
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** `value` without those members that are undefined. */
export function present<Fields extends object>(value: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Present<Fields>;
}

type Optional<Fields> = { [Key in keyof Fields]: undefined extends Fields[Key] ? Key : never }[keyof Fields];
type Present<Fields> = Omit<Fields, Optional<Fields>> & {
  [Key in Optional<Fields>]?: Exclude<Fields[Key], undefined>;
};

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
