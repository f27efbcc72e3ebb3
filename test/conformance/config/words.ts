import type { ConfigDict, ConfigScalar, ConfigValue } from '../../../ts/config/index.ts';
import { isDict, isSet, toSet } from '../../../ts/config/value.ts';
import { fromHex, toHex } from '../../../ts/util/index.ts';
import { VectorError } from '../framework/failures.ts';
import type { Json, JsonObject } from '../framework/json.ts';
import { isJsonObject } from '../framework/json.ts';

const HEX = 'hex:';
const INTEGER = 'int:';
const PLAIN_ASCII = /^[\x20-\x7e]*$/;

/** A value of a config in the notation of the vectors: objects, arrays for sets, numbers, text or `hex:…`, `int:…`. */
export function valueToWords(value: ConfigValue): Json {
  if (isDict(value)) return dictToWords(value);
  if (isSet(value)) return value.map(scalarToWords);
  return scalarToWords(value);
}

export function dictToWords(dict: ConfigDict): JsonObject {
  return Object.fromEntries(
    [...dict].map(([key, value]) => [bytesToWords(Buffer.from(key, 'latin1')), valueToWords(value)]),
  );
}

function scalarToWords(scalar: ConfigScalar): Json {
  if (scalar instanceof Uint8Array) return bytesToWords(scalar);
  return Number.isSafeInteger(Number(scalar)) ? Number(scalar) : `${INTEGER}${scalar}`;
}

function bytesToWords(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return PLAIN_ASCII.test(text) ? text : HEX + toHex(bytes);
}

/** The value that such words mean. */
export function valueFromWords(words: Json): ConfigValue {
  if (isJsonObject(words))
    return new Map(Object.entries(words).map(([key, item]) => [keyFromWords(key), valueFromWords(item)]));
  if (Array.isArray(words)) return toSet((words as readonly Json[]).map(scalarFromWords));
  return scalarFromWords(words);
}

export function scalarFromWords(words: Json): ConfigScalar {
  if (typeof words === 'number') return BigInt(words);
  if (typeof words !== 'string') throw new VectorError(`no scalar: ${JSON.stringify(words)}`);
  if (words.startsWith(INTEGER)) return BigInt(words.slice(INTEGER.length));
  return bytesFromWords(words);
}

/** A key of a dict, byte for byte. */
export function keyFromWords(words: string): string {
  return Buffer.from(bytesFromWords(words)).toString('latin1');
}

function bytesFromWords(words: string): Uint8Array {
  return words.startsWith(HEX)
    ? fromHex(words.slice(HEX.length))
    : Uint8Array.from(Buffer.from(words, 'latin1'));
}
