import type { Standing, Defaults, Membership, Right } from './membership.ts';
import { newMembership } from './membership.ts';
import { Pace } from './pace.ts';
import { Posts } from './posts.ts';
import type { PostsState } from './posts.ts';
import { isGlobalAdmin, isGlobalModerator } from './user.ts';
import type { Role, User } from './user.ts';

/** How a room is made. */
export interface RoomOptions {
  /** 1–64 characters of `[A-Za-z0-9_-]`; no other room of the server may differ in case only. */
  readonly token: string;
  readonly name: string;
  readonly description?: string;
  /** What everybody may do; all of it when not said. */
  readonly defaults?: Partial<Defaults>;
}

export interface Pin {
  readonly pinnedMs: number;
  readonly by: User;
}

/** A change of permissions to come. */
export interface FutureChange {
  readonly user: User;
  readonly atMs: number;
  readonly what: Right | 'banned';
  readonly value: boolean;
}

/** What is to be kept of a room. */
export interface RoomState {
  readonly options: RoomOptions & { readonly defaults: Defaults };
  readonly createdMs: number;
  readonly imageId: number | undefined;
  readonly infoUpdates: number;
  readonly posts: PostsState;
  readonly pins: ReadonlyMap<number, Pin>;
  readonly future: readonly FutureChange[];
  readonly memberships: ReadonlyMap<User, Membership>;
  readonly lastActiveMs: ReadonlyMap<User, number>;
}

const ALL: Defaults = { read: true, accessible: true, write: true, upload: true };
const NOTHING: Defaults = { read: false, accessible: false, write: false, upload: false };
/** Who has been there within a week is active (spec 05 §5). */
export const ACTIVE_CUTOFF_S = 604_800;

/** A room of a community server. */
export class Room {
  readonly token: string;
  readonly createdMs: number;
  name: string;
  description: string | undefined;
  imageId: number | undefined;
  defaults: Defaults;
  infoUpdates: number;
  readonly posts: Posts;
  readonly pace = new Pace();
  /** By the id of the post, in the order of pinning. */
  readonly pins: Map<number, Pin>;
  future: readonly FutureChange[];
  private readonly memberships: Map<User, Membership>;
  private readonly lastActiveMs: Map<User, number>;

  /** A new room, or one as it was. */
  constructor(
    { token, name, description, defaults }: RoomOptions,
    { createdMs, ...state }: Partial<RoomState> & Pick<RoomState, 'createdMs'>,
  ) {
    this.token = token;
    this.name = name;
    this.description = description;
    this.defaults = { ...ALL, ...defaults };
    this.createdMs = createdMs;
    this.imageId = state.imageId;
    this.infoUpdates = state.infoUpdates ?? 0;
    this.posts = new Posts(state.posts);
    this.pins = new Map(state.pins);
    this.future = state.future ?? [];
    this.memberships = new Map(state.memberships);
    this.lastActiveMs = new Map(state.lastActiveMs);
  }

  get state(): RoomState {
    const { token, name, description, defaults } = this;
    return {
      options: { token, name, defaults, ...(description === undefined ? {} : { description }) },
      createdMs: this.createdMs,
      imageId: this.imageId,
      infoUpdates: this.infoUpdates,
      posts: this.posts.state,
      pins: this.pins,
      future: this.future,
      memberships: this.memberships,
      lastActiveMs: this.lastActiveMs,
    };
  }

  /** What was said of somebody; to be changed in place. */
  membershipOf(user: User): Membership {
    const membership = this.memberships.get(user) ?? newMembership();
    this.memberships.set(user, membership);
    return membership;
  }

  /** All of whom something was said. */
  members(): Iterable<readonly [User, Membership]> {
    return this.memberships.entries();
  }

  standingOf(user: User | undefined): Standing {
    const membership = user === undefined ? undefined : this.memberships.get(user);
    const isAdmin = isGlobalAdmin(user) || membership?.role === 'admin';
    const isModerator = isAdmin || isGlobalModerator(user) || membership?.role === 'moderator';
    if (isModerator) return { ...ALL, isBanned: false, isModerator, isAdmin };
    const isBanned = user?.isBanned === true || membership?.isBanned === true;
    const rights = isBanned ? NOTHING : { ...this.defaults, ...membership?.overrides };
    return {
      ...rights,
      accessible: rights.read || rights.accessible,
      upload: rights.write && rights.upload,
      isBanned,
      isModerator,
      isAdmin,
    };
  }

  setRole(user: User, role: Role, { isVisible }: { readonly isVisible: boolean }): void {
    const membership = this.membershipOf(user);
    membership.role = role;
    membership.isVisible = isVisible;
    this.infoUpdates += 1;
  }

  /** Lasts until `untilMs`, or for good; whoever is banned looks after the room no more. */
  setBanned(
    user: User,
    isBanned: boolean,
    { untilMs }: { readonly untilMs?: number | undefined } = {},
  ): void {
    const membership = this.membershipOf(user);
    this.unschedule(user, ['banned']);
    membership.isBanned = isBanned;
    if (!isBanned) return;
    if (membership.role !== 'none') this.setRole(user, 'none', { isVisible: true });
    if (untilMs !== undefined)
      this.future = [...this.future, { user, atMs: untilMs, what: 'banned', value: false }];
  }

  touch(user: User, nowMs: number): void {
    this.lastActiveMs.set(user, nowMs);
  }

  activeUsers(nowMs: number): number {
    const sinceMs = nowMs - ACTIVE_CUTOFF_S * 1_000;
    return [...this.lastActiveMs.values()].filter((atMs) => atMs >= sinceMs).length;
  }

  /** Carries out what was to change by now. */
  applyFuture(nowMs: number): void {
    if (!this.future.some(({ atMs }) => atMs <= nowMs)) return;
    const due = this.future.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
    this.future = this.future.filter(({ atMs }) => atMs > nowMs);
    for (const { user, what, value } of due) {
      const membership = this.membershipOf(user);
      if (what === 'banned') membership.isBanned = value;
      else membership.overrides[what] = value;
    }
  }

  /** Forgets what was to change of somebody; of one thing, or of several. */
  unschedule(user: User, what: readonly FutureChange['what'][]): void {
    this.future = this.future.filter((change) => change.user !== user || !what.includes(change.what));
  }

  unpin(postId: number): boolean {
    const isUnpinned = this.pins.delete(postId);
    if (isUnpinned) this.infoUpdates += 1;
    return isUnpinned;
  }

  pin(postId: number, pin: Pin): void {
    this.pins.delete(postId);
    this.pins.set(postId, pin);
    this.infoUpdates += 1;
  }
}
