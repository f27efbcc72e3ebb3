import { CodedError } from './errors.ts';
import { compareBytes, concatBytes, utf8 } from './bytes.ts';

/** A bencoded value: integers are bigint when decoded (64 bit); strings are bytes; dictionary keys are latin-1 strings, byte for byte. */
export type BencodeValue = bigint | Uint8Array | readonly BencodeValue[] | ReadonlyMap<string, BencodeValue>;

/** What the encoder takes: as {@link BencodeValue}, and text (written as UTF-8) and safe integers too. */
export type BencodeInput =
  | bigint
  | number
  | string
  | Uint8Array
  | readonly BencodeInput[]
  | ReadonlyMap<string, BencodeInput>;

/** Bytes that are not strict bencode: bad token, unsorted or repeated key, leading zero, too deep, trailing bytes. */
export class BencodeError extends CodedError<'bencode-invalid'> {
  constructor(message: string) {
    super('bencode-invalid', { message });
  }
}

const MAX_DEPTH = 32;
const [INTEGER, LIST, DICTIONARY, END, COLON, MINUS] = [0x69, 0x6c, 0x64, 0x65, 0x3a, 0x2d];

/** Strict bencode; dictionary keys are written in byte order whatever the order of the map. */
export function encodeBencode(value: BencodeInput): Uint8Array {
  if (typeof value === 'bigint') return utf8(`i${value}e`);
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
  if (!/^[\u0000-\u00ff]*$/.test(key)) throw new BencodeError('key beyond one byte a character');
  return Uint8Array.from(Buffer.from(key, 'latin1'));
}

class Reader {
  private readonly bytes: Uint8Array;
  private position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
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
    return BigInt(text);
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
      if (previous !== undefined && compareBytes(previous, key) >= 0) throw new BencodeError('keys not sorted');
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
