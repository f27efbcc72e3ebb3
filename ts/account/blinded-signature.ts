import type { Ed25519Scalar, Ed25519SecretKey, Signature } from '../crypto/index.ts';
import { blake2b, ed25519SeedOf, reduceToScalar, sha512, signWithScalar, wipe } from '../crypto/index.ts';
import { concatBytes, utf8 } from '../util/index.ts';
import type { BlindedKeys } from './blinding.ts';

const NONCE_SEED_BYTES = 32;
const NONCE_HASH_BYTES = 64;
const SEED_KEY_25 = utf8('SessCommBlind25_seed');
const NONCE_KEY_25 = utf8('SessCommBlind25_sig');

/**
 * Signs with blinded keys; it verifies as an ordinary Ed25519 signature of their public key (spec 01 §5.4). The same message
 * always gets the same signature.
 * @param options.secretKey that of the account to which `keys` belong.
 */
export function signBlinded(
  message: Uint8Array,
  keys: BlindedKeys,
  { secretKey }: { readonly secretKey: Ed25519SecretKey },
): Signature {
  const nonceOf = keys.version === 15 ? nonce15 : nonce25;
  const nonce = nonceOf(message, keys, { secretKey });
  const signed = signWithScalar(message, { scalar: keys.scalar, publicKey: keys.publicKey, nonce });
  wipe(nonce);
  return signed;
}

type NonceOf = (
  message: Uint8Array,
  keys: BlindedKeys,
  options: { readonly secretKey: Ed25519SecretKey },
) => Ed25519Scalar;

const nonce15: NonceOf = (message, { publicKey }, { secretKey }) => {
  const expanded = sha512(ed25519SeedOf(secretKey));
  const input = concatBytes(expanded.subarray(NONCE_SEED_BYTES), publicKey, message);
  const hash = sha512(input);
  const nonce = reduceToScalar(hash);
  wipe(expanded, input, hash);
  return nonce;
};

const nonce25: NonceOf = (message, { publicKey }, { secretKey }) => {
  const seed = blake2b(NONCE_SEED_BYTES, ed25519SeedOf(secretKey), SEED_KEY_25);
  const input = concatBytes(seed, publicKey, message);
  const hash = blake2b(NONCE_HASH_BYTES, input, NONCE_KEY_25);
  const nonce = reduceToScalar(hash);
  wipe(seed, input, hash);
  return nonce;
};
