import { z } from 'zod';

import { parseJson } from '../files/read-file.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { UpdateError } from './update-error.ts';
import { type UpdateKey, isPublicKey, signersAmong, updateKey } from './update-keys.ts';

/**
 * Whose word counts. Release keys sign releases, any one of them; root keys lie in safes and only say who is in these two lists, `threshold`
 * of them together. Whoever steals the key that is used every month can be shut out by keys that they have not.
 */
export interface Trust {
  /** Grows with every statement. */
  readonly serial: number;
  readonly roots: readonly UpdateKey[];
  /** How many root keys have to sign a statement. */
  readonly threshold: number;
  readonly releaseKeys: readonly UpdateKey[];
  /** Ids of keys that never count again. */
  readonly revoked: readonly string[];
}

export const STATEMENT_TYPE = 'application/vnd.undertone.update-keys+json';

const MOST_KEYS = 16;
const MOST_REVOKED = 256;
const MOST_STATEMENTS = 64;

const keys = z.array(z.string().refine(isPublicKey).transform(updateKey)).min(1).max(MOST_KEYS);

/** The form that a trust has in files and statements. */
export const trustSchema = z
  .object({
    serial: z.number().int().positive().max(0x7fffffff),
    roots: keys,
    threshold: z.number().int().positive(),
    releaseKeys: keys,
    revoked: z.array(z.string().regex(/^[0-9a-f]{16}$/)).max(MOST_REVOKED),
  })
  .refine(isSound)
  .transform((trust): Trust => trust);

const statementSchema = z.object({ format: z.literal(1) }).loose();

/** No key twice, none that is revoked, and enough roots to reach the threshold. */
function isSound({ roots, threshold, releaseKeys, revoked }: Trust): boolean {
  const ids = [...roots, ...releaseKeys].map(({ id }) => id);
  return (
    threshold <= roots.length && new Set(ids).size === ids.length && !ids.some((id) => revoked.includes(id))
  );
}

/** The trust as JSON, for {@link trustSchema}. */
export function trustJson({ serial, roots, threshold, releaseKeys, revoked }: Trust): object {
  const written = (list: readonly UpdateKey[]): readonly string[] => list.map(({ publicKey }) => publicKey);
  return { serial, roots: written(roots), threshold, releaseKeys: written(releaseKeys), revoked };
}

/** The payload of a statement that puts `trust` in force. */
export function statementPayload(trust: Trust): Uint8Array {
  return Buffer.from(JSON.stringify({ format: 1, ...trustJson(trust) }));
}

/**
 * What is trusted after a statement: enough of the old roots must have signed it, and enough of the new ones, so that nobody is left whom a
 * typing error has shut out. What was revoked stays so.
 * @throws {UpdateError} `update-signature-wrong`, `update-statement-invalid`
 */
export function afterStatement(trust: Trust, envelope: Envelope): Trust {
  if (envelope.payloadType !== STATEMENT_TYPE) throw new UpdateError('update-statement-invalid');
  if (signersAmong(envelope, trust.roots).size < trust.threshold)
    throw new UpdateError('update-signature-wrong');
  const next = readStatement(envelope.payload);
  if (next === undefined || next.serial <= trust.serial) throw new UpdateError('update-statement-invalid');
  if (!trust.revoked.every((id) => next.revoked.includes(id)))
    throw new UpdateError('update-statement-invalid');
  if (signersAmong(envelope, next.roots).size < next.threshold)
    throw new UpdateError('update-signature-wrong');
  return next;
}

function readStatement(payload: Uint8Array): Trust | undefined {
  const json = parseJson(Buffer.from(payload).toString('utf8'));
  if (!statementSchema.safeParse(json).success) return undefined;
  return trustSchema.safeParse(json).data;
}

/** Statements in the order in which they came into force. @throws {UpdateError} `update-envelope-invalid` */
export function readStatements(json: unknown): readonly Envelope[] {
  const list = z.array(z.unknown()).max(MOST_STATEMENTS).safeParse(json);
  if (!list.success) throw new UpdateError('update-envelope-invalid');
  return list.data.map(envelopeOf);
}

/**
 * Goes through all statements since the app was built or last looked, however many it has slept through. Those of the past are passed over,
 * and the first that does not fit is the end: what was good before it stays good.
 */
export function afterStatements(
  trust: Trust,
  statements: readonly Envelope[],
): { readonly trust: Trust; readonly problem?: UpdateError } {
  let current = trust;
  for (const statement of statements) {
    if ((readStatement(statement.payload)?.serial ?? Infinity) <= current.serial) continue;
    try {
      current = afterStatement(current, statement);
    } catch (error) {
      if (error instanceof UpdateError) return { trust: current, problem: error };
      throw error;
    }
  }
  return { trust: current };
}

/**
 * What this build was made with, or what has come since, whichever is newer. What either has revoked is revoked.
 */
export function newerTrust(built: Trust, kept: Trust | undefined): Trust {
  if (kept === undefined || kept.serial <= built.serial) return built;
  const revoked = [...new Set([...kept.revoked, ...built.revoked])];
  const isLeft = ({ id }: UpdateKey): boolean => !revoked.includes(id);
  return {
    ...kept,
    roots: kept.roots.filter(isLeft),
    releaseKeys: kept.releaseKeys.filter(isLeft),
    revoked,
  };
}
