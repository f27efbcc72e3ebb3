import * as zlib from 'node:zlib';

import { ZstdError } from './zstd-frame.ts';

/** Level 1 and everything else as the library has it: the bytes that all clients of the network make (spec 03 §5.1). */
const LEVEL = 1;
/** Node asks for room once more when its buffer is exactly full. */
const SPARE_BYTES = 64;

/** One implementation of the two directions; both answer for whole frames only. */
export interface ZstdCodec {
  readonly compress: (bytes: Uint8Array) => Uint8Array;
  /**
   * @param contentSize what the frame declares, checked against a limit before.
   * @throws {ZstdError} `zstd-invalid`, also when the content is of another size.
   */
  readonly decompress: (frame: Uint8Array, contentSize: number) => Uint8Array;
}

/** The codec of this Node; `undefined` where it has none, as Electron 33. */
export function nodeZstd(): ZstdCodec | undefined {
  // Whatever the types say: Node has it since 22.15.
  if (typeof (zlib as Partial<typeof zlib>).zstdCompressSync !== 'function') return undefined;
  const { ZSTD_c_compressionLevel } = zlib.constants;
  return {
    compress: (bytes) =>
      plain(
        zlib.zstdCompressSync(bytes, {
          params: { [ZSTD_c_compressionLevel]: LEVEL },
          pledgedSrcSize: bytes.length,
        }),
      ),
    decompress: (frame, contentSize) =>
      checked(contentSize, () =>
        zlib.zstdDecompressSync(frame, {
          chunkSize: contentSize + SPARE_BYTES,
          maxOutputLength: contentSize + SPARE_BYTES,
        }),
      ),
  };
}

/** The codec in WebAssembly, loaded only when it is asked for. */
export async function wasmZstd(): Promise<ZstdCodec> {
  const { Zstd } = await import('@hpcc-js/wasm-zstd');
  const zstd = await Zstd.load();
  return {
    compress: (bytes) => zstd.compress(bytes, LEVEL),
    decompress: (frame, contentSize) => checked(contentSize, () => zstd.decompress(frame)),
  };
}

function checked(contentSize: number, decompress: () => Uint8Array): Uint8Array {
  let content: Uint8Array;
  try {
    content = decompress();
  } catch (cause) {
    throw new ZstdError('zstd-invalid', { cause });
  }
  if (content.length !== contentSize) throw new ZstdError('zstd-invalid', { message: 'of another size' });
  return plain(content);
}

/** Node's small buffers share a pool, and a slice of a Buffer is a view: nobody should have to know. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes instanceof Buffer ? new Uint8Array(bytes) : bytes;
}
