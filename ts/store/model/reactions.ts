import type { PersonId } from './people.ts';

export type ReactionAction = 'react' | 'remove';

export interface ReactionRow {
  readonly messageId: number;
  readonly senderId: PersonId;
  readonly emoji: string;
  /** Of the first reaction; to repeat it changes nothing. */
  readonly sentAtMs: number;
}

export interface ReactionRepository {
  /**
   * What somebody did with an emoji; the latest by sent-at counts, however they arrive. True when what is shown changed.
   * Of one person's emoji at one message there are 50 at most; a further one changes nothing.
   * @throws {StoreError} `store-not-found` for an unknown message.
   */
  apply(reaction: ReactionRow & { readonly action: ReactionAction }): boolean;
  /** By message, then in the order in which people reacted. */
  forMessages(messageIds: readonly number[]): readonly ReactionRow[];
}
