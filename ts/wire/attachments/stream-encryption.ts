import { SECRET_STREAM_TAG, SecretStreamWriter } from '../../crypto/index.ts';
import { concatBytes } from '../../util/index.ts';
import type { ByteTransform } from './byte-transform.ts';
import { transformWhole } from './byte-transform.ts';
import { AttachmentError } from './errors.ts';
import { atMost, MAX_FILE_BYTES } from './limits.ts';
import type { StreamKeys } from './stream-keys.ts';
import type { StreamPadding } from './stream-layout.ts';
import {
  STREAM_MARKER,
  STREAM_PIECE_BYTES,
  STREAM_TYPE,
  streamFileBytes,
  streamPaddingBytes,
} from './stream-layout.ts';

export interface StreamEncryptionParameters extends StreamKeys {
  /** Bytes of the file: the padding stands before it. */
  readonly size: number;
  readonly padding?: StreamPadding | undefined;
}

/**
 * Encrypts a file piece by piece in the way of newer clients (spec 01 §6.4). `update` and `finish` throw
 * {@link AttachmentError} `size-changed` when the file has not `size` bytes.
 */
export function streamEncryption(parameters: StreamEncryptionParameters): ByteTransform {
  const encryption = new StreamEncryption(parameters);
  return {
    update: (bytes) => encryption.update(bytes),
    finish: () => encryption.finish(),
    close: () => encryption.close(),
  };
}

/**
 * {@link streamEncryption} of a whole file for the network.
 * @throws {AttachmentError} `too-large` above 10,000,000 bytes.
 */
export function encryptStream(data: Uint8Array, keys: StreamKeys): Uint8Array {
  const size = atMost(MAX_FILE_BYTES, data.length);
  return transformWhole(data, streamEncryption({ ...keys, size }), {
    capacity: streamFileBytes(size, 'network'),
  });
}

class StreamEncryption {
  private readonly writer: SecretStreamWriter;
  private readonly piece = new Uint8Array(STREAM_PIECE_BYTES);
  private filled = 0;
  /** Bytes of plaintext, padding included, that are still to come. */
  private missing: number;
  private paddingLeft: number;
  private prefix: Uint8Array | undefined;

  constructor({ header, key, size, padding = 'network' }: StreamEncryptionParameters) {
    this.paddingLeft = streamPaddingBytes(size, padding);
    this.missing = this.paddingLeft + size;
    this.prefix = concatBytes(Uint8Array.of(STREAM_TYPE), header);
    this.writer = new SecretStreamWriter({ header, key });
  }

  update(bytes: Uint8Array): readonly Uint8Array[] {
    const pieces = this.beginning();
    if (bytes.length > this.missing) throw new AttachmentError('size-changed');
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + STREAM_PIECE_BYTES - this.filled);
      this.piece.set(part, this.filled);
      at += part.length;
      this.advance(part.length, pieces);
    }
    return pieces;
  }

  finish(): readonly Uint8Array[] {
    const pieces = this.beginning();
    if (this.missing > 0) throw new AttachmentError('size-changed');
    return pieces;
  }

  close(): void {
    this.writer.close();
    this.piece.fill(0);
  }

  /** The prefix and the padding, before anything else. */
  private beginning(): Uint8Array[] {
    if (this.prefix === undefined) return [];
    const pieces = [this.prefix];
    this.prefix = undefined;
    while (this.paddingLeft > 0) {
      const length = Math.min(this.paddingLeft, STREAM_PIECE_BYTES - this.filled);
      this.piece.fill(0, this.filled, this.filled + length);
      this.paddingLeft -= length;
      if (this.paddingLeft === 0) this.piece[this.filled + length - 1] = STREAM_MARKER;
      this.advance(length, pieces);
    }
    return pieces;
  }

  /** Encrypts the piece when it is full, or the last one. */
  private advance(length: number, pieces: Uint8Array[]): void {
    this.filled += length;
    this.missing -= length;
    if (this.filled < STREAM_PIECE_BYTES && this.missing > 0) return;
    const tag = this.missing === 0 ? SECRET_STREAM_TAG.final : SECRET_STREAM_TAG.message;
    pieces.push(this.writer.push(this.piece.subarray(0, this.filled), tag));
    this.filled = 0;
  }
}
