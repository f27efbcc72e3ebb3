import { readFileSync } from 'node:fs';

import { fromHex, utf8 } from '../../../ts/util/index.ts';

interface Protobuf {
  readonly messages: readonly { readonly type: string; readonly hex: string }[];
  readonly decode_only: readonly { readonly type: string; readonly hex: string }[];
  readonly invalid: readonly { readonly type: string; readonly hex: string }[];
}

const files = new Map<string, unknown>();

/** The vectors in `test/vectors/<name>.json`. */
export function vectors<Vectors>(name: string): Vectors {
  const known =
    files.get(name) ??
    JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8'));
  files.set(name, known);
  return known as Vectors;
}

/** Serialized messages of a type. */
export function protobufSeeds(type: string): readonly Uint8Array[] {
  const { messages, decode_only, invalid } = vectors<Protobuf>('protobuf');
  return [...messages, ...decode_only, ...invalid]
    .filter((one) => one.type === type)
    .map(({ hex }) => fromHex(hex));
}

export function texts(...all: readonly string[]): readonly Uint8Array[] {
  return all.map(utf8);
}

export function json(...all: readonly unknown[]): readonly Uint8Array[] {
  return all.map((value) => utf8(JSON.stringify(value)));
}

/** Text of fuzzed bytes; what is no UTF-8 gets its replacement characters, as everywhere where text comes in. */
export function textOf(input: Uint8Array): string {
  return Buffer.from(input).toString('utf8');
}

/** JSON of fuzzed bytes, or undefined: whoever reads an answer has parsed it before. */
export function jsonOf(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input)) as unknown;
  } catch {
    return undefined;
  }
}
