import protobuf from 'protobufjs/minimal.js';

import { fromUtf8, utf8 } from '../util/index.ts';
import { WireError } from './errors.ts';
import type { session } from './generated/protos.js';

/** What the generated code has in 64-bit fields. */
export type Long = session.TypingMessage['timestamp'];

const MAX_VARINT_BYTES = 10;
const MAX_U32 = 0xffff_ffff;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;

/**
 * Refuses text that is not UTF-8, and numbers of more than ten bytes in unknown fields too; byte fields are copies, so a small
 * key does not keep a large message in memory.
 */
class StrictReader extends protobuf.Reader {
  override string(): string {
    const length = this.size();
    const start = this.pos;
    this.skip(length);
    return fromUtf8(this.buf.subarray(start, this.pos));
  }

  override raw(start: number, end: number): Uint8Array {
    return new Uint8Array(this.buf.subarray(start, end));
  }

  override skip(length?: number): this {
    if (length !== undefined) return super.skip(length) as this;
    const start = this.pos;
    super.skip();
    if (this.pos - start > MAX_VARINT_BYTES) throw new RangeError('varint of more than ten bytes');
    return this;
  }
}

/** Writes half surrogate pairs as U+FFFD, because no receiver reads them otherwise, and uses no shared memory. */
class StrictWriter extends protobuf.Writer {
  static override alloc(size: number): Uint8Array {
    return new Uint8Array(size);
  }

  override string(value: string): this {
    this.bytes(utf8(value));
    return this;
  }
}

interface Encoder<Properties> {
  encode(message: Properties, writer: protobuf.Writer): protobuf.Writer;
}

interface Decoder<Message> {
  decode(reader: protobuf.Reader): Message;
}

/** The bytes of `message`: fields in ascending number, only those that are set (spec 04 §1). */
export function encodeProtobuf<Properties>(type: Encoder<Properties>, message: Properties): Uint8Array {
  return type.encode(message, new StrictWriter()).finish();
}

/**
 * The message in `bytes`, only with the fields that were there (spec 04 §1).
 * @throws {WireError} `protobuf-invalid`: broken encoding, a missing required field, text that is not UTF-8.
 */
export function decodeProtobuf<Message extends object>(type: Decoder<Message>, bytes: Uint8Array): Message {
  try {
    return type.decode(new StrictReader(bytes));
  } catch (error) {
    // The library's error holds the half-read message: only its words may go on.
    throw new WireError('protobuf-invalid', {
      message: error instanceof Error ? error.message : 'unreadable',
    });
  }
}

/** The fields that were on the wire; the generated classes answer with defaults for the others. */
export function present<Message extends object>(message: Message): Message {
  return { ...message };
}

/** `convert(value)`, or `undefined` when there is no value: for reading optional fields. */
export function ifPresent<Value, Result>(
  value: Value,
  convert: (value: NonNullable<Value>) => Result,
): Result | undefined {
  return value === undefined || value === null ? undefined : convert(value);
}

/** `convert(value)`, or the `null` by which the generated code knows an absent field: for writing optional fields. */
export function orAbsent<Value, Result>(value: Value | undefined, convert: (value: Value) => Result) {
  return value === undefined ? null : convert(value);
}

/** All 64 bits. */
export function toBigInt(value: Long): bigint {
  return (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
}

/**
 * A timestamp or count as a number, never rounded (spec 04 §1).
 * @throws {WireError} `number-out-of-range` above 2^53 − 1.
 */
export function toSafeNumber(value: Long): number {
  const exact = toBigInt(value);
  if (exact > BigInt(Number.MAX_SAFE_INTEGER)) throw new WireError('number-out-of-range');
  return Number(exact);
}

/** @throws {WireError} `number-out-of-range` unless 0 … 2^64 − 1. */
export function fromBigInt(value: bigint): Long {
  if (value < 0n || value > MAX_U64) throw new WireError('number-out-of-range');
  return new protobuf.util.LongBits(Number(value & 0xffff_ffffn), Number(value >> 32n)).toLong(true) as Long;
}

/** @throws {WireError} `number-out-of-range` unless a whole number, 0 … 2^53 − 1. */
export function fromSafeNumber(value: number): Long {
  if (!Number.isSafeInteger(value)) throw new WireError('number-out-of-range');
  return fromBigInt(BigInt(value));
}

/** @throws {WireError} `number-out-of-range` unless a whole number of 32 bits. */
export function uint32(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MAX_U32) throw new WireError('number-out-of-range');
  return value;
}

/** @throws {WireError} `field-length` unless `bytes` has `length` bytes. */
export function exactly(length: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== length) throw new WireError('field-length');
  return bytes;
}

/** Names of the values of an enum in both directions. */
export interface EnumNames<Name extends string, Value extends number> {
  readonly toWire: (name: Name) => Value;
  /** @throws {WireError} `protobuf-invalid` */
  readonly fromWire: (value: Value) => Name;
}

/** The two directions of a table from our names to the schema's values. */
export function enumNames<Name extends string, Value extends number>(
  values: Readonly<Record<Name, Value>>,
): EnumNames<Name, Value> {
  const names = new Map((Object.keys(values) as Name[]).map((name) => [values[name], name]));
  return {
    toWire: (name) => values[name],
    fromWire: (value) => {
      const name = names.get(value);
      if (name === undefined) throw new WireError('protobuf-invalid', { message: 'unknown enum value' });
      return name;
    },
  };
}
