import { CryptoError } from './errors.ts';
import type { Ed25519PublicKey, X25519PublicKey } from './keys.ts';

const P = 2n ** 255n - 19n;
const WITHOUT_TOP_BIT = 2n ** 255n - 1n;
const KEY_BYTES = 32;

/**
 * The Edwards form of an X25519 public key, y = (u − 1)/(u + 1), with sign bit 0: the owner's Ed25519 key but for its sign
 * (spec 01 §5.5). Public data only: its time depends on the key. The result need not be a point of the curve, because X25519
 * also takes keys of the twist.
 * @throws {CryptoError} `key-invalid` for u = −1, a key of low order without Edwards form.
 */
export function x25519ToEd25519(publicKey: X25519PublicKey): Ed25519PublicKey {
  const u = (fromLittleEndian(publicKey) & WITHOUT_TOP_BIT) % P;
  const denominator = (u + 1n) % P;
  if (denominator === 0n) throw new CryptoError('key-invalid');
  const y = ((u - 1n + P) * inverse(denominator)) % P;
  return toLittleEndian(y) as Ed25519PublicKey;
}

/** Extended Euclid; `value` is not zero. */
function inverse(value: bigint): bigint {
  let [remainder, next] = [P, value];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return (factor + P) % P;
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function toLittleEndian(value: bigint): Uint8Array {
  const hex = value.toString(16).padStart(KEY_BYTES * 2, '0');
  return Uint8Array.from(Buffer.from(hex, 'hex').reverse());
}
