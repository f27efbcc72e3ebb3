import type { SymmetricKey } from '../../crypto/index.ts';
import {
  AES_CBC_IV_BYTES,
  aesCbcEncryption,
  incrementalHmacSha256,
  incrementalSha256,
  symmetricKey,
} from '../../crypto/index.ts';
import type { Random } from '../../util/index.ts';
import type { ByteTransform } from './byte-transform.ts';
import { transformWhole } from './byte-transform.ts';
import { AttachmentError } from './errors.ts';
import type { LegacyPadding } from './legacy-size.ts';
import { legacyFileBytes, legacyPaddedBytes } from './legacy-size.ts';
import { atMost, MAX_FILE_BYTES } from './limits.ts';

const ZEROS = new Uint8Array(65_536);
const HALF_KEY_BYTES = 32;
export const LEGACY_KEY_BYTES = 2 * HALF_KEY_BYTES;

/** The two keys in the 64 bytes of a pointer: of the cipher, then of the MAC. Views. */
export function legacyKeys(key: Uint8Array): { readonly aes: SymmetricKey; readonly mac: Uint8Array } {
  if (key.length !== LEGACY_KEY_BYTES) throw new AttachmentError('key-length');
  return { aes: symmetricKey(key.subarray(0, HALF_KEY_BYTES)), mac: key.subarray(HALF_KEY_BYTES) };
}

export interface LegacyParameters {
  /** 64 bytes, for this file alone. Secret. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
  readonly padding: LegacyPadding;
}

/** A key and a vector that nobody has used before. */
export function freshLegacyKey(random: Random): Pick<LegacyParameters, 'key' | 'iv'> {
  return { key: random.bytes(LEGACY_KEY_BYTES), iv: random.bytes(AES_CBC_IV_BYTES) };
}

export interface LegacyEncryption extends ByteTransform {
  /** 32 bytes for the pointer: SHA-256 of the encrypted file, known when `finish` has returned. */
  readonly digest: () => Uint8Array;
}

/**
 * Encrypts a file piece by piece in the way that every client opens: AES-256-CBC, HMAC-SHA-256, SHA-256 (spec 01 §6.3).
 * `update` and `finish` throw {@link AttachmentError} `too-large` above 10,000,000 bytes, `empty` for none.
 * @throws {AttachmentError} `key-length`
 */
export function legacyEncryption({ key, iv, padding }: LegacyParameters): LegacyEncryption {
  const keys = legacyKeys(key);
  const cipher = aesCbcEncryption({ key: keys.aes, iv });
  const mac = incrementalHmacSha256(keys.mac);
  const fileHash = incrementalSha256();
  let size = 0;
  let digest: Uint8Array | undefined;

  function authenticated(body: Uint8Array): Uint8Array {
    mac.update(body);
    fileHash.update(body);
    return body;
  }

  return {
    update: (bytes) => {
      if (bytes.length === 0) return [];
      const beginning = size === 0 ? [authenticated(iv)] : [];
      size = atMost(MAX_FILE_BYTES, size + bytes.length);
      return [...beginning, authenticated(cipher.update(bytes))];
    },
    finish: () => {
      if (size === 0) throw new AttachmentError('empty');
      const pieces: Uint8Array[] = [];
      for (let missing = legacyPaddedBytes(size, padding) - size; missing > 0; missing -= ZEROS.length) {
        pieces.push(authenticated(cipher.update(ZEROS.subarray(0, Math.min(missing, ZEROS.length)))));
      }
      pieces.push(authenticated(cipher.final()));
      const tag = mac.digest();
      fileHash.update(tag);
      digest = fileHash.digest();
      return [...pieces, tag];
    },
    digest: () => {
      if (digest === undefined) throw new Error('the file is not finished');
      return digest;
    },
    close: () => undefined,
  };
}

/**
 * {@link legacyEncryption} of a whole file.
 * @throws {AttachmentError} `key-length`, `too-large`, `empty`
 */
export function encryptLegacy(
  data: Uint8Array,
  parameters: LegacyParameters,
): { readonly file: Uint8Array; readonly digest: Uint8Array } {
  const size = atMost(MAX_FILE_BYTES, data.length);
  const encryption = legacyEncryption(parameters);
  const file = transformWhole(data, encryption, { capacity: legacyFileBytes(size, parameters.padding) });
  return { file, digest: encryption.digest() };
}
