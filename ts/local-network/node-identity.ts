import { ed25519KeyPair, ed25519SecretToX25519, ed25519Seed, sign, x25519KeyPair } from '../crypto/index.ts';
import type { Ed25519KeyPair, X25519KeyPair } from '../crypto/index.ts';
import { toBase64, toHex, utf8 } from '../util/index.ts';

/** The keys of a service node: Ed25519, and the X25519 pair that follows from it. */
export class NodeIdentity {
  /** Ed25519 public key in hex: the name of the node. */
  readonly id: string;
  readonly ed25519: Ed25519KeyPair;
  readonly x25519: X25519KeyPair;

  /** @throws {CryptoError} `key-length` unless `seed` is 32 bytes. */
  constructor(seed: Uint8Array) {
    this.ed25519 = ed25519KeyPair(ed25519Seed(seed));
    this.x25519 = x25519KeyPair(ed25519SecretToX25519(this.ed25519.secretKey));
    this.id = toHex(this.ed25519.publicKey);
  }

  /** Signature over the UTF-8 bytes of `text` or over bytes, in base64. */
  sign(message: string | Uint8Array): string {
    return toBase64(sign(typeof message === 'string' ? utf8(message) : message, this.ed25519.secretKey));
  }
}
