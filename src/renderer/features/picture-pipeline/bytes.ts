import { PipelineError } from './pipeline-error.ts';

/** Whether `text`, in ASCII, stands at an offset. */
export function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset + text.length > bytes.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

export function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** @throws {PipelineError} `picture-broken` beyond the end */
export function u8(bytes: Uint8Array, offset: number): number {
  const value = bytes[offset];
  if (value === undefined) throw new PipelineError('picture-broken');
  return value;
}

/** Big-endian. @throws {PipelineError} `picture-broken` beyond the end */
export function u16(bytes: Uint8Array, offset: number): number {
  return u8(bytes, offset) * 0x1_00 + u8(bytes, offset + 1);
}

/** Big-endian. @throws {PipelineError} `picture-broken` beyond the end */
export function u32(bytes: Uint8Array, offset: number): number {
  return u16(bytes, offset) * 0x1_00_00 + u16(bytes, offset + 2);
}

/** Little-endian. @throws {PipelineError} `picture-broken` beyond the end */
export function u16le(bytes: Uint8Array, offset: number): number {
  return u8(bytes, offset) + u8(bytes, offset + 1) * 0x1_00;
}

/** Little-endian. @throws {PipelineError} `picture-broken` beyond the end */
export function u24le(bytes: Uint8Array, offset: number): number {
  return u16le(bytes, offset) + u8(bytes, offset + 2) * 0x1_00_00;
}

/** Little-endian. @throws {PipelineError} `picture-broken` beyond the end */
export function u32le(bytes: Uint8Array, offset: number): number {
  return u16le(bytes, offset) + u16le(bytes, offset + 2) * 0x1_00_00;
}

/** The bytes of a part. @throws {PipelineError} `picture-broken` when it reaches beyond the end */
export function part(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (start < 0 || end < start || end > bytes.length) throw new PipelineError('picture-broken');
  return bytes.subarray(start, end);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of parts) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
