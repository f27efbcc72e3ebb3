import { ed25519KeyPair, ed25519Seed, x25519PublicKey } from '../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../ts/crypto/index.ts';
import { fromHex } from '../../ts/util/index.ts';

// A server and three of its members, as in the vectors of the protocol reference. The Ed25519 key of Bob is negative.

export const SERVER = x25519PublicKey(
  fromHex('d75941d7c69db2ff879f1dd3e2b342cbc14af25e8cb06bd75a09751741bf3806'),
);

export const ALICE_ID = '15659c437e3a24611bbfdc010b8687ae33db2fa66ac8f06d069e73f314711b7bd0';

/** `cryptoReady` must have been awaited. */
export function alice(): Ed25519KeyPair {
  return pairOf('14b755eba36febe9852b1e8dc3ce28e7968632afb7a841e7385a3f13dbca912a');
}

export function bob(): Ed25519KeyPair {
  return pairOf('f82c40d9e550479f486bf219d4960a230aa9df54d2b9e0780c68c7cdcb1c083d');
}

export function carol(): Ed25519KeyPair {
  return pairOf('07'.repeat(32));
}

function pairOf(seed: string): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(fromHex(seed)));
}
