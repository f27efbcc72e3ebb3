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

/** What is to be kept of the direct messages of a server. */
export interface DirectMessagesState {
  readonly messages: readonly DirectMessage[];
  readonly lastId: number;
}

/** The blinded direct messages of a server. */
export class DirectMessages {
  private all: readonly DirectMessage[];
  private lastId: number;

  constructor({ messages, lastId }: DirectMessagesState = { messages: [], lastId: 0 }) {
    this.all = messages;
    this.lastId = lastId;
  }

  get state(): DirectMessagesState {
    return { messages: this.all, lastId: this.lastId };
  }

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
