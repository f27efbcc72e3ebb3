import type { Ed25519KeyPair, Ed25519Seed } from '../crypto/index.ts';
import { blake2b, ed25519KeyPair, ed25519Seed, sign, wipe } from '../crypto/index.ts';
import { concatBytes, toBase64, toHex, utf8 } from '../util/index.ts';

const SEED_BYTES = 32;
const SEED_KEY = utf8('VersionCheckKey_sig');
const VERSION_BLINDED_PREFIX = '07';

/** A request whose headers are signed. */
export interface VersionBlindedRequest {
  /** Seconds since the epoch. */
  readonly timestampS: number;
  /** In capitals. */
  readonly method: string;
  /** Path and query string. */
  readonly pathWithQuery: string;
  readonly body?: Uint8Array;
}

/** The headers of a request to the file server or a platform endpoint. */
export interface VersionBlindedHeaders {
  readonly 'X-FS-Pubkey': string;
  readonly 'X-FS-Timestamp': string;
  readonly 'X-FS-Signature': string;
}

/** The pair by which an account is known where versions are asked for; its secret key is to be wiped (spec 01 §5.8). */
export function versionBlindedKeys(seed32: Ed25519Seed): Ed25519KeyPair {
  const seed = ed25519Seed(blake2b(SEED_BYTES, seed32, SEED_KEY));
  const pair = ed25519KeyPair(seed);
  wipe(seed);
  return pair;
}

/**
 * The headers that sign a request with {@link versionBlindedKeys} (spec 01 §5.8). They tie all such requests of an account
 * together: send them only where a server demands them.
 */
export function versionBlindedHeaders(
  keys: Ed25519KeyPair,
  { timestampS, method, pathWithQuery, body = new Uint8Array() }: VersionBlindedRequest,
): VersionBlindedHeaders {
  const signed = sign(concatBytes(utf8(`${timestampS}${method}${pathWithQuery}`), body), keys.secretKey);
  return {
    'X-FS-Pubkey': VERSION_BLINDED_PREFIX + toHex(keys.publicKey),
    'X-FS-Timestamp': `${timestampS}`,
    'X-FS-Signature': toBase64(signed),
  };
}
