import { SECRET_STREAM_HEADER_BYTES, SECRET_STREAM_OVERHEAD_BYTES } from '../../crypto/index.ts';

/** First byte of a file: the letter S. */
export const STREAM_TYPE = 0x53;
export const STREAM_PREFIX_BYTES = 1 + SECRET_STREAM_HEADER_BYTES;
/** Plaintext of one piece. */
export const STREAM_PIECE_BYTES = 32_768;
/** One piece as it stands in the file. */
export const STREAM_CHUNK_BYTES = STREAM_PIECE_BYTES + SECRET_STREAM_OVERHEAD_BYTES;
/** Stands before the data, after zeros. */
export const STREAM_MARKER = 0x01;

const SMALLEST_STEP_BASE = 131_072;
const STEPS = 32;

/** `network` hides the size, `none` is for files that stay on this machine. */
export type StreamPadding = 'network' | 'none';

/**
 * Bytes before the data of a file of `size` bytes: zeros and the marker, at least 1, so many that the file has a length which
 * 3 % of all files share (spec 01 §6.4).
 */
export function streamPaddingBytes(size: number, padding: StreamPadding): number {
  if (padding === 'none') return 1;
  const chunks = Math.ceil(size / STREAM_PIECE_BYTES);
  const shortest = size + STREAM_PREFIX_BYTES + 1 + SECRET_STREAM_OVERHEAD_BYTES * chunks;
  const step = largestPowerOfTwo(Math.max(shortest, SMALLEST_STEP_BASE)) / STEPS;
  const target = Math.ceil(shortest / step) * step;
  const room = target - shortest + 1;
  // Padding needs chunks too: the tags of those that it fills, and of one that it begins.
  const wholeChunks = room >= STREAM_CHUNK_BYTES ? Math.floor(room / STREAM_CHUNK_BYTES) : 0;
  const beginsChunk = room % STREAM_CHUNK_BYTES > chunks * STREAM_PIECE_BYTES - size;
  return room - SECRET_STREAM_OVERHEAD_BYTES * (wholeChunks + (beginsChunk ? 1 : 0));
}

/** The encrypted file of a plaintext of `size` bytes (spec 01 §6.4). */
export function streamFileBytes(size: number, padding: StreamPadding): number {
  const plain = size + streamPaddingBytes(size, padding);
  return STREAM_PREFIX_BYTES + plain + SECRET_STREAM_OVERHEAD_BYTES * Math.ceil(plain / STREAM_PIECE_BYTES);
}

function largestPowerOfTwo(upTo: number): number {
  return 2 ** Math.floor(Math.log2(upTo));
}
