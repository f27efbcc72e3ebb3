import type { Inbox } from './hashes.ts';

/** A message from a swarm that no known key opens, kept until one does. */
export interface UndecryptedRow extends Inbox {
  readonly id: number;
  readonly hash: string;
  readonly data: Uint8Array;
  /** When the swarm took it. */
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
  /** Generation of the newest key that was tried. */
  readonly keyGeneration: number | undefined;
}

export type NewUndecrypted = Omit<UndecryptedRow, 'id' | 'keyGeneration'> & {
  readonly keyGeneration?: number;
};

export interface UndecryptedRepository {
  /** False when it is kept already. An inbox's oldest give way beyond `atMostInInbox`. */
  add(message: NewUndecrypted, options: { readonly atMostInInbox: number }): boolean;
  /** At most `limit` of an inbox, oldest first, after an id. */
  page(query: Inbox & { readonly limit: number; readonly afterId?: number }): readonly UndecryptedRow[];
  /** @throws {StoreError} `store-not-found` */
  setKeyGeneration(id: number, keyGeneration: number): void;
  delete(id: number): boolean;
  /** Returns how many expired at or before `nowMs`. */
  purgeExpired(nowMs: number): number;
}
