import {
  CryptoError,
  SECRET_STREAM_OVERHEAD_BYTES,
  SECRET_STREAM_TAG,
  SecretStreamReader,
  SecretStreamWriter,
} from '../../crypto/index.ts';
import { BackupError } from './errors.ts';
import type { BackupKey } from './header.ts';

type Bytes = AsyncIterable<Uint8Array>;

const FRAME_BYTES = 65_536;
const SEALED_BYTES = FRAME_BYTES + SECRET_STREAM_OVERHEAD_BYTES;

/** Seals bytes in frames of 64 KiB and 17; the last one, shorter or not, says that it is. Closes its key. */
export async function* sealFrames(
  bytes: Bytes,
  { key, streamHeader }: BackupKey,
): AsyncGenerator<Uint8Array> {
  const stream = new SecretStreamWriter({ key, header: streamHeader });
  try {
    let held: Uint8Array | undefined;
    for await (const frame of inPieces(bytes, FRAME_BYTES)) {
      if (held !== undefined) yield stream.push(held, SECRET_STREAM_TAG.message);
      held = frame;
    }
    yield stream.push(held ?? new Uint8Array(0), SECRET_STREAM_TAG.final);
  } finally {
    stream.close();
  }
}

/**
 * Opens what {@link sealFrames} has made. **The bytes are not proven complete before the end has come.**
 * @throws {BackupError} `backup-truncated`, `backup-damaged`
 */
export async function* openFrames(
  bytes: Bytes,
  { key, streamHeader }: BackupKey,
): AsyncGenerator<Uint8Array> {
  const stream = new SecretStreamReader({ key, header: streamHeader });
  try {
    let isEnded = false;
    for await (const frame of inPieces(bytes, SEALED_BYTES)) {
      if (isEnded) throw new BackupError('backup-damaged', { message: 'bytes after the end' });
      const { message, tag } = pulled(stream, frame);
      isEnded = tag === SECRET_STREAM_TAG.final;
      yield message;
    }
    if (!isEnded) throw new BackupError('backup-truncated');
  } finally {
    stream.close();
  }
}

function pulled(stream: SecretStreamReader, frame: Uint8Array): ReturnType<SecretStreamReader['pull']> {
  try {
    return stream.pull(frame);
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    // A frame that was cut does not open either.
    throw new BackupError(frame.length < SEALED_BYTES ? 'backup-truncated' : 'backup-damaged', { cause });
  }
}

/** The same bytes in pieces of `size`, the last one of what is left. */
async function* inPieces(bytes: Bytes, size: number): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(size);
  let length = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + size - length);
      piece.set(part, length);
      length += part.length;
      at += part.length;
      if (length < size) continue;
      yield piece;
      piece = new Uint8Array(size);
      length = 0;
    }
  }
  if (length > 0) yield piece.subarray(0, length);
}
