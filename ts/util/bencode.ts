import { CodedError } from './errors.ts';
import { utf8 } from './bytes.ts';

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
/** Digits of a number that is exact as a `number`. */
const EXACT_DIGITS = 15;
/** Digits of 64 bits. */
const MAX_DIGITS = 20;
const [INTEGER, LIST, DICTIONARY, END, COLON, MINUS] = [0x69, 0x6c, 0x64, 0x65, 0x3a, 0x2d];
const [ZERO, NINE] = [0x30, 0x39];
const FIRST_CAPACITY_BYTES = 1_024;

/**
 * Strict bencode; dictionary keys are written in byte order whatever the order of the map.
 * @throws {BencodeError} for a number that is no safe integer, a bigint beyond 64 bits, a key that is not latin-1.
 */
export function encodeBencode(value: BencodeInput): Uint8Array {
  const writer = new Writer();
  writer.value(value);
  return writer.bytes();
}

/**
 * The one value in `bytes`. Byte strings are views of `bytes`: copy what is kept longer than they are.
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

/** Writes into one buffer that doubles when it is full. */
class Writer {
  private buffer = Buffer.alloc(FIRST_CAPACITY_BYTES);
  private length = 0;

  bytes(): Uint8Array {
    return Uint8Array.from(this.buffer.subarray(0, this.length));
  }

  value(value: BencodeInput): void {
    if (typeof value === 'bigint') this.latin1(`i${inRange(value)}e`);
    else if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.string(utf8(value));
    else if (value instanceof Uint8Array) this.string(value);
    else if (isMap(value)) this.dictionary(value);
    else this.list(value);
  }

  private number(value: number): void {
    if (!Number.isSafeInteger(value)) throw new BencodeError('not a safe integer');
    this.latin1(`i${value}e`);
  }

  private list(items: readonly BencodeInput[]): void {
    this.latin1('l');
    for (const item of items) this.value(item);
    this.latin1('e');
  }

  /** The order of the code units of latin-1 text is the order of its bytes. */
  private dictionary(map: ReadonlyMap<string, BencodeInput>): void {
    this.latin1('d');
    for (const key of [...map.keys()].sort(byCodeUnits)) {
      if (/[^\u0000-\u00ff]/.test(key)) throw new BencodeError('key beyond one byte a character');
      this.latin1(`${key.length}:${key}`);
      this.value(map.get(key) ?? '');
    }
    this.latin1('e');
  }

  private string(bytes: Uint8Array): void {
    this.latin1(`${bytes.length}:`);
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private latin1(text: string): void {
    this.reserve(text.length);
    this.length += this.buffer.write(text, this.length, 'latin1');
  }

  private reserve(length: number): void {
    const needed = this.length + length;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.alloc(Math.max(needed, 2 * this.buffer.length));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

class Reader {
  private readonly bytes: Uint8Array;
  private readonly text: Buffer;
  private position = 0;

  constructor(bytes: Uint8Array) {
    // A view of a Buffer would be a Buffer, whose methods do otherwise.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
    const start = this.string();
    return this.bytes.subarray(start, this.position);
  }

  private integer(): bigint {
    this.position += 1;
    const isNegative = this.bytes[this.position] === MINUS;
    if (isNegative) this.position += 1;
    const start = this.position;
    const small = this.digits(END);
    const digits = this.position - 1 - start;
    if (isNegative && small === 0) throw new BencodeError('bad integer');
    if (digits <= EXACT_DIGITS) return BigInt(isNegative ? -small : small);
    const exact = BigInt(this.text.toString('latin1', start, this.position - 1));
    return inRange(isNegative ? -exact : exact);
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
    let previous: string | undefined;
    while (!this.skipEnd()) {
      const start = this.string();
      const key = this.text.toString('latin1', start, this.position);
      if (previous !== undefined && previous >= key) throw new BencodeError('keys not sorted');
      previous = key;
      entries.set(key, this.value(depth + 1));
    }
    return entries;
  }

  /** Goes behind a byte string; where its bytes begin. */
  private string(): number {
    const length = this.digits(COLON);
    if (length > this.bytes.length - this.position) throw new BencodeError('string beyond the end');
    const start = this.position;
    this.position += length;
    return start;
  }

  /** The number before `terminator`, which is read too. Beyond {@link EXACT_DIGITS} digits it is rounded. */
  private digits(terminator: number): number {
    const { bytes } = this;
    const start = this.position;
    const limit = Math.min(bytes.length, start + MAX_DIGITS + 1);
    let value = 0;
    for (let at = start; at < limit; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === terminator) {
        if (at === start || (at > start + 1 && bytes[start] === ZERO)) throw new BencodeError('bad number');
        this.position = at + 1;
        return value;
      }
      if (byte < ZERO || byte > NINE) throw new BencodeError('bad token');
      value = value * 10 + (byte - ZERO);
    }
    throw new BencodeError('number without end');
  }

  private skipEnd(): boolean {
    if (this.bytes[this.position] !== END) return false;
    this.position += 1;
    return true;
  }
}
