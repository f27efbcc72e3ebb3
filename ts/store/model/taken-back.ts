import type { AccountId, GroupId } from '../../account/index.ts';

/** What was taken back in a group: one message of an author by its hash, or all that they had written until a moment. */
export interface TakenBack {
  readonly groupId: GroupId;
  readonly authorId: AccountId;
  /** Undefined for whatever they wrote. */
  readonly hash: string | undefined;
  readonly upToSentAtMs: number;
  /** Network time. */
  readonly expiresAtMs: number;
}

export interface TakenBackRepository {
  /** Remembers it; the later of two about the same counts. An author's oldest of a group give way beyond `atMostOfAuthor`. */
  add(item: TakenBack, options: { readonly atMostOfAuthor: number }): void;
  /** Whether a message that has just come was taken back before. */
  has(message: {
    readonly groupId: GroupId;
    readonly authorId: AccountId;
    readonly hash: string;
    readonly sentAtMs: number;
  }): boolean;
  /** Returns how many expired at or before `nowMs`. */
  purgeExpired(nowMs: number): number;
}
