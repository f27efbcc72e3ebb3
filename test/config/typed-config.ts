// Configs to write typed records to, and data that nobody would write on purpose.

import fc from 'fast-check';

import type { ConfigDict, ConfigValue } from '../../ts/config/index.ts';
import { ConfigObject, DictEditor } from '../../ts/config/index.ts';
import { toSet } from '../../ts/config/value.ts';
import { cryptoReady, symmetricKey } from '../../ts/crypto/index.ts';
import { zstdReady } from '../../ts/util/index.ts';

/** The time of most stories. */
export const NOW_MS = 1_760_000_000_000;
export const NOW_S = NOW_MS / 1_000;

export async function configsReady(): Promise<void> {
  await Promise.all([cryptoReady(), zstdReady()]);
}

/** A config of a fresh account, or with data that is there already. */
export function configWith(data: ConfigDict = new Map()): ConfigObject {
  const config = new ConfigObject({
    domain: 'Test',
    keys: () => [symmetricKey(new Uint8Array(32).fill(7))],
    clock: { nowMs: () => NOW_MS },
  });
  config.edit((root) => {
    for (const [key, value] of data) root.setValue(key, value);
  });
  return config;
}

/** What another device has after a push. */
export function syncedCopy(config: ConfigObject): ConfigObject {
  const { messages } = config.push();
  const other = configWith();
  other.merge(messages.map((data, at) => ({ hash: `${at}`, data })));
  return other;
}

/** The key of an ID's record. */
export function rawKey(id: string): string {
  return Buffer.from(id, 'hex').toString('latin1');
}

/** What is at a path, as plain JavaScript that is easy to compare: text, numbers, hex of what is no ASCII. */
export function at(config: ConfigObject, ...path: readonly string[]): unknown {
  let value: ConfigValue | undefined = config.data;
  for (const key of path) value = value instanceof Map ? (value as ConfigDict).get(key) : undefined;
  return value === undefined ? undefined : plain(value);
}

function plain(value: ConfigValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return plainText(value);
  if (value instanceof Map) {
    return Object.fromEntries([...(value as ConfigDict)].map(([key, item]) => [plainKey(key), plain(item)]));
  }
  return (value as readonly ConfigValue[]).map(plain);
}

function plainKey(key: string): string {
  return plainText(Buffer.from(key, 'latin1'));
}

function plainText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[\x20-\x7e]*$/.test(text) ? text : `hex:${Buffer.from(bytes).toString('hex')}`;
}

/** 66 hex characters with one of the prefixes. */
export function idWith(...prefixes: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...prefixes), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    .map(([prefix, key]) => prefix + Buffer.from(key).toString('hex'));
}

export function bytesOf(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

/** Undefined now and then. */
export function maybe<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.option(value, { nil: undefined });
}

/** Seconds of a time that nobody takes for milliseconds. */
export const TIME_S = fc.integer({ min: 1, max: 9_000_000_000 });

const FIELD_KEYS = [...'+@!#1abcefgijkmnopqrstuyzACEGIKMNPQRT'];
const BASE_URLS = ['http://example.org', 'https://example.org:8080', 'HTTP://Example.org', 'nowhere'];
const SCALAR = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 3n, -1n, 1_760_000_000n, 1_760_000_000_000n, 1_760_000_000_000_000n),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.uint8Array({ maxLength: 40 }),
  bytesOf(32),
  bytesOf(100),
  fc.string({ maxLength: 12, unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
  fc
    .constantFrom('http://example.org/file', 'd1:ei1e1:g0:e', 'de')
    .map((text) => new TextEncoder().encode(text)),
);
const KEY = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...FIELD_KEYS) },
  { weight: 2, arbitrary: idWith('03', '05', '15', '25', '00').map(rawKey) },
  { weight: 2, arbitrary: fc.constantFrom(...BASE_URLS, 'room', 'Room', 'R', 'ab'.repeat(32)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }).map((text) => Buffer.from(text).toString('latin1')) },
);

/** Config data of any shape, made of the keys and values that configs know. */
export const GARBAGE: fc.Arbitrary<ConfigDict> = fc
  .letrec<{ value: ConfigValue; dict: ConfigDict }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      SCALAR,
      fc.array(SCALAR, { minLength: 1, maxLength: 4 }).map(toSet),
      tie('dict'),
      tie('dict'),
    ),
    dict: fc.array(fc.tuple(KEY, tie('value')), { maxLength: 12 }).map((entries) => new Map(entries)),
  }))
  .dict.map((data) =>
    DictEditor.edit(new Map(), (root) => {
      for (const [key, value] of data) root.setValue(key, value);
    }),
  );

/** A record at a path in otherwise empty data. */
export function nested(path: readonly string[], record: ConfigDict): ConfigDict {
  return path.reduceRight<ConfigDict>((inner, key) => new Map([[key, inner]]), record);
}

export const key32 = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

/** The keys whose value is not the very same any more. */
export function changedKeys(before: ConfigDict, after: ConfigDict): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key),
  );
}

/** Whether each of the keys is one of the characters. */
export function isSubsetOf(characters: string): (keys: readonly string[]) => boolean {
  return (keys) => keys.every((key) => key.length === 1 && characters.includes(key));
}
