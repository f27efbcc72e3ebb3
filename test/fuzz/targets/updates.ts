import { createPrivateKey } from 'node:crypto';

import { type Signer, signedEnvelope, signerOf } from '../../../build/updates/signing-key.ts';
import { decodeEnvelope, envelopeJson } from '../../../src/main/updates/envelope.ts';
import {
  MANIFEST_TYPE,
  type Manifest,
  manifestPayload,
  readManifest,
} from '../../../src/main/updates/manifest.ts';
import {
  STATEMENT_TYPE,
  type Trust,
  afterStatement,
  afterStatements,
  readStatements,
  statementPayload,
} from '../../../src/main/updates/trust.ts';
import { UpdateError } from '../../../src/main/updates/update-error.ts';
import { BrokenPromise, type FuzzTarget } from '../harness/target.ts';
import { json, jsonOf, textOf, texts } from './seeds.ts';

/** Before the seed of a private key in PKCS #8. */
const PKCS8_HEAD = '302e020100300506032b657004220420';
const NOW_MS = 1_800_000_000_000;

/** The same in every run. */
function signer(digit: string): Signer {
  const key = Buffer.from(PKCS8_HEAD + digit.repeat(64), 'hex');
  return signerOf(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
}

const [rootA, rootB, release, other] = [signer('1'), signer('2'), signer('3'), signer('4')];
const trust: Trust = {
  serial: 3,
  roots: [rootA.key, rootB.key],
  threshold: 2,
  releaseKeys: [release.key],
  revoked: ['00112233aabbccdd'],
};
const next: Trust = { ...trust, serial: 4, releaseKeys: [release.key, other.key] };
const manifest: Manifest = {
  format: 1,
  channel: 'latest',
  version: '1.2.3',
  signedAtMs: NOW_MS - 1,
  expiresAtMs: NOW_MS + 1,
  stagingPercentage: 10,
  page: 'https://undertone.example/1.2.3',
  files: [
    {
      name: 'undertone-1.2.3-linux-x86_64.AppImage',
      size: 1_000,
      sha512: Buffer.alloc(64).toString('base64'),
      platform: 'linux',
      arch: 'x64',
      kind: 'AppImage',
      blockMapSize: 100,
    },
  ],
};
const statement = signedEnvelope({ payloadType: STATEMENT_TYPE, payload: statementPayload(next) }, [
  rootA,
  rootB,
]);
const allows = (error: unknown): boolean => error instanceof UpdateError;

/** What a feed of updates serves, and what somebody could have signed who was not careful. */
export const UPDATE_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'update-envelope',
    format: 'json',
    seeds: () => [
      ...json(envelopeJson(statement)),
      ...texts('{"payloadType":"a","payload":"","signatures":[]}', ''),
    ],
    allows,
    run: (input) => {
      const envelope = decodeEnvelope(textOf(input));
      const again = decodeEnvelope(JSON.stringify(envelopeJson(envelope)));
      if (JSON.stringify(envelopeJson(again)) !== JSON.stringify(envelopeJson(envelope)))
        throw new BrokenPromise('written, but read differently');
      return envelopeJson(envelope);
    },
  },
  {
    name: 'update-statements',
    format: 'json',
    seeds: () => json([envelopeJson(statement)], []),
    allows,
    run: (input) => {
      const { trust: after, problem } = afterStatements(trust, readStatements(jsonOf(input)));
      // Without their private keys nobody gets anywhere but to what they have signed.
      if (after !== trust && JSON.stringify(after) !== JSON.stringify(next))
        throw new BrokenPromise('trusts what nobody has signed');
      return [after.serial, problem?.code];
    },
  },
  {
    name: 'update-statement-signed',
    format: 'json',
    seeds: () => [statementPayload(next), statementPayload({ ...next, revoked: [] })],
    allows,
    run: (input) => {
      const signed = signedEnvelope({ payloadType: STATEMENT_TYPE, payload: input }, [rootA, rootB]);
      const after = afterStatement(trust, signed);
      if (after.serial <= trust.serial) throw new BrokenPromise('goes back');
      if (!trust.revoked.every((id) => after.revoked.includes(id)))
        throw new BrokenPromise('takes a revocation back');
      return after;
    },
  },
  {
    name: 'update-manifest-signed',
    format: 'json',
    seeds: () => [manifestPayload(manifest), manifestPayload({ ...manifest, version: '2.0.0-beta.1' })],
    allows,
    run: (input) => {
      const signed = signedEnvelope({ payloadType: MANIFEST_TYPE, payload: input }, [release]);
      const read = readManifest(signed, { trust, channel: 'latest', nowMs: NOW_MS });
      const base = 'https://updates.example/a/';
      if (read.files.some(({ name }) => new URL(name, base).href !== base + encodeURI(name)))
        throw new BrokenPromise('a file is elsewhere');
      return read;
    },
  },
];
