import { z } from 'zod';

import { parseJson } from '../files/read-file.ts';
import type { Envelope } from './envelope.ts';
import type { Trust } from './trust.ts';
import { UpdateError } from './update-error.ts';
import { signersAmong } from './update-keys.ts';
import { VERSION } from './version.ts';

export const MANIFEST_TYPE = 'application/vnd.undertone.release+json';

/** Where releases come from: those that everybody gets, and those before them. */
export const UPDATE_CHANNELS = ['latest', 'beta'] as const;
export type UpdateChannel = (typeof UPDATE_CHANNELS)[number];

/** How the app came to a computer. */
export const PACKAGE_KINDS = ['AppImage', 'nsis', 'zip', 'deb', 'rpm', 'tar.gz', 'dmg'] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

const MOST_FILES = 64;
const MAX_FILE_BYTES = 1_000_000_000;

const fileSchema = z
  .object({
    /** Beside the manifest; one step of a path. */
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/),
    size: z.number().int().positive().max(MAX_FILE_BYTES),
    /** SHA-512 in base64. */
    sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
    platform: z.enum(['linux', 'win32', 'darwin']),
    arch: z.enum(['x64', 'arm64']),
    kind: z.enum(PACKAGE_KINDS),
    /** Bytes of the block map at the end of the file, for loading only what has changed. */
    blockMapSize: z.number().int().positive().max(MAX_FILE_BYTES).exactOptional(),
  })
  .readonly();

const manifestSchema = z
  .object({
    format: z.literal(1),
    channel: z.enum(UPDATE_CHANNELS),
    version: z.string().regex(VERSION),
    /** ms since the epoch; grows whenever the release is signed anew. */
    signedAtMs: z.number().int().positive(),
    /** ms since the epoch; nothing is believed for ever. */
    expiresAtMs: z.number().int().positive(),
    /** How many of a hundred get it; all when it is absent. */
    stagingPercentage: z.number().int().min(1).max(100).exactOptional(),
    /** What is new, and where to get it by hand. */
    page: z
      .url({ protocol: /^https$/ })
      .max(500)
      .exactOptional(),
    files: z.array(fileSchema).min(1).max(MOST_FILES).readonly(),
  })
  .readonly();

/** A release, as whoever made it has signed it. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ReleaseFile = Manifest['files'][number];

/** The payload of a release. */
export function manifestPayload(manifest: Manifest): Uint8Array {
  return Buffer.from(JSON.stringify(manifest));
}

/**
 * The release in an envelope that one of the accepted keys has signed.
 * @throws {UpdateError} `update-signature-wrong`, `update-manifest-invalid`, `update-expired`
 */
export function readManifest(
  envelope: Envelope,
  {
    trust,
    channel,
    nowMs,
  }: { readonly trust: Trust; readonly channel: UpdateChannel; readonly nowMs: number },
): Manifest {
  if (envelope.payloadType !== MANIFEST_TYPE) throw new UpdateError('update-manifest-invalid');
  if (signersAmong(envelope, trust.releaseKeys).size === 0) throw new UpdateError('update-signature-wrong');
  const manifest = manifestSchema.safeParse(parseJson(Buffer.from(envelope.payload).toString('utf8'))).data;
  if (manifest?.channel !== channel) throw new UpdateError('update-manifest-invalid');
  if (manifest.expiresAtMs <= nowMs) throw new UpdateError('update-expired');
  return manifest;
}
