import type { Random } from '../util/index.ts';
import { concatBytes } from '../util/index.ts';
import { sign, verify } from './ed25519.ts';
import { hasSignBit, positiveScalarOf, reduceToScalar, withSignBit } from './edwards.ts';
import { CryptoError } from './errors.ts';
import { sha512 } from './hash.ts';
import type { Ed25519KeyPair, Ed25519PublicKey, Signature, X25519PublicKey } from './keys.ts';
import { wipe } from './memory.ts';
import { signWithScalar } from './scalar-signature.ts';
import { x25519ToEd25519 } from './x25519-to-ed25519.ts';

const SIGNATURE_BYTES = 64;
const LAST_BYTE = 63;
const SIGN_BIT = 0x80;
const RANDOM_BYTES = 64;

/**
 * A signature that whoever knows only the X25519 form of the key can check (XEd25519 with sign 0, spec 01 §5.7): that of the
 * point without sign bit, of which both forms say the same.
 */
export function signXEd25519(
  message: Uint8Array,
  pair: Ed25519KeyPair,
  { random }: { readonly random: Random },
): Signature {
  if (!hasSignBit(pair.publicKey)) return sign(message, pair.secretKey);
  const scalar = positiveScalarOf(pair);
  const entropy = random.bytes(RANDOM_BYTES);
  const input = concatBytes(entropy, scalar, message);
  const hashed = sha512(input);
  const nonce = reduceToScalar(hashed);
  const signed = signWithScalar(message, { scalar, nonce, publicKey: withSignBit(pair.publicKey, false) });
  wipe(scalar, entropy, input, hashed, nonce);
  return signed;
}

/**
 * Whether `signature` is of `message` by the owner of an X25519 key, in either style: with the sign of the Ed25519 key in the
 * top bit of its last byte, or always with sign 0 (spec 01 §5.7). Wrong lengths and low-order keys are false.
 */
export function verifyXEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: X25519PublicKey,
): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const lastByte = signature[LAST_BYTE] ?? 0;
  const plain = Uint8Array.from(signature);
  plain[LAST_BYTE] = lastByte & ~SIGN_BIT;
  const edwards = edwardsFormOf(publicKey);
  if (edwards === undefined) return false;
  return verify(plain, message, withSignBit(edwards, (lastByte & SIGN_BIT) !== 0));
}

function edwardsFormOf(publicKey: X25519PublicKey): Ed25519PublicKey | undefined {
  try {
    return x25519ToEd25519(publicKey);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
