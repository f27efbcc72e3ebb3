import { fromHex, toHex } from '../../util/index.ts';
import { LocalNetworkError } from '../errors.ts';
import type { FaultControl } from '../faults.ts';
import { NO_COMMUNITY_FAULTS } from './faults.ts';
import type { CommunityFaults } from './faults.ts';
import type { CommunityServer } from './community-server.ts';
import type { Filter } from './model/community.ts';
import { seqnoOf } from './model/post.ts';
import type { RoomOptions, Room } from './model/room.ts';
import type { Role, User } from './model/user.ts';

/** The community server as `--describe` writes it. */
export interface CommunityDescription {
  /** Where it listens, and what join URLs begin with. */
  readonly url: string;
  /** X25519, hex. */
  readonly public_key: string;
  /** The join URL of each room, by its token. */
  readonly rooms: Readonly<Record<string, string>>;
}

/** A post as the server has it. */
export interface CommunityPost {
  readonly id: number;
  readonly seqno: number;
  readonly author: string;
  readonly postedMs: number;
  readonly editedMs: number | undefined;
  /** Padded; undefined when it is deleted. */
  readonly data: Uint8Array | undefined;
  readonly signature: Uint8Array | undefined;
  readonly isWhisper: boolean;
  /** Who gave which reaction. */
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

/** A post that is put into a room without anybody's request. */
export interface PlantedPost {
  /** `15…` or `05…`. */
  readonly author: string;
  /** Padded. */
  readonly data: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
  /** Now, when not said. */
  readonly postedMs?: number;
  /** Who gave which reaction, by `15…` or `05…`; in the moment of posting. */
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
}

/** What whoever runs the server may do with it. */
export interface CommunityControl extends CommunityDescription {
  readonly faults: FaultControl<CommunityFaults>;
  /** @returns the join URL @throws {LocalNetworkError} `options-invalid` */
  createRoom(options: RoomOptions): string;
  /** @throws {LocalNetworkError} `unknown-room` */
  joinUrl(token: string): string;
  /** Closes a room for good: 404. @throws {LocalNetworkError} `unknown-room` */
  removeRoom(token: string): void;
  /**
   * Makes somebody a moderator or admin of a room, or of the whole server without one; by any of their IDs.
   * @throws {LocalNetworkError} `unknown-room`
   */
  appoint(
    userId: string,
    role: Role,
    options?: { readonly room?: string; readonly isVisible?: boolean },
  ): void;
  /** Bans somebody from a room, or from the whole server without one; by any of their IDs. @throws {LocalNetworkError} `unknown-room` */
  ban(userId: string, options?: { readonly room?: string; readonly isBanned?: boolean }): void;
  /** What becomes of posts from now on. */
  setFilter(filter: Filter): void;
  /** Puts posts into a room, in this order; their ids. @throws {LocalNetworkError} `unknown-room` */
  plant(room: string, posts: Iterable<PlantedPost>): readonly number[];
  /** Pins a post, by one of the IDs of whoever does. @throws {LocalNetworkError} `unknown-room` */
  pin(room: string, postId: number, userId: string): void;
  /**
   * A backup of all that the server knows. What is returned puts it back, as often as it is called: sequence numbers and ids go back
   * with it, and are given to others then.
   */
  backUp(): () => void;
  /** All posts of a room in the order of their ids, deleted ones too. @throws {LocalNetworkError} `unknown-room` */
  postsOf(room: string): readonly CommunityPost[];
}

export function communityDescription(server: CommunityServer): CommunityDescription {
  const { community, url } = server;
  return {
    url,
    public_key: toHex(community.publicKey),
    rooms: Object.fromEntries(community.rooms().map(({ token }) => [token, server.joinUrl(token)])),
  };
}

export function communityControl(server: CommunityServer): CommunityControl {
  const { community } = server;
  const roomOf = (token: string): Room => {
    const room = community.findRoom(token);
    if (room === undefined) throw new LocalNetworkError('unknown-room', { message: token });
    return room;
  };
  const userOf = (id: string): User => community.users.named(checkedId(id));
  return {
    ...communityDescription(server),
    get rooms() {
      return communityDescription(server).rooms;
    },
    faults: {
      get current() {
        return server.faults;
      },
      set: (change) => server.setFaults({ ...server.faults, ...change }),
      clear: () => server.setFaults(NO_COMMUNITY_FAULTS),
    },
    createRoom: (options) => server.joinUrl(community.createRoom(options, server.nowMs()).token),
    joinUrl: (token) => server.joinUrl(roomOf(token).token),
    removeRoom: (token) => community.removeRoom(roomOf(token)),
    appoint: (userId, role, { room, isVisible = room !== undefined } = {}) => {
      const user = userOf(userId);
      if (room === undefined) community.setGlobalRole(user, role, { isVisible });
      else roomOf(room).setRole(user, role, { isVisible });
    },
    ban: (userId, { room, isBanned = true } = {}) => {
      const user = userOf(userId);
      if (room === undefined) user.isBanned = isBanned;
      else roomOf(room).setBanned(user, isBanned);
    },
    setFilter: (filter) => {
      community.filter = filter;
    },
    plant: (token, posts) => {
      const { posts: ours } = roomOf(token);
      return [...posts].map(({ author, data, signature, postedMs = server.nowMs(), reactions = {} }) => {
        const id = community.nextPostId();
        const post = ours.add({ id, author: userOf(author), postedMs, data, signature });
        for (const [emoji, ids] of Object.entries(reactions)) {
          for (const user of ids) ours.react(post, emoji, { user: userOf(user), nowMs: postedMs });
        }
        return id;
      });
    },
    pin: (token, postId, userId) =>
      roomOf(token).pin(postId, { pinnedMs: server.nowMs(), by: userOf(userId) }),
    backUp: () => {
      const backup = structuredClone(community.state);
      return () => community.restore(structuredClone(backup));
    },
    postsOf: (token) => [...roomOf(token).posts.backwards()].reverse().map(asSeen),
  };
}

/** @throws {CodedError} for what is no hex. */
function checkedId(userId: string): string {
  return toHex(fromHex(userId));
}

function asSeen(post: Parameters<typeof seqnoOf>[0]): CommunityPost {
  const { id, author, postedMs, editedMs, content, whisper, reactions } = post;
  return {
    id,
    seqno: seqnoOf(post),
    author: author.id,
    postedMs,
    editedMs,
    data: content?.data,
    signature: content?.signature,
    isWhisper: whisper !== undefined,
    reactions: Object.fromEntries(
      [...reactions].map(([emoji, who]) => [emoji, [...who.keys()].map((user) => user.id)]),
    ),
  };
}
