import type { X25519PublicKey } from '../../../crypto/index.ts';
import { LocalNetworkError } from '../../errors.ts';
import { DirectMessages } from './direct-messages.ts';
import { Files } from './files.ts';
import { Refusal } from '../refusal.ts';
import type { Content, Post } from './post.ts';
import { Room } from './room.ts';
import type { RoomOptions } from './room.ts';
import type { Role, User } from './user.ts';
import { Users } from './users.ts';

const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

/** What the filter of a server makes of a post: `hide` shows it to nobody but its author. */
export type FilterVerdict = 'accept' | 'hide' | 'reject';
export type Filter = (content: Content) => FilterVerdict;

/** All that a community server knows, in memory. */
export class Community {
  readonly publicKey: X25519PublicKey;
  /** Whether people are known by blinded IDs only. */
  readonly isBlinding: boolean;
  readonly users: Users;
  readonly files = new Files();
  readonly directMessages = new DirectMessages();
  filter: Filter = () => 'accept';
  private readonly byToken = new Map<string, Room>();
  private lastPostId = 0;

  constructor(publicKey: X25519PublicKey, { isBlinding }: { readonly isBlinding: boolean }) {
    this.publicKey = publicKey;
    this.isBlinding = isBlinding;
    this.users = new Users(publicKey, { isBlinding });
  }

  get capabilities(): readonly string[] {
    return this.isBlinding ? ['blind', 'reactions', 'sogs'] : ['reactions', 'sogs'];
  }

  /** @throws {LocalNetworkError} `options-invalid` */
  createRoom(options: RoomOptions, nowMs: number): Room {
    const key = options.token.toLowerCase();
    if (!TOKEN.test(options.token) || this.byToken.has(key))
      throw new LocalNetworkError('options-invalid', { message: `room ${options.token}` });
    const room = new Room(options, nowMs);
    this.byToken.set(key, room);
    return room;
  }

  removeRoom({ token }: Room): void {
    this.byToken.delete(token.toLowerCase());
  }

  findRoom(token: string): Room | undefined {
    return this.byToken.get(token.toLowerCase());
  }

  /** Ordered by token. */
  rooms(): readonly Room[] {
    return [...this.byToken.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, room]) => room);
  }

  nextPostId(): number {
    this.lastPostId += 1;
    return this.lastPostId;
  }

  setGlobalRole(user: User, role: Role, { isVisible }: { readonly isVisible: boolean }): void {
    user.globalRole = role;
    user.isGloballyVisible = isVisible;
    for (const room of this.byToken.values()) room.infoUpdates += 1;
  }

  /** @throws {Refusal} 429 for what the filter refuses. */
  judge(content: Content): Exclude<FilterVerdict, 'reject'> {
    const verdict = this.filter(content);
    if (verdict === 'reject') throw new Refusal(429, 'filtration rejected message (profanity)');
    return verdict;
  }

  /** Deletes a post with its pin and its files. */
  deletePost(room: Room, post: Post, nowMs: number): void {
    room.unpin(post.id);
    this.files.remove(post.fileIds);
    room.posts.delete(post, nowMs);
  }

  /** Carries out what was to happen by now. */
  keepHouse(nowMs: number): void {
    for (const room of this.byToken.values()) room.applyFuture(nowMs);
    for (const user of this.users.all()) endBan(user, nowMs);
  }
}

function endBan(user: User, nowMs: number): void {
  if (user.bannedUntilMs === undefined || user.bannedUntilMs > nowMs) return;
  user.isBanned = false;
  user.bannedUntilMs = undefined;
}
