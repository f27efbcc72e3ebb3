// Signs a release: writes CHANNEL.json beside the packages of this version (docs/release.md).
//
//   node build/updates/sign.ts --key FILE [--key FILE] --dir release
//     [--channel latest|beta] [--staging PERCENT] [--page URL] [--days DAYS]
//
// While keys overlap, sign with the old one and the new one.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { envelopeJson } from '../../src/main/updates/envelope.ts';
import {
  MANIFEST_TYPE,
  type Manifest,
  type UpdateChannel,
  manifestPayload,
  readManifest,
} from '../../src/main/updates/manifest.ts';
import { STATEMENTS_FILE, releaseFile } from '../../src/main/updates/release-feed.ts';
import type { Trust } from '../../src/main/updates/trust.ts';
import { ROOT, isProgram } from '../run.ts';
import { askPassphrase } from './passphrase.ts';
import { releaseFiles } from './release-files.ts';
import { areAccepted, readBuiltTrust, readStatementFile, trustAfter } from './release-trust.ts';
import { type Signer, isEncrypted, readSigner, signedEnvelope } from './signing-key.ts';

const DAY_MS = 86_400_000;
/** Four years: whoever publishes nothing for so long has gone. */
const GOOD_FOR_DAYS = 4 * 365;

export interface ReleaseOptions {
  /** Folder of the packages. */
  readonly folder: string;
  readonly version: string;
  readonly channel: UpdateChannel;
  readonly nowMs: number;
  readonly days?: number;
  readonly stagingPercentage?: number;
  readonly page?: string;
}

/**
 * Writes the signed release beside its packages.
 * @param trust of people who have seen everything that was published
 * @returns what it says
 * @throws {Error} when nobody would believe it
 */
export function signRelease(
  { folder, version, channel, nowMs, days = GOOD_FOR_DAYS, stagingPercentage, page }: ReleaseOptions,
  { trust, signers }: { readonly trust: Trust; readonly signers: readonly Signer[] },
): Manifest {
  const manifest: Manifest = {
    format: 1,
    channel,
    version,
    signedAtMs: nowMs,
    expiresAtMs: nowMs + days * DAY_MS,
    ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
    ...(page === undefined ? {} : { page }),
    files: [...releaseFiles(folder, version)],
  };
  const envelope = signedEnvelope(
    { payloadType: MANIFEST_TYPE, payload: manifestPayload(manifest) },
    signers,
  );
  if (!areAccepted(trust, envelope))
    throw new Error('None of these keys is accepted by those who have the app.');
  readManifest(envelope, { trust, channel, nowMs });
  writeFileSync(join(folder, releaseFile(channel)), `${JSON.stringify(envelopeJson(envelope))}\n`);
  return manifest;
}

/** Reads keys from files and asks for their passphrases. */
export async function readSigners(paths: readonly string[]): Promise<readonly Signer[]> {
  const signers: Signer[] = [];
  for (const path of paths) {
    const passphrase = isEncrypted(path) ? await askPassphrase(`Passphrase of ${path}: `) : '';
    signers.push(readSigner(path, passphrase));
  }
  return signers;
}

async function main(): Promise<string> {
  const { values } = parseArgs({
    options: {
      key: { type: 'string', multiple: true, default: [] },
      dir: { type: 'string', default: 'release' },
      channel: { type: 'string', default: 'latest' },
      staging: { type: 'string' },
      page: { type: 'string' },
      days: { type: 'string' },
    },
  });
  const { dir, channel, staging, page, days } = values;
  if (channel !== 'latest' && channel !== 'beta') throw new Error('--channel is latest or beta.');
  const built = readBuiltTrust(join(ROOT, 'build/updates/trusted-keys.json'));
  if (built === undefined)
    throw new Error('build/updates/trusted-keys.json trusts nobody yet (docs/updates.md).');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const trust = trustAfter(built, readStatementFile(join(dir, STATEMENTS_FILE)));
  const { files } = signRelease(
    {
      folder: dir,
      version,
      channel,
      nowMs: Date.now(),
      ...(days === undefined ? {} : { days: Number(days) }),
      ...(staging === undefined ? {} : { stagingPercentage: Number(staging) }),
      ...(page === undefined ? {} : { page }),
    },
    { trust, signers: await readSigners(values.key) },
  );
  return [`${releaseFile(channel)}: ${version}`, ...files.map(({ name }) => `  ${name}`)].join('\n');
}

if (isProgram(import.meta.url)) {
  try {
    console.log(await main());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
