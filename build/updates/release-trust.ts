import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { readUpdateSource } from '../../src/main/updates/built-trust.ts';
import { type Envelope, envelopeJson } from '../../src/main/updates/envelope.ts';
import {
  STATEMENT_TYPE,
  type Trust,
  afterStatement,
  afterStatements,
  readStatements,
  statementPayload,
  trustJson,
} from '../../src/main/updates/trust.ts';
import { isPublicKey, signersAmong, updateKey } from '../../src/main/updates/update-keys.ts';
import { type Signer, signedEnvelope } from './signing-key.ts';

/** What is different with the next statement; keys to add are public keys, others are named by their ids. */
export interface Rotation {
  readonly addRoots?: readonly string[];
  readonly addReleaseKeys?: readonly string[];
  /** They no longer count, and may come back. */
  readonly retire?: readonly string[];
  /** They never count again. */
  readonly revoke?: readonly string[];
  readonly threshold?: number;
}

/** The trust of this project's next build. @param path of trusted-keys.json */
export function readBuiltTrust(path: string): Trust | undefined {
  return readUpdateSource(JSON.parse(readFileSync(path, 'utf8'))).trust;
}

/** Puts a trust, and where updates are looked for, into trusted-keys.json. */
export function writeBuiltTrust(
  path: string,
  { trust, feed }: { readonly trust: Trust; readonly feed?: string },
): void {
  const { about, feed: before } = JSON.parse(readFileSync(path, 'utf8')) as Record<'about' | 'feed', string>;
  const json = { about, feed: feed ?? before, trust: trustJson(trust) };
  writeFileSync(path, `${JSON.stringify(json, undefined, 2)}\n`);
}

/** All statements so far; none when there is no file. */
export function readStatementFile(path: string): readonly Envelope[] {
  return existsSync(path) ? readStatements(JSON.parse(readFileSync(path, 'utf8'))) : [];
}

export function writeStatementFile(path: string, statements: readonly Envelope[]): void {
  writeFileSync(path, `${JSON.stringify(statements.map(envelopeJson), undefined, 2)}\n`);
}

/** Whom people trust who have seen all statements. @throws {Error} when one of them does not fit */
export function trustAfter(built: Trust, statements: readonly Envelope[]): Trust {
  const { trust, problem } = afterStatements(built, statements);
  if (problem !== undefined) throw new Error(`A statement does not fit to those before it: ${problem.code}`);
  return trust;
}

/** The trust with which a project begins. @throws {Error} for what is no public key */
export function firstTrust({ addRoots = [], addReleaseKeys = [], threshold = 1 }: Rotation): Trust {
  return {
    serial: 1,
    roots: addRoots.map(keyOf),
    threshold,
    releaseKeys: addReleaseKeys.map(keyOf),
    revoked: [],
  };
}

/** The trust after a change of keys. @throws {Error} for an id that nobody has, and for what is no public key */
export function rotated(trust: Trust, rotation: Rotation): Trust {
  const { addRoots = [], addReleaseKeys = [], retire = [], revoke = [], threshold } = rotation;
  const gone = [...retire, ...revoke];
  const known = [...trust.roots, ...trust.releaseKeys].map(({ id }) => id);
  const unknown = gone.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`There is no key ${unknown}.`);
  const isLeft = ({ id }: { readonly id: string }): boolean => !gone.includes(id);
  return {
    serial: trust.serial + 1,
    roots: [...trust.roots.filter(isLeft), ...addRoots.map(keyOf)],
    threshold: threshold ?? trust.threshold,
    releaseKeys: [...trust.releaseKeys.filter(isLeft), ...addReleaseKeys.map(keyOf)],
    revoked: [...trust.revoked, ...revoke],
  };
}

/** A statement with the signatures of those who are here; others may add theirs ({@link cosigned}). */
export function statementOf(trust: Trust, signers: readonly Signer[]): Envelope {
  return signedEnvelope({ payloadType: STATEMENT_TYPE, payload: statementPayload(trust) }, signers);
}

/** The statement with more signatures, each once. */
export function cosigned(statement: Envelope, signers: readonly Signer[]): Envelope {
  const { signatures } = signedEnvelope(statement, signers);
  const others = statement.signatures.filter(
    ({ keyId }) => !signatures.some((added) => added.keyId === keyId),
  );
  return { ...statement, signatures: [...others, ...signatures] };
}

/** Whether everybody would follow the statement. @throws {Error} when more signatures would not help */
export function isComplete(trust: Trust, statement: Envelope): boolean {
  try {
    afterStatement(trust, statement);
    return true;
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    if (code === 'update-signature-wrong') return false;
    throw new Error(`Nobody would follow this statement: ${String(code)}`, { cause: error });
  }
}

/** Whether anybody who follows `trust` would believe them. */
export function areAccepted(trust: Trust, envelope: Envelope): boolean {
  return signersAmong(envelope, trust.releaseKeys).size > 0;
}

function keyOf(publicKey: string) {
  if (!isPublicKey(publicKey)) throw new Error(`${publicKey} is no public key.`);
  return updateKey(publicKey);
}
