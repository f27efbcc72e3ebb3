import { CodedError } from './errors.ts';
import { compareBytes, concatBytes, utf8 } from './bytes.ts';

/** A bencoded value: integers are bigint when decoded (64 bit); strings are bytes; dictionary keys are latin-1 strings, byte for byte. */
export type BencodeValue = bigint | Uint8Array | readonly BencodeValue[] | ReadonlyMap<string, BencodeValue>;

/** What the encoder takes: as {@link BencodeValue}, and text (written as UTF-8) and safe integers too. */
export type BencodeInput =
  bigint | number | string | Uint8Array | readonly BencodeInput[] | ReadonlyMap<string, BencodeInput>;

/** Bytes that are not strict bencode: bad token, unsorted or repeated key, leading zero, too deep, trailing bytes, more than 64 bits. */
export class BencodeError extends CodedError<'bencode-invalid'> {
  constructor(message: string) {
    super('bencode-invalid', { message });
  }
}

const MAX_DEPTH = 32;
const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 64n - 1n;
const [INTEGER, LIST, DICTIONARY, END, COLON, MINUS] = [0x69, 0x6c, 0x64, 0x65, 0x3a, 0x2d];

/**
 * Strict bencode; dictionary keys are written in byte order whatever the order of the map.
 * @throws {BencodeError} for a number that is no safe integer, a bigint beyond 64 bits, a key that is not latin-1.
 */
export function encodeBencode(value: BencodeInput): Uint8Array {
  if (typeof value === 'bigint') return utf8(`i${inRange(value)}e`);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new BencodeError('not a safe integer');
    return utf8(`i${value}e`);
  }
  if (typeof value === 'string') return encodeString(utf8(value));
  if (value instanceof Uint8Array) return encodeString(value);
  if (isMap(value)) return encodeDictionary(value);
  return concatBytes(utf8('l'), ...value.map(encodeBencode), utf8('e'));
}

/**
 * The one value in `bytes`. Byte strings are copies.
 * @throws {BencodeError}
 */
export function decodeBencode(bytes: Uint8Array): BencodeValue {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (!reader.atEnd()) throw new BencodeError('bytes after the end');
  return value;
}

/** Signed or unsigned 64 bits. */
function inRange(value: bigint): bigint {
  if (value < MIN_INTEGER || value > MAX_INTEGER) throw new BencodeError('integer beyond 64 bits');
  return value;
}

function isMap(value: BencodeInput): value is ReadonlyMap<string, BencodeInput> {
  return value instanceof Map;
}

function encodeString(bytes: Uint8Array): Uint8Array {
  return concatBytes(utf8(`${bytes.length}:`), bytes);
}

function encodeDictionary(map: ReadonlyMap<string, BencodeInput>): Uint8Array {
  const entries = [...map].map(([key, value]) => [latin1(key), value] as const);
  entries.sort(([a], [b]) => compareBytes(a, b));
  const parts = entries.flatMap(([key, value]) => [encodeString(key), encodeBencode(value)]);
  return concatBytes(utf8('d'), ...parts, utf8('e'));
}

function latin1(key: string): Uint8Array {
  if (/[^\u0000-\u00ff]/.test(key)) throw new BencodeError('key beyond one byte a character');
  return Uint8Array.from(Buffer.from(key, 'latin1'));
}

class Reader {
  private readonly bytes: Uint8Array;
  private position = 0;

  constructor(bytes: Uint8Array) {
    // A slice of a Buffer would be a view; of this it is a copy.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  atEnd(): boolean {
    return this.position === this.bytes.length;
  }

  value(depth: number): BencodeValue {
    if (depth > MAX_DEPTH) throw new BencodeError('too deep');
    const token = this.bytes[this.position];
    if (token === INTEGER) return this.integer();
    if (token === LIST) return this.list(depth);
    if (token === DICTIONARY) return this.dictionary(depth);
    return this.string();
  }

  private integer(): bigint {
    this.position += 1;
    const text = this.digitsUntil(END, true);
    if (!/^(?:0|-?[1-9][0-9]*)$/.test(text)) throw new BencodeError('bad integer');
    return inRange(BigInt(text));
  }

  private list(depth: number): BencodeValue[] {
    this.position += 1;
    const items: BencodeValue[] = [];
    while (!this.skipEnd()) items.push(this.value(depth + 1));
    return items;
  }

  private dictionary(depth: number): Map<string, BencodeValue> {
    this.position += 1;
    const entries = new Map<string, BencodeValue>();
    let previous: Uint8Array | undefined;
    while (!this.skipEnd()) {
      const key = this.string();
      if (previous !== undefined && compareBytes(previous, key) >= 0)
        throw new BencodeError('keys not sorted');
      previous = key;
      entries.set(Buffer.from(key).toString('latin1'), this.value(depth + 1));
    }
    return entries;
  }

  private string(): Uint8Array {
    const text = this.digitsUntil(COLON, false);
    if (!/^(?:0|[1-9][0-9]*)$/.test(text)) throw new BencodeError('bad length');
    const length = Number(text);
    if (length > this.bytes.length - this.position) throw new BencodeError('string beyond the end');
    const start = this.position;
    this.position += length;
    return this.bytes.slice(start, this.position);
  }

  private digitsUntil(terminator: number, signed: boolean): string {
    const start = this.position;
    const limit = Math.min(this.bytes.length, start + 21);
    for (let at = start; at < limit; at += 1) {
      const byte = this.bytes[at] as number;
      if (byte === terminator) {
        this.position = at + 1;
        return String.fromCharCode(...this.bytes.subarray(start, at));
      }
      const digit = byte >= 0x30 && byte <= 0x39;
      if (!digit && !(signed && byte === MINUS)) throw new BencodeError('bad token');
    }
    throw new BencodeError('number without end');
  }

  private skipEnd(): boolean {
    if (this.bytes[this.position] !== END) return false;
    this.position += 1;
    return true;
  }
}
