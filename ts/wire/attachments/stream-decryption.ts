import type { SymmetricKey } from '../../crypto/index.ts';
import { SECRET_STREAM_TAG, SecretStreamReader, symmetricKey } from '../../crypto/index.ts';
import type { ByteTransform } from './byte-transform.ts';
import { transformWhole } from './byte-transform.ts';
import { DeclaredSize } from './declared-size.ts';
import { AttachmentError } from './errors.ts';
import { atMost, MAX_DOWNLOAD_BYTES } from './limits.ts';
import { STREAM_CHUNK_BYTES, STREAM_MARKER, STREAM_PREFIX_BYTES, STREAM_TYPE } from './stream-layout.ts';

const KEY_BYTES = 32;

/** What a pointer says about a file that is encrypted as a stream (spec 01 §6.4). */
export interface StreamPointer {
  /** 32 bytes. Secret. */
  readonly key: Uint8Array;
  /** Bytes of plaintext; pictures declare none. */
  readonly size?: number | undefined;
}

/**
 * Decrypts a file piece by piece (spec 01 §6.4). Every piece that comes out is proven to stand where it stands, but **only
 * when `finish` returns has it been the whole file**. `update` and `finish` throw {@link AttachmentError} `too-large` above
 * 10,300,000 bytes, `unknown-type`, `authentication-failed`, `padding-invalid`, `bytes-after-end`, `truncated`,
 * `shorter-than-declared`.
 * @throws {AttachmentError} `key-length`
 */
export function streamDecryption(pointer: StreamPointer): ByteTransform {
  const decryption = new StreamDecryption(pointer);
  return {
    update: (bytes) => decryption.update(bytes),
    finish: () => decryption.finish(),
    close: () => decryption.close(),
  };
}

/**
 * {@link streamDecryption} of a whole file: nothing is given out when any of it is wrong.
 * @throws {AttachmentError} of every code that is named there.
 */
export function decryptStream(file: Uint8Array, pointer: StreamPointer): Uint8Array {
  atMost(MAX_DOWNLOAD_BYTES, file.length);
  const capacity = Math.min(pointer.size ?? file.length, file.length);
  return transformWhole(file, streamDecryption(pointer), { capacity });
}

class StreamDecryption {
  private readonly key: SymmetricKey;
  private readonly declared: DeclaredSize;
  private reader: SecretStreamReader | undefined;
  /** The prefix first, then one chunk after the other. */
  private readonly pending = new Uint8Array(STREAM_CHUNK_BYTES);
  private filled = 0;
  private received = 0;
  private hasEnded = false;
  private isPadding = true;

  constructor({ key, size }: StreamPointer) {
    if (key.length !== KEY_BYTES) throw new AttachmentError('key-length');
    this.key = symmetricKey(key);
    this.declared = new DeclaredSize(size);
  }

  update(bytes: Uint8Array): readonly Uint8Array[] {
    this.received = atMost(MAX_DOWNLOAD_BYTES, this.received + bytes.length);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const wanted = this.reader === undefined ? STREAM_PREFIX_BYTES : STREAM_CHUNK_BYTES;
      const part = bytes.subarray(at, at + wanted - this.filled);
      this.pending.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === wanted) pieces.push(...this.unit());
    }
    return pieces;
  }

  finish(): readonly Uint8Array[] {
    if (this.reader === undefined) throw new AttachmentError('truncated');
    const pieces = this.filled > 0 ? this.unit() : [];
    if (!this.hasEnded) throw new AttachmentError('truncated');
    if (this.isPadding) throw new AttachmentError('padding-invalid');
    this.declared.check();
    return pieces;
  }

  close(): void {
    this.reader?.close();
  }

  /** What the filled part of the buffer holds: the prefix, or a chunk. */
  private unit(): readonly Uint8Array[] {
    const unit = this.pending.subarray(0, this.filled);
    this.filled = 0;
    if (this.reader !== undefined) return this.chunk(this.reader, unit);
    if (unit[0] !== STREAM_TYPE) throw new AttachmentError('unknown-type');
    this.reader = new SecretStreamReader({ header: unit.subarray(1), key: this.key });
    return [];
  }

  private chunk(reader: SecretStreamReader, encrypted: Uint8Array): readonly Uint8Array[] {
    if (this.hasEnded) throw new AttachmentError('bytes-after-end');
    const { message, tag } = pulled(reader, encrypted);
    if (tag === SECRET_STREAM_TAG.final) this.hasEnded = true;
    else if (tag !== SECRET_STREAM_TAG.message) throw new AttachmentError('unknown-type');
    return this.declared.cut(this.isPadding ? this.afterPadding(message) : message);
  }

  /** What follows the marker, which may stand in a later chunk. */
  private afterPadding(message: Uint8Array): Uint8Array {
    const marker = message.findIndex((byte) => byte !== 0);
    if (marker < 0) return message.subarray(message.length);
    if (message[marker] !== STREAM_MARKER) throw new AttachmentError('padding-invalid');
    this.isPadding = false;
    return message.subarray(marker + 1);
  }
}

function pulled(reader: SecretStreamReader, encrypted: Uint8Array): ReturnType<SecretStreamReader['pull']> {
  try {
    return reader.pull(encrypted);
  } catch {
    throw new AttachmentError('authentication-failed');
  }
}
