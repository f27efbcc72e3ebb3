import type { AccountId, BlindedId } from '../account/index.ts';
import type { Brand } from '../util/index.ts';
import { CommunityError } from './errors.ts';

/**
 * Who somebody is on a community server: `05` and an X25519 key, or `15` or `25` and an Ed25519 point; 66 lower-case hex
 * characters (spec 05 §1). Whether the key is one is found out where it is used.
 */
export type CommunityUserId = Brand<string, 'CommunityUserId'> | AccountId | BlindedId;

const USER_ID = /^(?:05|15|25)[0-9a-f]{64}$/;

/** The ID in `value`, of either case; undefined when it is none. */
export function parseUserId(value: unknown): CommunityUserId | undefined {
  if (typeof value !== 'string') return undefined;
  const id = value.toLowerCase();
  return USER_ID.test(id) ? (id as CommunityUserId) : undefined;
}

/** @throws {CommunityError} `answer-invalid` */
export function readUserId(value: unknown, what: string): CommunityUserId {
  const id = parseUserId(value);
  if (id === undefined) throw new CommunityError('answer-invalid', { message: what });
  return id;
}

/** The IDs in a list; the server's own user and whatever else is nobody's are left out. Nothing for no list. */
export function readUserIds(value: unknown): readonly CommunityUserId[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => parseUserId(item) ?? []) : [];
}
