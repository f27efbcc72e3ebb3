import type { ZstdCodec } from './zstd-codec.ts';
import { nodeZstd, wasmZstd } from './zstd-codec.ts';
import { zstdContentSize } from './zstd-frame.ts';

export { ZstdError } from './zstd-frame.ts';
export type { ZstdErrorCode } from './zstd-frame.ts';

let codec = nodeZstd();
let readiness: Promise<void> | undefined;

/** Loads an implementation of Zstandard where Node has none of its own; await it once before the two functions below. */
export function zstdReady(): Promise<void> {
  readiness ??= load();
  return readiness;
}

/**
 * `bytes` as one frame: level 1, content size in its header, no checksum, no dictionary (spec 03 §5.1). Every machine gives
 * the same bytes.
 */
export function compressZstd(bytes: Uint8Array): Uint8Array {
  return loaded().compress(bytes);
}

/**
 * The content of the one frame that `frame` is: refused when it is cut, when anything follows it, when it declares the size of
 * its content wrongly, or when it needs a dictionary. Nothing is allocated for a frame that declares more than `maxBytes`, and
 * never much more than that for one that declares nothing.
 * @throws {ZstdError} `zstd-invalid`, `zstd-too-large`
 */
export function decompressZstd(frame: Uint8Array, maxBytes: number): Uint8Array {
  return loaded().decompress(frame, { contentSize: zstdContentSize(frame, maxBytes), maxBytes });
}

async function load(): Promise<void> {
  codec ??= await wasmZstd();
}

function loaded(): ZstdCodec {
  if (codec === undefined) throw new Error('zstdReady() has not been awaited');
  return codec;
}
