import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';

import sodium from 'libsodium-wrappers-sumo';

import { cryptoReady, ed25519Seed } from '../../ts/crypto/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import {
  decryptLegacy,
  decryptStream,
  deriveStreamKeys,
  encryptLegacy,
  encryptStream,
  freshLegacyKey,
  freshStreamKeys,
} from '../../ts/wire/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import type { Comparison } from './support/side-by-side.ts';
import { sideBySide } from './support/side-by-side.ts';

const FILE_BYTES = 10_000_000;
const PIECE_BYTES = 32_768;
const MAC_BYTES = 32;
const IV_BYTES = 16;
/** At least 0.8 times as fast as the bare ciphers. */
const LEGACY_TARGET = { kind: 'times-floor', atMost: 1.25 } as const;

/** Files of the greatest size, encrypted and opened whole, against the bare ciphers. */
export const attachments: Benchmark = {
  name: 'attachments',
  about: 'files of 10 MB, encrypted and opened',
  opensWindows: false,
  runs: 9,
  run: async ({ runs }) => {
    await cryptoReady();
    const measurements = [];
    for (const comparison of [...legacy(), ...stream()])
      measurements.push(await sideBySide(comparison, runs));
    return { measurements };
  },
};

function legacy(): readonly Comparison[] {
  const data = systemRandom.bytes(FILE_BYTES);
  const { key, iv } = freshLegacyKey(systemRandom);
  const { file, digest } = encryptLegacy(data, { key, iv, padding: 'none' });
  const [aesKey, macKey] = [key.subarray(0, 32), key.subarray(32)];
  return [
    {
      name: 'legacy: encrypt',
      ours: () => encryptLegacy(data, { key, iv, padding: 'none' }),
      floor: {
        name: 'AES-CBC, HMAC and SHA-256 of Node',
        run: () => {
          const cipher = createCipheriv('aes-256-cbc', aesKey, iv);
          const body = Buffer.concat([iv, cipher.update(data), cipher.final()]);
          const mac = createHmac('sha256', macKey).update(body).digest();
          createHash('sha256').update(body).update(mac).digest();
        },
      },
      target: LEGACY_TARGET,
    },
    {
      name: 'legacy: open',
      ours: () => decryptLegacy(file, { key, digest, size: FILE_BYTES }),
      floor: {
        name: 'SHA-256, HMAC and AES-CBC of Node',
        run: () => {
          createHash('sha256').update(file).digest();
          const body = file.subarray(0, -MAC_BYTES);
          const mac = createHmac('sha256', macKey).update(body).digest();
          if (!timingSafeEqual(mac, file.subarray(-MAC_BYTES))) throw new Error('another MAC');
          const decipher = createDecipheriv('aes-256-cbc', aesKey, iv);
          Buffer.concat([decipher.update(body.subarray(IV_BYTES)), decipher.final()]);
        },
      },
      target: LEGACY_TARGET,
    },
  ];
}

function stream(): readonly Comparison[] {
  const data = systemRandom.bytes(FILE_BYTES);
  const { header, key } = freshStreamKeys(systemRandom);
  const file = encryptStream(data, { header, key });
  const seed = ed25519Seed(systemRandom.bytes(32));
  const chunk = PIECE_BYTES + sodium.crypto_secretstream_xchacha20poly1305_ABYTES;
  return [
    {
      name: 'stream: encrypt',
      ours: () => encryptStream(data, { header, key }),
      floor: {
        name: 'the calls of libsodium alone',
        run: () => {
          const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
          for (let at = 0; at < data.length; at += PIECE_BYTES)
            sodium.crypto_secretstream_xchacha20poly1305_push(
              state,
              data.subarray(at, at + PIECE_BYTES),
              null,
              0,
            );
        },
      },
    },
    {
      name: 'stream: open',
      ours: () => decryptStream(file, { key, size: FILE_BYTES }),
      floor: {
        name: 'the calls of libsodium alone',
        run: () => {
          const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(file.subarray(1, 25), key);
          for (let at = 25; at < file.length; at += chunk)
            sodium.crypto_secretstream_xchacha20poly1305_pull(state, file.subarray(at, at + chunk), null);
        },
      },
    },
    {
      name: 'stream: derive the keys',
      ours: () => deriveStreamKeys(data, { seed, domain: 'attachment' }),
      floor: {
        name: 'BLAKE2b of libsodium, which has no personalisation',
        run: () => sodium.crypto_generichash(56, data, seed),
      },
    },
  ];
}
