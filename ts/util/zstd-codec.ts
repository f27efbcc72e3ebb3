import * as zlib from 'node:zlib';

import { ZstdError } from './zstd-frame.ts';

/** Level 1 and everything else as the library has it: the bytes that all clients of the network make (spec 03 §5.1). */
const LEVEL = 1;
/** Node asks for room once more when its buffer is exactly full. */
const SPARE_BYTES = 64;
const FIRST_CHUNK_BYTES = 65_536;

export interface ZstdSize {
  /** What the frame declares, at most the limit; undefined when it declares nothing. */
  readonly contentSize: number | undefined;
  readonly maxBytes: number;
}

/** One implementation of the two directions; both answer for whole frames only. */
export interface ZstdCodec {
  readonly compress: (bytes: Uint8Array) => Uint8Array;
  /** @throws {ZstdError} `zstd-invalid`, also when the content is of another size than declared; `zstd-too-large` */
  readonly decompress: (frame: Uint8Array, size: ZstdSize) => Uint8Array;
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
    decompress: (frame, size) => {
      const { contentSize, maxBytes } = size;
      const room = (contentSize ?? Math.min(maxBytes, FIRST_CHUNK_BYTES)) + SPARE_BYTES;
      return checked(size, () =>
        zlib.zstdDecompressSync(frame, {
          chunkSize: room,
          maxOutputLength: (contentSize ?? maxBytes) + SPARE_BYTES,
        }),
      );
    },
  };
}

/** The codec in WebAssembly, loaded only when it is asked for. It knows no limit, so it takes only frames that declare their size. */
export async function wasmZstd(): Promise<ZstdCodec> {
  const { Zstd } = await import('@hpcc-js/wasm-zstd');
  const zstd = await Zstd.load();
  return {
    compress: (bytes) => zstd.compress(bytes, LEVEL),
    decompress: (frame, size) => {
      if (size.contentSize === undefined) throw new ZstdError('zstd-invalid', { message: 'of unknown size' });
      return checked(size, () => zstd.decompress(frame));
    },
  };
}

function checked({ contentSize, maxBytes }: ZstdSize, decompress: () => Uint8Array): Uint8Array {
  let content: Uint8Array;
  try {
    content = decompress();
  } catch (cause) {
    throw new ZstdError(isTooLarge(cause) ? 'zstd-too-large' : 'zstd-invalid', { cause });
  }
  if (contentSize !== undefined && content.length !== contentSize) {
    throw new ZstdError('zstd-invalid', { message: 'of another size' });
  }
  if (content.length > maxBytes) throw new ZstdError('zstd-too-large');
  return plain(content);
}

/** Only a frame that declares no size gets as far as Node's own limit. */
function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** Node's small buffers share a pool, and a slice of a Buffer is a view: nobody should have to know. */
function plain(bytes: Uint8Array): Uint8Array {
  return bytes instanceof Buffer ? new Uint8Array(bytes) : bytes;
}
