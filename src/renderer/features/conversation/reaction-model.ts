import type { MessageView } from '../../../ipc/index.ts';

type ReactionView = MessageView['reactions'][number];

/** Kinds of reactions that are shown before the rest is folded. Spec 08, CNV-10. */
export const SHOWN_KINDS = 6;

/** Shown as long as nobody has used others (spec 08, CNV-08). */
export const DEFAULT_REACTIONS = ['😂', '🥰', '😢', '😡', '😮', '😈'] as const;

/** Everybody who chose one emoji. */
export interface ReactionKind {
  readonly emoji: string;
  readonly senderIds: readonly string[];
  readonly isOwn: boolean;
}

/** Reactions by emoji, in the order in which each was chosen first. */
export function reactionKinds(reactions: readonly ReactionView[], ownId: string): readonly ReactionKind[] {
  const kinds = new Map<string, string[]>();
  for (const { emoji, senderId } of reactions) {
    const known = kinds.get(emoji);
    if (known === undefined) kinds.set(emoji, [senderId]);
    else known.push(senderId);
  }
  return [...kinds].map(([emoji, senderIds]) => ({ emoji, senderIds, isOwn: senderIds.includes(ownId) }));
}

/** Six emoji for the bar: the ones that were used last, filled up with the usual ones. */
export function barEmoji(recent: readonly string[]): readonly string[] {
  return [...new Set([...recent, ...DEFAULT_REACTIONS])].slice(0, DEFAULT_REACTIONS.length);
}
