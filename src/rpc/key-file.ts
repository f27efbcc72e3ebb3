import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { OsKeyStore } from '../main/vault/os-wrapping.ts';
import { RpcError } from './rpc-error.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** A key file is 32 bytes, 64 hex digits, and a line end. */
const HEX_KEY = /^[0-9a-f]{64}\r?\n?$/i;

/**
 * A key store for machines without one: it wraps with the key of a file, such as a secret that a service manager or a container hands
 * in. Stands where `safeStorage` stands in the app (spec 01 §10.2): what it wraps is nonce (12 bytes) ‖ AES-256-GCM ‖ tag (16 bytes).
 * @throws {RpcError} `key-file-io`, `key-file-malformed`
 */
export function keyFileStore(path: string): OsKeyStore {
  const key = readKey(path);
  return {
    isAvailable: () => true,
    wrap: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap: (wrapped) => {
      const bytes = Buffer.from(wrapped);
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return (
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    },
  };
}

function readKey(path: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (cause) {
    throw new RpcError('key-file-io', { cause });
  }
  if (content.length === KEY_BYTES) return content;
  const text = content.toString('latin1');
  if (!HEX_KEY.test(text)) throw new RpcError('key-file-malformed');
  return Buffer.from(text.trim(), 'hex');
}
