import type { CipherStream, IncrementalHash } from '../../crypto/index.ts';
import {
  AES_CBC_IV_BYTES,
  aesCbcDecryption,
  incrementalHmacSha256,
  incrementalSha256,
  secretsEqual,
} from '../../crypto/index.ts';
import { concatBytes } from '../../util/index.ts';
import type { ByteTransform } from './byte-transform.ts';
import { transformWhole } from './byte-transform.ts';
import { DeclaredSize } from './declared-size.ts';
import { AttachmentError } from './errors.ts';
import { legacyKeys } from './legacy-encryption.ts';
import { LEGACY_MAC_BYTES } from './legacy-size.ts';
import { atMost, MAX_DOWNLOAD_BYTES, MAX_FILE_BYTES } from './limits.ts';

const DIGEST_BYTES = 32;

/** What a pointer says about a file that is encrypted in the legacy way (spec 01 §6.3). */
export interface LegacyPointer {
  /** 64 bytes. Secret. */
  readonly key: Uint8Array;
  /** 32 bytes, of the encrypted file; without it the file is refused. */
  readonly digest: Uint8Array | undefined;
  /** Bytes of plaintext without padding; without it the file is refused. */
  readonly size: number | undefined;
}

/**
 * Decrypts a file piece by piece (spec 01 §6.3). **Nothing is proven before `finish` returns**: the MAC stands at the end.
 * `update` and `finish` throw {@link AttachmentError} `too-large` above 10,300,000 bytes, `truncated`, `authentication-failed`,
 * `digest-mismatch`, `padding-invalid`, `shorter-than-declared`.
 * @throws {AttachmentError} `key-length`, `digest-missing`, `size-missing`, `too-large` for a size above 10,000,000.
 */
export function legacyDecryption(pointer: LegacyPointer): ByteTransform {
  const decryption = new LegacyDecryption(pointer);
  return {
    update: (bytes) => decryption.update(bytes),
    finish: () => decryption.finish(),
    close: () => undefined,
  };
}

/**
 * {@link legacyDecryption} of a whole file: nothing is given out that is not proven.
 * @throws {AttachmentError} of every code that is named there.
 */
export function decryptLegacy(file: Uint8Array, pointer: LegacyPointer): Uint8Array {
  atMost(MAX_DOWNLOAD_BYTES, file.length);
  const capacity = Math.min(pointer.size ?? 0, file.length);
  return transformWhole(file, legacyDecryption(pointer), { capacity });
}

class LegacyDecryption {
  private readonly keys: ReturnType<typeof legacyKeys>;
  private readonly digest: Uint8Array;
  private readonly declared: DeclaredSize;
  private readonly mac: IncrementalHash;
  private readonly fileHash = incrementalSha256();
  private decipher: CipherStream | undefined;
  private received = 0;
  private iv: Uint8Array = new Uint8Array();
  /** The last bytes so far, at most as many as a MAC has: they may be the MAC. */
  private tail: Uint8Array = new Uint8Array();

  constructor({ key, digest, size }: LegacyPointer) {
    if (digest?.length !== DIGEST_BYTES) throw new AttachmentError('digest-missing');
    if (size === undefined || size === 0) throw new AttachmentError('size-missing');
    this.keys = legacyKeys(key);
    this.digest = digest;
    this.declared = new DeclaredSize(atMost(MAX_FILE_BYTES, size));
    this.mac = incrementalHmacSha256(this.keys.mac);
  }

  update(bytes: Uint8Array): readonly Uint8Array[] {
    this.received = atMost(MAX_DOWNLOAD_BYTES, this.received + bytes.length);
    this.fileHash.update(bytes);
    const ready = Math.max(0, this.tail.length + bytes.length - LEGACY_MAC_BYTES);
    const fromTail = Math.min(ready, this.tail.length);
    const fromBytes = ready - fromTail;
    const pieces = [
      ...this.body(this.tail.subarray(0, fromTail)),
      ...this.body(bytes.subarray(0, fromBytes)),
    ];
    this.tail = concatBytes(this.tail.subarray(fromTail), bytes.subarray(fromBytes));
    return pieces;
  }

  finish(): readonly Uint8Array[] {
    if (this.decipher === undefined) throw new AttachmentError('truncated');
    if (!secretsEqual(this.mac.digest(), this.tail)) throw new AttachmentError('authentication-failed');
    if (!secretsEqual(this.fileHash.digest(), this.digest)) throw new AttachmentError('digest-mismatch');
    const pieces = this.declared.cut(lastBlock(this.decipher));
    this.declared.check();
    return pieces;
  }

  private body(bytes: Uint8Array): readonly Uint8Array[] {
    if (bytes.length === 0) return [];
    this.mac.update(bytes);
    if (this.decipher !== undefined) return this.declared.cut(this.decipher.update(bytes));
    const missing = AES_CBC_IV_BYTES - this.iv.length;
    this.iv = concatBytes(this.iv, bytes.subarray(0, missing));
    if (this.iv.length < AES_CBC_IV_BYTES) return [];
    this.decipher = aesCbcDecryption({ key: this.keys.aes, iv: this.iv });
    return this.declared.cut(this.decipher.update(bytes.subarray(missing)));
  }
}

function lastBlock(decipher: CipherStream): Uint8Array {
  try {
    return decipher.final();
  } catch {
    throw new AttachmentError('padding-invalid');
  }
}
