// The kinds of values that records in configs are made of (spec 03 §8). A value of another type than its key should have counts as absent,
// and stays where it is until the key gets a value of its own: it may be of a newer version.

import { utf8 } from '../util/index.ts';
import type { DictEditor } from './editor.ts';
import { ConfigError } from './errors.ts';
import type { ConfigDict, ConfigValue } from './value.ts';
import { EMPTY_DICT, isDict, isSet } from './value.ts';

/** A record that is read: stored data, or an editor. */
export interface Fields {
  get(key: string): ConfigValue | undefined;
}

/** Of a conversation; `default` leaves it to the app's setting. */
export type NotifyMode = 'default' | 'all' | 'none' | 'mentions';

const NOTIFY_MODES: readonly NotifyMode[] = ['default', 'all', 'none', 'mentions'];

/** Above it a timestamp is in milliseconds, above the next in microseconds. */
const MAX_SECONDS = 9_000_000_000;
const MAX_MILLISECONDS = 9_000_000_000_000;

const MAX_FEATURE = 63;

/** Names hold bytes of any client; what is no UTF-8 is shown as U+FFFD. */
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The dict at `key`; an empty one when there is none. */
export function readDict(fields: Fields, key: string): ConfigDict {
  const value = fields.get(key);
  return isDict(value) ? value : EMPTY_DICT;
}

