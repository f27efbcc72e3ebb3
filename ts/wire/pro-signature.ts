import type { Ed25519SecretKey } from '../crypto/index.ts';
import { ed25519KeyPair, ed25519Seed, sign, wipe } from '../crypto/index.ts';
import type { Random } from '../util/index.ts';
import { exactly } from './protobuf.ts';

const SIGNATURE_BYTES = 64;
const SEED_BYTES = 32;

/** @throws {WireError} `field-length` unless 64 bytes. */
export function proSignature(bytes: Uint8Array): Uint8Array {
  return exactly(SIGNATURE_BYTES, bytes);
}

export interface ProSigner {
  /** The sender's rotating key; without Pro the signature is by a key that is thrown away. */
  readonly proKey?: Ed25519SecretKey | undefined;
  readonly random: Random;
}

/** Every message bears a signature, so that nobody who stores it can tell who has Pro (spec 01 §2.6). */
export function signForPro(bytes: Uint8Array, { proKey, random }: ProSigner): Uint8Array {
  if (proKey !== undefined) return sign(bytes, proKey);
  const seed = ed25519Seed(random.bytes(SEED_BYTES));
  const { secretKey } = ed25519KeyPair(seed);
  const signature = sign(bytes, secretKey);
  wipe(seed, secretKey);
  return signature;
}
