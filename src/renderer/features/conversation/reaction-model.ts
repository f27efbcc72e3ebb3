import type { MessageView } from '../../../ipc/index.ts';

type Reacted = Pick<MessageView, 'reactions' | 'post'>;

/** Kinds of reactions that are shown before the rest is folded. Spec 08, CNV-10. */
export const SHOWN_KINDS = 6;

/** Shown as long as nobody has used others (spec 08, CNV-08). */
export const DEFAULT_REACTIONS = ['😂', '🥰', '😢', '😡', '😮', '😈'] as const;

/** Everybody who chose one emoji. */
export interface ReactionKind {
  readonly emoji: string;
  /** Those who are known; a room names the first ones only. */
  readonly senderIds: readonly string[];
  /** All of them. */
  readonly count: number;
  readonly isOwn: boolean;
}

/** Reactions by emoji, in the order in which each was chosen first; of a post as its room says. */
export function reactionKinds({ reactions, post }: Reacted, ownId: string): readonly ReactionKind[] {
  if (post !== undefined) {
    return post.reactions.map(({ emoji, count, isOurs, reactors }) => ({
      emoji,
      count,
      isOwn: isOurs,
      senderIds: isOurs ? [ownId, ...reactors.filter((id) => id !== ownId)] : reactors,
    }));
  }
  const kinds = new Map<string, string[]>();
  for (const { emoji, senderId } of reactions) {
    const known = kinds.get(emoji);
    if (known === undefined) kinds.set(emoji, [senderId]);
    else known.push(senderId);
  }
  return [...kinds].map(([emoji, senderIds]) => ({
    emoji,
    senderIds,
    count: senderIds.length,
    isOwn: senderIds.includes(ownId),
  }));
}

/** Whether we reacted so. */
export function isOwnReaction(message: Reacted, emoji: string, ownId: string): boolean {
  return reactionKinds(message, ownId).some((kind) => kind.emoji === emoji && kind.isOwn);
}

/** Six emoji for the bar: the ones that were used last, filled up with the usual ones. */
export function barEmoji(recent: readonly string[]): readonly string[] {
  return [...new Set([...recent, ...DEFAULT_REACTIONS])].slice(0, DEFAULT_REACTIONS.length);
}
