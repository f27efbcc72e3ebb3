import { z } from 'zod';

import { parseJson } from '../files/read-file.ts';
import { VaultError } from './vault-error.ts';

/** How the key is derived from a password, spec 01 §10.2. */
export interface PasswordKdf {
  /** Passes over the memory. */
  readonly ops: number;
  readonly memKiB: number;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
}

/** Content of `vault.json`, spec 01 §10.2. */
export interface VaultFile {
  /** Present: what is wrapped is the key under a password's key (72 bytes), otherwise the key itself (32 bytes). */
  readonly kdf?: PasswordKdf | undefined;
  /** What the operating system made of the base64 of that, or the bytes themselves when `os` is false. */
  readonly wrap: Uint8Array;
  /** Wrapped by the operating system's key store. */
  readonly os: boolean;
}

/** The most that a file may demand: sixteen passes over 1 GiB. One that demands more is malformed, and nothing is computed. */
export const KDF_LIMITS = { ops: { min: 1, max: 16 }, memKiB: { min: 8, max: 1_048_576 } } as const;

const VERSION = 1;
const SALT_BYTES = 16;

const versioned = z.object({ v: z.number().int() });
const kdfSchema = z
  .object({
    alg: z.literal('argon2id13'),
    ops: z.number().int().min(KDF_LIMITS.ops.min).max(KDF_LIMITS.ops.max),
    memKiB: z.number().int().min(KDF_LIMITS.memKiB.min).max(KDF_LIMITS.memKiB.max),
    salt: z.base64().length(24),
  })
  .strict();
const schema = z
  .object({
    v: z.literal(VERSION),
    kdf: kdfSchema.nullable(),
    wrap: z.base64().min(1).max(16_384),
    os: z.boolean(),
  })
  .strict();

/** The text of `vault.json`. */
export function encodeVaultFile({ kdf, wrap, os }: VaultFile): string {
  const file = {
    v: VERSION,
    kdf:
      kdf === undefined
        ? null
        : { alg: 'argon2id13', ops: kdf.ops, memKiB: kdf.memKiB, salt: toBase64(kdf.salt) },
    wrap: toBase64(wrap),
    os,
  };
  return `${JSON.stringify(file)}\n`;
}

/** @throws {VaultError} `vault-malformed`, `vault-newer` */
export function decodeVaultFile(text: string): VaultFile {
  const json = parseJson(text);
  const version = versioned.safeParse(json);
  if (!version.success || version.data.v < VERSION) throw new VaultError('vault-malformed');
  if (version.data.v > VERSION) throw new VaultError('vault-newer');
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new VaultError('vault-malformed');
  const { kdf, wrap, os } = parsed.data;
  return {
    ...(kdf === null ? {} : { kdf: { ops: kdf.ops, memKiB: kdf.memKiB, salt: saltOf(kdf.salt) } }),
    wrap: fromBase64(wrap),
    os,
  };
}

function saltOf(base64: string): Uint8Array {
  const salt = fromBase64(base64);
  if (salt.length !== SALT_BYTES) throw new VaultError('vault-malformed');
  return salt;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** A copy with memory of its own, so that it can be handed over whole. */
function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
