import { CommunityError } from '../errors.ts';
import { isReaction } from '../models/reactions.ts';
import { parseUserId } from '../user-id.ts';
import type { CommunityUserId } from '../user-id.ts';

/** Of what a server sends, how much (spec 05 §7.4): 1–256 rows, 100 when not said; 0–20 reactors of each reaction, 4 when not said. */
export interface PageSize {
  readonly limit?: number;
  readonly reactors?: number;
}

/** What a path cannot hold as it is, because it means something there. */
const RESERVED = /[%?#/]/g;

/** @throws {CommunityError} `argument-invalid` unless an integer of 0 or more. */
export function numberSegment(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) throw invalid('number');
  return `${number}`;
}

/** @throws {CommunityError} `argument-invalid` */
export function userSegment(user: CommunityUserId): string {
  return parseUserId(user) ?? refuse('user');
}

/**
 * A reaction in plain UTF-8, as it is signed (spec 05 §3, §8).
 * @throws {CommunityError} `argument-invalid`
 */
export function reactionSegment(reaction: string): string {
  if (!isReaction(reaction)) throw invalid('reaction');
  return reaction.replace(RESERVED, encodeURIComponent);
}

/** `?a=1&b=2` of those values that are given, in this order. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const items = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return items.length === 0 ? '' : `?${items.join('&')}`;
}

function refuse(what: string): never {
  throw invalid(what);
}

function invalid(message: string): CommunityError {
  return new CommunityError('argument-invalid', { message });
}
