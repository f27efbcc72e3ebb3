/** A namespace of an account's (or group's) swarm. */
export interface Inbox {
  /** 66 hex. */
  readonly account: string;
  readonly namespace: number;
}

/** What was fetched already: by message, and per node how far. */
export interface HashRepository {
  isSeen(message: Inbox & { readonly hash: string }): boolean;
  /** Remembers a message until the swarm has dropped it; false when it was known, and then keeps the later expiry. */
  markSeen(message: Inbox & { readonly hash: string; readonly expiresAtMs: number }): boolean;
  /** Forgets what expired at or before `nowMs` (network time); returns how many. */
  purgeExpired(nowMs: number): number;
  /** Where the next retrieve from this node goes on. */
  lastHash(place: Inbox & { readonly node: string }): string | undefined;
  setLastHash(place: Inbox & { readonly node: string; readonly hash: string }): void;
  forgetNode(node: string): void;
  /** Forgets everything of an account or group: it is fetched and taken in anew. */
  forgetAccount(account: string): void;
  /** Forgets how far every node was read: everything is fetched again, and what is known is recognised. */
  forgetPositions(): void;
}
