import { asCount, asRecord, isTrue } from '../json.ts';
import { readUserIds } from '../user-id.ts';
import type { CommunityUserId } from '../user-id.ts';

/** How often one reaction was given to a post (spec 05 §8). */
export interface ReactionCount {
  readonly emoji: string;
  readonly count: number;
  /** The first of those who gave it, oldest first; we may be missing. */
  readonly reactors: readonly CommunityUserId[];
  readonly isOurs: boolean;
}

/** Answer to giving or taking back a reaction. */
export interface ReactionChange {
  /** False when it was so before. */
  readonly isChanged: boolean;
  /** Rows of the post before this one do not know of the change yet. */
  readonly seqno: number;
}

const MAX_CODE_POINTS = 12;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether servers take `text` as a reaction: 1–12 code points (spec 05 §8). */
export function isReaction(text: string): boolean {
  const length = [...text.slice(0, 2 * MAX_CODE_POINTS + 1)].length;
  return length >= 1 && length <= MAX_CODE_POINTS && !LONE_SURROGATE.test(text);
}

/**
 * The reactions to a post in their order; they replace what was known. Old rows may have percent-encoded keys; what is no reaction is
 * left out (spec 05 §8).
 * @throws {CommunityError} `answer-invalid`
 */
export function readReactions(json: unknown): readonly ReactionCount[] {
  const entries = Object.entries(asRecord(json, 'reactions')).map(([key, value]) => {
    const { index, count, reactors, you } = asRecord(value, 'reaction');
    const reaction = {
      emoji: decoded(key),
      count: asCount(count, 'count'),
      reactors: readUserIds(reactors),
      isOurs: isTrue(you),
    };
    return { index: asCount(index, 'index'), reaction };
  });
  return entries
    .sort((a, b) => a.index - b.index)
    .map(({ reaction }) => reaction)
    .filter(({ emoji, count }) => isReaction(emoji) && count > 0);
}

/** @throws {CommunityError} `answer-invalid` */
export function readReactionChange(json: unknown): ReactionChange {
  const { added, removed, seqno } = asRecord(json, 'reaction answer');
  return { isChanged: isTrue(added) || isTrue(removed), seqno: asCount(seqno, 'seqno') };
}

function decoded(key: string): string {
  if (!key.includes('%')) return key;
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
