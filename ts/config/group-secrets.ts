// What the admins of a group know: its seed, and what follows from it (spec 03 §9, §9.3).

import type {
  Ed25519PublicKey,
  Ed25519SecretKey,
  Ed25519Seed,
  SymmetricKey,
  X25519KeyPair,
} from '../crypto/index.ts';
import {
  blake2b,
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519SeedOf,
  symmetricKey,
  x25519KeyPair,
} from '../crypto/index.ts';
import { bytesEqual, utf8 } from '../util/index.ts';
import { ConfigError } from './errors.ts';

/** Of every key that is made and every nonce that follows from the seed. */
export const KEY_GENERATION_KEY = utf8('SessionGroupKeyGen');

const HASH_BYTES = 32;
const ADMIN_KEY = utf8('SessionGroupKeyAdminKey');
const SEED_HASH_KEY = utf8('SessionGroupKeySeed');

export interface GroupSecrets {
  readonly signKey: Ed25519SecretKey;
  /** X25519 form of the group's keys. */
  readonly exchange: X25519KeyPair;
}

/**
 * Everything that follows from the seed of a group.
 * @throws {ConfigError} `value-invalid` when it is the seed of another group
 */
export function groupSecrets(seed: Ed25519Seed, groupKey: Ed25519PublicKey): GroupSecrets {
  const { publicKey, secretKey } = ed25519KeyPair(seed);
  if (!bytesEqual(publicKey, groupKey)) throw new ConfigError('value-invalid', { message: 'other group' });
  return { signKey: secretKey, exchange: x25519KeyPair(ed25519SecretToX25519(secretKey)) };
}

/** The key under which every rekey hands the new key to the admins, 32 bytes. Wipe it after use. */
export function adminKeyOf({ signKey }: GroupSecrets): SymmetricKey {
  return symmetricKey(blake2b(HASH_BYTES, ed25519SeedOf(signKey), ADMIN_KEY));
}

/** What makes new keys and nonces secret, 32 bytes. Wipe it after use. */
export function seedHashOf({ signKey }: GroupSecrets): Uint8Array {
  return blake2b(HASH_BYTES, ed25519SeedOf(signKey), SEED_HASH_KEY);
}
