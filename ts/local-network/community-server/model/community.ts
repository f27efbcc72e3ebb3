import type { X25519PublicKey } from '../../../crypto/index.ts';
import { LocalNetworkError } from '../../errors.ts';
import { DirectMessages } from './direct-messages.ts';
import type { DirectMessagesState } from './direct-messages.ts';
import { Files } from './files.ts';
import type { FilesState } from './files.ts';
import { Refusal } from '../refusal.ts';
import type { Content, Post } from './post.ts';
import { Room } from './room.ts';
import type { RoomOptions, RoomState } from './room.ts';
import type { Role, User } from './user.ts';
import { Users } from './users.ts';
import type { UsersState } from './users.ts';

const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

/** What the filter of a server makes of a post: `hide` shows it to nobody but its author. */
export type FilterVerdict = 'accept' | 'hide' | 'reject';
export type Filter = (content: Content) => FilterVerdict;

/** What a community server has to keep, without classes: it can be copied and written down as a whole. */
export interface CommunityState {
  readonly users: UsersState;
  readonly rooms: readonly RoomState[];
  readonly files: FilesState;
  readonly directMessages: DirectMessagesState;
  readonly lastPostId: number;
}

/** All that a community server knows, in memory. */
export class Community {
  readonly publicKey: X25519PublicKey;
  /** Whether people are known by blinded IDs only. */
  readonly isBlinding: boolean;
  users: Users;
  files = new Files();
  directMessages = new DirectMessages();
  filter: Filter = () => 'accept';
  private byToken: ReadonlyMap<string, Room> = new Map();
  private lastPostId = 0;

  constructor(publicKey: X25519PublicKey, { isBlinding }: { readonly isBlinding: boolean }) {
    this.publicKey = publicKey;
    this.isBlinding = isBlinding;
    this.users = new Users(publicKey, { isBlinding });
  }

  /** Shares its parts with the community: copy it before anything else happens. */
  get state(): CommunityState {
    return {
      users: this.users.state,
      rooms: this.rooms().map(({ state }) => state),
      files: this.files.state,
      directMessages: this.directMessages.state,
      lastPostId: this.lastPostId,
    };
  }

  /** Makes `state`, which nobody else may have, its own; it forgets all that it knew. */
  restore({ users, rooms, files, directMessages, lastPostId }: CommunityState): void {
    this.users = new Users(this.publicKey, { isBlinding: this.isBlinding, state: users });
    this.files = new Files(files);
    this.directMessages = new DirectMessages(directMessages);
    this.byToken = new Map(
      rooms.map((state) => [state.options.token.toLowerCase(), new Room(state.options, state)]),
    );
    this.lastPostId = lastPostId;
  }

  get capabilities(): readonly string[] {
    return this.isBlinding ? ['blind', 'reactions', 'sogs'] : ['reactions', 'sogs'];
  }

  /** @throws {LocalNetworkError} `options-invalid` */
  createRoom(options: RoomOptions, nowMs: number): Room {
    const key = options.token.toLowerCase();
    if (!TOKEN.test(options.token) || this.byToken.has(key))
      throw new LocalNetworkError('options-invalid', { message: `room ${options.token}` });
    const room = new Room(options, { createdMs: nowMs });
    this.byToken = new Map(this.byToken).set(key, room);
    return room;
  }

  removeRoom({ token }: Room): void {
    this.byToken = new Map([...this.byToken].filter(([key]) => key !== token.toLowerCase()));
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
