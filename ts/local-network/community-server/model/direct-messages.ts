import type { User } from './user.ts';

export interface DirectMessage {
  readonly id: number;
  readonly sender: User;
  readonly recipient: User;
  /** Encrypted. */
  readonly message: Uint8Array;
  readonly postedMs: number;
  readonly expiresMs: number;
}

/** How long they are kept. Spec 05 §10. */
const LIFE_MS = 15 * 86_400_000;

/** The blinded direct messages of a server. */
export class DirectMessages {
  private all: readonly DirectMessage[] = [];
  private lastId = 0;

  add(parties: Pick<DirectMessage, 'sender' | 'recipient' | 'message'>, nowMs: number): DirectMessage {
    this.lastId += 1;
    const item = { ...parties, id: this.lastId, postedMs: nowMs, expiresMs: nowMs + LIFE_MS };
    this.all = [...this.all.filter(({ expiresMs }) => expiresMs > nowMs), item];
    return item;
  }

  /** In the order of their ids. */
  of(
    user: User,
    {
      box,
      since,
      nowMs,
    }: { readonly box: 'inbox' | 'outbox'; readonly since: number; readonly nowMs: number },
  ): readonly DirectMessage[] {
    const party = box === 'inbox' ? 'recipient' : 'sender';
    return this.all.filter((item) => item[party] === user && item.id > since && item.expiresMs > nowMs);
  }

  /** Empties an inbox; how many there were. */
  clear(user: User, nowMs: number): number {
    const count = this.of(user, { box: 'inbox', since: 0, nowMs }).length;
    this.all = this.all.filter(({ recipient }) => recipient !== user);
    return count;
  }
}
