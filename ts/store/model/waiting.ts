import type { PeerId } from './conversations.ts';
import type { PersonId } from './people.ts';
import type { ReactionAction } from './reactions.ts';

/** A message that has not come yet: the other side of its conversation, who writes it, and when. */
export interface WaitingTarget {
  readonly peerId: PeerId;
  readonly authorId: PersonId;
  readonly targetSentAtMs: number;
}

/** What came before its target. An `unsend` stays after it was used: the target may come again with another hash. */
export type WaitingContent =
  | { readonly kind: 'reaction'; readonly emoji: string; readonly action: ReactionAction }
  | { readonly kind: 'receipt' }
  | { readonly kind: 'unsend' };

export type NewWaiting = WaitingTarget &
  WaitingContent & {
    readonly senderId: PersonId;
    readonly sentAtMs: number;
    /** Network time. */
    readonly expiresAtMs: number;
  };

export type WaitingRow = NewWaiting & { readonly id: number };

export interface WaitingRepository {
  /**
   * Keeps it; of several from one sender about the same, the latest. A sender's oldest give way beyond `atMostOfSender`,
   * so that nobody fills the disk.
   */
  add(item: NewWaiting, options: { readonly atMostOfSender: number }): void;
  /** What waits for a message, in the order of sending. */
  forTarget(target: WaitingTarget): readonly WaitingRow[];
  delete(id: number): boolean;
  /** Returns how many expired at or before `nowMs`. */
  purgeExpired(nowMs: number): number;
}
