import { z } from 'zod';

import { parseJson } from '../files/read-file.ts';
import { VaultError } from './vault-error.ts';

/** Content of `vault.json`, spec 01 §10.2. */
export interface VaultFile {
  /** The wrapped key: what the operating system made of its base64, or its 32 bytes themselves when `os` is false. */
  readonly wrap: Uint8Array;
  /** Wrapped by the operating system's key store. */
  readonly os: boolean;
}

const VERSION = 1;

const versioned = z.object({ v: z.number().int() });
const schema = z
  .object({
    v: z.literal(VERSION),
    kdf: z.null(),
    wrap: z.base64().min(1).max(16_384),
    os: z.boolean(),
  })
  .strict();

/** The text of `vault.json`. */
export function encodeVaultFile({ wrap, os }: VaultFile): string {
  const file = { v: VERSION, kdf: null, wrap: Buffer.from(wrap).toString('base64'), os };
  return `${JSON.stringify(file)}\n`;
}

/** @throws {VaultError} `vault-malformed`, `vault-newer` */
export function decodeVaultFile(text: string): VaultFile {
  const json = parseJson(text);
  const version = versioned.safeParse(json);
  if (!version.success || version.data.v < VERSION) throw new VaultError('vault-malformed');
  if (version.data.v > VERSION || hasPassword(json)) throw new VaultError('vault-newer');
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new VaultError('vault-malformed');
  return { wrap: Uint8Array.from(Buffer.from(parsed.data.wrap, 'base64')), os: parsed.data.os };
}

/** Set by versions that know app passwords; this one does not. */
function hasPassword(json: unknown): boolean {
  return z.object({ kdf: z.object({ alg: z.string() }) }).safeParse(json).success;
}
