import { CodedError } from './errors.ts';

export type BytesErrorCode = 'hex-invalid' | 'base64-invalid' | 'utf8-invalid' | 'bytes-too-short';

/** Text or bytes that are not what their format demands. */
export class BytesError extends CodedError<BytesErrorCode> {}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Encoder = new TextEncoder();

/** Bytes of `text` in UTF-8. */
export function utf8(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

/** @throws {BytesError} `utf8-invalid` */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new BytesError('utf8-invalid', { cause });
  }
}

/** Lower-case hex, two characters a byte. */
export function toHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex');
}

/**
 * Bytes of hex of either case.
 * @throws {BytesError} `hex-invalid` for an odd length or another character.
 */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || /[^0-9a-fA-F]/.test(hex)) throw new BytesError('hex-invalid');
  return copyOf(Buffer.from(hex, 'hex'));
}

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return view(bytes).toString('base64');
}

/** Standard base64 without padding, as message hashes are written. */
export function toBase64Unpadded(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/=+$/, '');
}

/**
 * Bytes of standard base64, padded or not.
 * @throws {BytesError} `base64-invalid`
 */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const decoded = Buffer.from(text, 'base64');
  const isPaddingWrong = padding > 0 && text.length % 4 !== 0;
  if (
    isPaddingWrong ||
    digits % 4 === 1 ||
    decoded.length !== Math.floor((digits * 3) / 4) ||
    hasForeign(text)
  ) {
    throw new BytesError('base64-invalid');
  }
  return copyOf(decoded);
}

/**
 * Characters that Node's decoder takes for digits though they are none: those of the URL alphabet, and those beyond ASCII, of
 * which it reads one byte. Any other it skips, and the result is too short. (A pattern over megabytes would block for long.)
 */
function hasForeign(text: string): boolean {
  return text.includes('-') || text.includes('_') || Buffer.byteLength(text) !== text.length;
}

/** All parts one after another in a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Equality of public bytes; for MACs and keys use the constant-time comparison of `ts/crypto`. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && view(a).equals(view(b));
}

/** Order of public bytes, as `Buffer.compare`: negative, 0 or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(view(a), view(b));
}

/** Four bytes, little-endian, of an unsigned 32-bit integer. */
export function u32le(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/**
 * Unsigned 32-bit little-endian integer at `offset`.
 * @throws {BytesError} `bytes-too-short`
 */
export function readU32le(bytes: Uint8Array, offset = 0): number {
  if (offset + 4 > bytes.length) throw new BytesError('bytes-too-short');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true);
}

/**
 * Unsigned 64-bit big-endian integer at `offset`.
 * @throws {BytesError} `bytes-too-short`
 */
export function readU64be(bytes: Uint8Array, offset = 0): bigint {
  if (offset + 8 > bytes.length) throw new BytesError('bytes-too-short');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset, false);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Node keeps small buffers in a shared pool: a copy keeps secrets and neighbours apart. */
function copyOf(buffer: Buffer): Uint8Array {
  return Uint8Array.from(buffer);
}
