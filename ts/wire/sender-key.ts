import type { Ed25519PublicKey, X25519PublicKey } from '../crypto/index.ts';
import { ed25519ToX25519 } from '../crypto/index.ts';
import { WireError } from './errors.ts';

/**
 * The key in the account ID of whoever has signed with `senderEd25519` (spec 01 §1.1).
 * @throws {WireError} `sender-key-invalid`
 */
export function senderX25519Of(senderEd25519: Ed25519PublicKey): X25519PublicKey {
  try {
    return ed25519ToX25519(senderEd25519);
  } catch (cause) {
    throw new WireError('sender-key-invalid', { cause });
  }
}
