import { type Signer, newSigner, signedEnvelope } from '../../../../build/updates/signing-key.ts';
import { type Envelope, envelopeJson } from '../../../../src/main/updates/envelope.ts';
import { MANIFEST_TYPE, type Manifest, manifestPayload } from '../../../../src/main/updates/manifest.ts';
import { STATEMENT_TYPE, type Trust, statementPayload } from '../../../../src/main/updates/trust.ts';

export const DAY_MS = 86_400_000;
/** When the stories happen. */
export const NOW_MS = Date.UTC(2026, 10, 26);

/** Keys of a project: two for releases, and three in safes, of which two have to agree. */
export interface Publisher {
  readonly roots: readonly [Signer, Signer, Signer];
  readonly first: Signer;
  readonly second: Signer;
  /** What the first build was made with. */
  readonly trust: Trust;
}

export function newPublisher(): Publisher {
  const roots = [newSigner(), newSigner(), newSigner()] as const;
  const [first, second] = [newSigner(), newSigner()];
  return { roots, first, second, trust: trustIn({ serial: 1, roots, releaseKeys: [first, second] }) };
}

export function trustIn({
  serial,
  roots,
  releaseKeys,
  threshold = 2,
  revoked = [],
}: {
  readonly serial: number;
  readonly roots: readonly Signer[];
  readonly releaseKeys: readonly Signer[];
  readonly threshold?: number;
  readonly revoked?: readonly Signer[];
}): Trust {
  return {
    serial,
    roots: roots.map(({ key }) => key),
    threshold,
    releaseKeys: releaseKeys.map(({ key }) => key),
    revoked: revoked.map(({ key }) => key.id),
  };
}

export function statement(trust: Trust, signers: readonly Signer[]): Envelope {
  return signedEnvelope({ payloadType: STATEMENT_TYPE, payload: statementPayload(trust) }, signers);
}

export function manifestOf(change: Partial<Manifest> = {}): Manifest {
  return {
    format: 1,
    channel: 'latest',
    version: '1.1.0',
    signedAtMs: NOW_MS - DAY_MS,
    expiresAtMs: NOW_MS + 1_000 * DAY_MS,
    files: [
      {
        name: 'undertone-1.1.0-linux-x86_64.AppImage',
        size: 1_000,
        sha512: Buffer.alloc(64, 7).toString('base64'),
        platform: 'linux',
        arch: 'x64',
        kind: 'AppImage',
      },
    ],
    ...change,
  };
}

export function release(change: Partial<Manifest>, signers: readonly Signer[]): Envelope {
  return signedEnvelope(
    { payloadType: MANIFEST_TYPE, payload: manifestPayload(manifestOf(change)) },
    signers,
  );
}

export function textOf(envelope: Envelope): string {
  return JSON.stringify(envelopeJson(envelope));
}
