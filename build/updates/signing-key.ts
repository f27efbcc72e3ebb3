// The private half of keys that vouch for updates: files, and what is signed with them.

import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

import { type Envelope, signedBytes } from '../../src/main/updates/envelope.ts';
import { type UpdateKey, updateKey } from '../../src/main/updates/update-keys.ts';

/** Somebody who can sign. */
export interface Signer {
  readonly key: UpdateKey;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

export function signerOf(privateKey: KeyObject): Signer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('This is no Ed25519 key.');
  return {
    key: updateKey(Buffer.from(x, 'base64url').toString('base64')),
    sign: (bytes) => sign(undefined, bytes, privateKey),
  };
}

/** A new key that is nowhere but in memory. */
export function newSigner(): Signer {
  return signerOf(generateKeyPairSync('ed25519').privateKey);
}

/**
 * Makes a key and writes its private half, PKCS #8 in PEM, for this user only; encrypted unless the passphrase is empty.
 * @throws {Error} when there is such a file: keys are never replaced
 */
export function writeNewKey(path: string, passphrase: string): UpdateKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    ...(passphrase === '' ? {} : { cipher: 'aes-256-cbc', passphrase }),
  });
  writeFileSync(path, pem, { mode: 0o600, flag: 'wx' });
  return signerOf(privateKey).key;
}

/** @throws {Error} when it cannot be read, or the passphrase is another one */
export function readSigner(path: string, passphrase: string): Signer {
  const key = createPrivateKey({ key: readFileSync(path), format: 'pem', passphrase });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is no Ed25519 key.`);
  return signerOf(key);
}

/** Whether the key in this file is encrypted. */
export function isEncrypted(path: string): boolean {
  return readFileSync(path, 'utf8').includes('ENCRYPTED PRIVATE KEY');
}

/** The payload in an envelope, signed by all of them. */
export function signedEnvelope(
  { payloadType, payload }: Pick<Envelope, 'payloadType' | 'payload'>,
  signers: readonly Signer[],
): Envelope {
  const bytes = signedBytes({ payloadType, payload });
  const signatures = signers.map(({ key, sign: signWith }) => ({ keyId: key.id, bytes: signWith(bytes) }));
  return { payloadType, payload, signatures };
}
