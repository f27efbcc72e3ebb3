import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

import { concatBytes, utf8 } from '../util/index.ts';

/** A private key and its self-signed certificate, both PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly certificate: string;
}

const TAG = {
  integer: 0x02,
  bitString: 0x03,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
} as const;

const OID = {
  commonName: Uint8Array.of(0x55, 0x04, 0x03),
  organization: Uint8Array.of(0x55, 0x04, 0x0a),
  ecdsaWithSha256: Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02),
} as const;

const DAY_MS = 86_400_000;

/**
 * A fresh P-256 key with a certificate like a node's (`CN=localhost, O=Oxen`), valid for ten years from a day before `nowMs`.
 * Clients of the network accept any certificate: what counts is encrypted for the node's own key. Spec 02 §1.7.
 */
export function createTlsIdentity(nowMs: number): TlsIdentity {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const algorithm = der(TAG.sequence, der(TAG.objectIdentifier, OID.ecdsaWithSha256));
  const name = der(TAG.sequence, attribute(OID.organization, 'Oxen'), attribute(OID.commonName, 'localhost'));
  const toBeSigned = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Uint8Array.of(2))),
    der(TAG.integer, serialNumber()),
    algorithm,
    name,
    der(TAG.sequence, utcTime(nowMs - DAY_MS), utcTime(nowMs + 3650 * DAY_MS)),
    name,
    publicKey,
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = der(
    TAG.sequence,
    toBeSigned,
    algorithm,
    der(TAG.bitString, Uint8Array.of(0), signature),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(certificate),
  };
}

/** Positive and without a leading zero byte, as DER wants integers. */
function serialNumber(): Uint8Array {
  const bytes = Uint8Array.from(randomBytes(16));
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes;
}

function attribute(type: Uint8Array, value: string): Uint8Array {
  return der(TAG.set, der(TAG.sequence, der(TAG.objectIdentifier, type), der(TAG.utf8String, utf8(value))));
}

function utcTime(timeMs: number): Uint8Array {
  const digits = new Date(timeMs).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(TAG.utcTime, utf8(`${digits}Z`));
}

function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...contents);
  return concatBytes(Uint8Array.of(tag), derLength(content.length), content);
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  return Uint8Array.of(0x82, length >> 8, length & 0xff);
}

function pem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