/** An integer that a number can hold. */
export function readInteger(fields: Fields, key: string): number | undefined {
  const value = fields.get(key);
  if (typeof value !== 'bigint') return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

export function readFlag(fields: Fields, key: string): boolean {
  return (readInteger(fields, key) ?? 0) !== 0;
}

/** 1 or absent. */
export function writeFlag(editor: DictEditor, key: string, isOn: boolean): void {
  writeNonZero(editor, key, isOn ? 1 : 0);
}

export function readPositive(fields: Fields, key: string): number | undefined {
  const value = readInteger(fields, key);
  return value !== undefined && value > 0 ? value : undefined;
}

/** Absent unless above 0. @throws {ConfigError} `value-invalid` */
export function writePositive(editor: DictEditor, key: string, value: number | undefined): void {
  writeNonZero(editor, key, value === undefined || value < 0 ? 0 : value);
}

/** Absent when 0. @throws {ConfigError} `value-invalid` unless a safe integer */
export function writeNonZero(editor: DictEditor, key: string, value: number): void {
  if (value !== 0) writeInteger(editor, key, value);
  else if (readInteger(editor, key) !== undefined) editor.delete(key);
}

/** @throws {ConfigError} `value-invalid` unless a safe integer */
export function writeInteger(editor: DictEditor, key: string, value: number): void {
  if (!Number.isSafeInteger(value)) throw new ConfigError('value-invalid', { message: 'no safe integer' });
  editor.set(key, BigInt(value));
}

/** Seconds since the epoch of a timestamp in seconds, milliseconds or microseconds (spec 03 §8). */
export function toSeconds(timestamp: number): number {
  if (timestamp > MAX_MILLISECONDS) return Math.floor(timestamp / 1_000_000);
  return timestamp > MAX_SECONDS ? Math.floor(timestamp / 1_000) : timestamp;
}

/** A positive timestamp in whatever unit, as seconds. */
export function readTimeS(fields: Fields, key: string): number | undefined {
  const value = readPositive(fields, key);
  return value === undefined ? undefined : toSeconds(value);
}

/** Absent unless above 0; other units become seconds. @throws {ConfigError} `value-invalid` */
export function writeTimeS(editor: DictEditor, key: string, timeS: number | undefined): void {
  writePositive(editor, key, timeS === undefined ? undefined : toSeconds(timeS));
}

/** A string of exactly `length` bytes. */
export function readBytes(fields: Fields, key: string, length: number): Uint8Array | undefined {
  const value = fields.get(key);
  return value instanceof Uint8Array && value.length === length ? value : undefined;
}

/** A copy of the bytes: the caller may wipe its own. */
export function writeBytes(editor: DictEditor, key: string, bytes: Uint8Array): void {
  editor.set(key, Uint8Array.from(bytes));
}

/** Deletes a string, whatever its length. */
export function deleteString(editor: DictEditor, key: string): void {
  if (editor.get(key) instanceof Uint8Array) editor.delete(key);
}

/** A text of at most `maxBytes` of UTF-8; of a longer one that much. Never empty. */
export function readText(fields: Fields, key: string, maxBytes: number): string | undefined {
  const value = fields.get(key);
  if (!(value instanceof Uint8Array) || value.length === 0) return undefined;
  return lenientUtf8.decode(cutUtf8(value, maxBytes));
}

/** Absent when empty; what does not fit in `maxBytes` is cut off. A stored text that reads the same stays, byte for byte. */
export function writeText(
  editor: DictEditor,
  key: string,
  { text, maxBytes }: { readonly text: string | undefined; readonly maxBytes: number },
): void {
  const fitting = fittingText(text ?? '', maxBytes);
  if (fitting === '') deleteString(editor, key);
  else if (fitting !== readText(editor, key, maxBytes)) editor.set(key, utf8(fitting));
}

/** As {@link writeText}, but an empty text is there too: as an empty string. */
export function writePresentText(
  editor: DictEditor,
  key: string,
  { text, maxBytes }: { readonly text: string; readonly maxBytes: number },
): void {
  const fitting = fittingText(text, maxBytes);
  const isThere = editor.get(key) !== undefined;
  if (isThere && fitting === (readText(editor, key, maxBytes) ?? '')) return;
  editor.set(key, utf8(fitting));
}

/** As much of `text` as fits in `maxBytes` of UTF-8, in whole code points. */
export function fittingText(text: string, maxBytes: number): string {
  const bytes = utf8(text);
  return bytes.length <= maxBytes ? text : lenientUtf8.decode(cutUtf8(bytes, maxBytes));
}

/** @throws {ConfigError} `text-too-long` above `maxBytes` of UTF-8 */
export function assertFits(text: string | undefined, maxBytes: number): void {
  if (text !== undefined && utf8(text).length > maxBytes) throw new ConfigError('text-too-long');
}

export function readNotify(fields: Fields, key: string): NotifyMode {
  return NOTIFY_MODES[readInteger(fields, key) ?? 0] ?? 'default';
}

/** A mode of a newer version stays as long as ours is the default. */
export function writeNotify(editor: DictEditor, key: string, mode: NotifyMode): void {
  const isUnknown = (readInteger(editor, key) ?? 0) >= NOTIFY_MODES.length;
  if (mode !== 'default' || !isUnknown) writePositive(editor, key, NOTIFY_MODES.indexOf(mode));
}

/** The numbers of Pro features in a set, 0 to 63, ascending. */
export function readFeatures(fields: Fields, key: string): readonly number[] {
  const value = fields.get(key);
  if (!isSet(value)) return [];
  return value.flatMap((element) => (isFeature(element) ? [Number(element)] : []));
}

/**
 * Adds `features` to the set and removes those of `known` that are not among them. Others that are there stay: they are of a newer version.
 * @throws {ConfigError} `value-invalid` for a number beyond 0 to 63
 */
export function writeFeatures(
  editor: DictEditor,
  key: string,
  { features, known }: { readonly features: readonly number[]; readonly known: readonly number[] },
): void {
  const areValid = features.every((feature) => Number.isInteger(feature) && isFeature(BigInt(feature)));
  if (!areValid) throw new ConfigError('value-invalid', { message: 'no feature' });
  editor.addToSet(key, features.map(BigInt));
  editor.removeFromSet(key, known.filter((feature) => !features.includes(feature)).map(BigInt));
}

function isFeature(value: bigint | Uint8Array): value is bigint {
  return typeof value === 'bigint' && value >= 0n && value <= MAX_FEATURE;
}

/** The bytes up to the last code point that ends within `maxBytes`. */
function cutUtf8(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length <= maxBytes) return bytes;
  let end = maxBytes;
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return bytes.subarray(0, end);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
