import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import {
  blake2b,
  decryptAesGcm,
  decryptXChaCha20,
  encryptAesGcm,
  encryptXChaCha20,
  hmacSha256,
  symmetricKey,
  x25519,
  x25519KeyPair,
  x25519PublicKey,
  x25519SecretKey,
} from '../../../ts/crypto/index.ts';
import type { SymmetricKey } from '../../../ts/crypto/index.ts';
import type { NodeDescription } from '../../../ts/local-network/index.ts';
import { concatBytes, fromHex, toHex, u32le, utf8 } from '../../../ts/util/index.ts';

export type EncType = 'aes-gcm' | 'xchacha20' | 'aes-cbc';

export interface OnionOptions {
  readonly path: readonly NodeDescription[];
  /** X25519 key of whoever opens the innermost layer, hex. */
  readonly destinationKey: string;
  /** What the last hop is told: a node's key, or a server's address. */
  readonly next: Readonly<Record<string, unknown>>;
  readonly inner: Uint8Array;
  /** One for each layer, the destination's first. */
  readonly encTypes?: readonly EncType[];
  readonly hopNo?: number;
}

export interface Onion {
  readonly body: Uint8Array;
  /** Opens what the destination answers. */
  readonly open: (reply: Uint8Array) => Uint8Array;
}

/** An onion request made by hand after spec 02 §2.2. */
export function buildOnion({ path, destinationKey, next, inner, encTypes = [], hopNo }: OnionOptions): Onion {
  const destination = seal(inner, destinationKey, encTypes[0] ?? 'xchacha20');
  let layer: Sealed = destination;
  let told = next;
  [...path].reverse().forEach((hop, at) => {
    const control = { ...told, ephemeral_key: layer.ephemeralKey, enc_type: layer.encType };
    layer = seal(pack(layer.ciphertext, control), hop.pubkey_x25519, encTypes[at + 1] ?? 'xchacha20');
    told = { destination: hop.pubkey_ed25519 };
  });
  const outermost = {
    ephemeral_key: layer.ephemeralKey,
    enc_type: layer.encType,
    ...(hopNo === undefined ? {} : { hop_no: hopNo }),
  };
  return {
    body: pack(layer.ciphertext, outermost),
    open: (reply) => CIPHERS[destination.encType].open(reply, destination.key),
  };
}

/** The innermost plaintext of a request to a node. */
export function nodeRequest(method: string, params: unknown, control: unknown = { headers: '' }): Uint8Array {
  return pack(utf8(JSON.stringify({ method, params })), control);
}

export function pack(blob: Uint8Array, control: unknown): Uint8Array {
  return concatBytes(u32le(blob.length), blob, utf8(JSON.stringify(control)));
}

interface Sealed {
  readonly ciphertext: Uint8Array;
  readonly ephemeralKey: string;
  readonly encType: EncType;
  readonly key: SymmetricKey;
}

function seal(plaintext: Uint8Array, toKey: string, encType: EncType): Sealed {
  const recipient = x25519PublicKey(fromHex(toKey));
  const ephemeral = x25519KeyPair(x25519SecretKey(Uint8Array.from(randomBytes(32))));
  const shared = x25519(ephemeral.secretKey, recipient);
  const key = symmetricKey(
    {
      'aes-gcm': () => hmacSha256(utf8('LOKI'), shared),
      xchacha20: () => blake2b(32, concatBytes(shared, ephemeral.publicKey, recipient)),
      'aes-cbc': () => shared,
    }[encType](),
  );
  return {
    ciphertext: CIPHERS[encType].seal(plaintext, key),
    ephemeralKey: toHex(ephemeral.publicKey),
    encType,
    key,
  };
}

interface Cipher {
  readonly seal: (message: Uint8Array, key: SymmetricKey) => Uint8Array;
  readonly open: (ciphertext: Uint8Array, key: SymmetricKey) => Uint8Array;
}

const CIPHERS: Readonly<Record<EncType, Cipher>> = {
  'aes-gcm': {
    seal: (message, key) => withNonce(12, (nonce) => encryptAesGcm(message, nonce, { key })),
    open: (bytes, key) => decryptAesGcm(bytes.subarray(12), bytes.subarray(0, 12), { key }),
  },
  xchacha20: {
    seal: (message, key) => withNonce(24, (nonce) => encryptXChaCha20(message, nonce, { key })),
    open: (bytes, key) => decryptXChaCha20(bytes.subarray(24), bytes.subarray(0, 24), { key }),
  },
  'aes-cbc': {
    seal: (message, key) =>
      withNonce(16, (iv) => {
        const cipher = createCipheriv('aes-256-cbc', key, iv);
        return concatBytes(cipher.update(message), cipher.final());
      }),
    open: (bytes, key) => {
      const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
      return concatBytes(decipher.update(bytes.subarray(16)), decipher.final());
    },
  },
};

function withNonce(length: number, encrypt: (nonce: Uint8Array) => Uint8Array): Uint8Array {
  const nonce = Uint8Array.from(randomBytes(length));
  return concatBytes(nonce, encrypt(nonce));
}
