import {
  type CommunityServers,
  MessagingError,
  accountOf,
  findMentions,
  hasReactions,
  isBlindedPerson,
  isBlind,
} from '../messaging/index.ts';
import { x25519PublicKey } from '../crypto/index.ts';
import { communityUrl } from '../config/index.ts';
import type { BlindedId } from '../account/index.ts';
import type {
  CommunityServerRow,
  MessageRow,
  PersonId,
  PostReaction,
  PostRow,
  PinnedWords,
  RoomInfo,
  PostWhisper,
  RoomRow,
  Store,
} from '../store/index.ts';
import type {
  BlindedPeerView,
  PinnedPostView,
  PostView,
  RoomModeratorView,
  RoomPersonView,
  RoomRole,
  RoomSummaryView,
  RoomView,
} from './community-types.ts';
import type { MessageView } from './types.ts';

/** What the account's session knows of community servers. */
export interface LiveRooms {
  readonly servers: () => CommunityServers | undefined;
}

/** A room with all that is known of it. */
interface KnownRoom {
  readonly row: RoomRow;
  readonly server: CommunityServerRow;
  readonly servers: CommunityServers;
  readonly ownId: PersonId;
  readonly info: RoomInfo | undefined;
}

/** Rooms, their people and posts, as the client shows them. */
export class RoomViews {
  private readonly store: Store;
  private readonly live: LiveRooms;

  constructor(store: Store, live: LiveRooms) {
    this.store = store;
    this.live = live;
  }

  /** Nothing for a room that was left. */
  summaryOf(conversationId: number): { readonly community?: RoomSummaryView } {
    const room = this.find(conversationId);
    return room === undefined ? {} : { community: summaryView(room) };
  }

  blindedPeer(id: BlindedId): { readonly blinded?: BlindedPeerView } {
    const person = this.store.communities.person(id);
    const server = person && this.store.communities.server(person.serverId);
    return person === undefined || server === undefined
      ? {}
      : { blinded: { serverUrl: server.baseUrl, refusesRequests: person.refusesRequests } };
  }

  /** @throws {MessagingError} `community-unknown` */
  room(conversationId: number, messageOf: (id: number) => MessageView | undefined): RoomView {
    const room = this.find(conversationId);
    if (room === undefined) throw new MessagingError('community-unknown');
    const { info } = room;
    return {
      ...summaryView(room),
      conversationId,
      name: this.store.conversations.require(conversationId).name,
      moderators: info === undefined ? [] : this.moderators(room, info),
      pinned: (info?.pinned ?? []).map((pin) => this.pinned(room, pin, messageOf)),
      ...(info?.createdAtMs === undefined ? {} : { createdAtMs: info.createdAtMs }),
      ...(info?.activeWithinS === undefined ? {} : { activeWithinS: info.activeWithinS }),
      ...(info === undefined || !info.rights.isModerator ? {} : { defaults: info.defaults }),
    };
  }

  /** @throws {MessagingError} `community-unknown` */
  person(conversationId: number, id: PersonId): RoomPersonView {
    const room = this.find(conversationId);
    if (room === undefined) throw new MessagingError('community-unknown');
    return this.personIn(room, id);
  }

  /** What those are called whom a message of a room is of, or whom it mentions. */
  namesIn({ conversationId, authorId, direction, body }: MessageRow): Pick<MessageView, 'author' | 'people'> {
    const room = this.find(conversationId);
    if (room === undefined) return {};
    const named = findMentions(body).flatMap(({ id }) => {
      const { name } = this.personIn(room, id as PersonId);
      return name === '' ? [] : [[id, name] as const];
    });
    return {
      ...(direction === 'outgoing' ? {} : { author: faceOf(this.personIn(room, authorId)) }),
      ...(named.length === 0 ? {} : { people: Object.fromEntries(named) }),
    };
  }

  /** The views of messages, with what is special about those that lie in rooms. */
  withPosts(views: readonly MessageView[], rows: readonly MessageRow[]): readonly MessageView[] {
    const rooms = new Map<number, KnownRoom | undefined>();
    for (const { conversationId } of rows)
      if (!rooms.has(conversationId)) rooms.set(conversationId, this.find(conversationId));
    const ofRooms = rows.filter(({ conversationId }) => rooms.get(conversationId) !== undefined);
    if (ofRooms.length === 0) return views;
    const ids = ofRooms.map(({ id }) => id);
    const { communities } = this.store;
    const posts = new Map(communities.postsOf(ids).map((post) => [post.messageId, post]));
    const reactions = communities.reactionsOf(ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return views.map((view) => {
      const row = byId.get(view.id);
      const room = rooms.get(view.conversationId);
      if (row === undefined || room === undefined) return view;
      const parts = { post: posts.get(row.id), reactions: reactions.get(row.id) ?? [] };
      return this.withPost(view, row, { room, ...parts });
    });
  }

  private withPost(
    view: MessageView,
    row: MessageRow,
    {
      room,
      post,
      reactions,
    }: {
      readonly room: KnownRoom;
      readonly post: PostRow | undefined;
      readonly reactions: readonly PostReaction[];
    },
  ): MessageView {
    const author = this.personIn(room, row.authorId);
    const named = reactions.flatMap(({ emoji, reactors, isOurs }) => {
      const others = reactors.filter((id) => id !== room.ownId);
      return [...(isOurs ? [room.ownId] : []), ...others].map((senderId) => ({ senderId, emoji }));
    });
    return {
      ...view,
      ...(row.direction === 'outgoing' ? {} : { author: faceOf(author) }),
      reactions: named,
      post: {
        author,
        role: roleOf(room.info, row.authorId),
        isPinned: post !== undefined && room.info?.pinned.some(({ id }) => id === post.postId) === true,
        reactions,
        people: this.peopleOf(room, view, named),
        may: rightsOver(room, row, post),
        ...(post === undefined ? {} : { serverId: post.postId }),
        ...(post?.editedAtMs === undefined ? {} : { editedAtMs: post.editedAtMs }),
        ...this.whisperOf(room, post === undefined ? row.details?.whisper : post.whisper),
      },
    };
  }

  private peopleOf(
    room: KnownRoom,
    { text, quote }: MessageView,
    named: readonly { readonly senderId: string }[],
  ): readonly RoomPersonView[] {
    const ids = new Set([
      ...findMentions(text).map(({ id }) => id),
      ...(quote === undefined ? [] : [quote.authorId]),
      ...named.map(({ senderId }) => senderId),
    ]);
    return [...ids].map((id) => this.personIn(room, id as PersonId));
  }

  private whisperOf(room: KnownRoom, whisper: PostWhisper | undefined): Pick<PostView, 'whisper'> {
    if (whisper === undefined) return {};
    const { toModerators, to } = whisper;
    return {
      whisper: { toModerators, ...(to === undefined ? {} : { to: this.personIn(room, to as PersonId) }) },
    };
  }

  private moderators(room: KnownRoom, info: RoomInfo): readonly RoomModeratorView[] {
    const of = (
      ids: readonly string[],
      role: RoomModeratorView['role'],
      isHidden: boolean,
    ): readonly RoomModeratorView[] =>
      ids.map((id) => ({ ...this.personIn(room, id as PersonId), role, isHidden }));
    return [
      ...of(info.admins, 'admin', false),
      ...of(info.moderators, 'moderator', false),
      ...of(info.hiddenAdmins, 'admin', true),
      ...of(info.hiddenModerators, 'moderator', true),
    ];
  }

  private pinned(
    room: KnownRoom,
    { id, pinnedAtMs, pinnedBy, words }: RoomInfo['pinned'][number],
    messageOf: (id: number) => MessageView | undefined,
  ): PinnedPostView {
    const messageId = this.store.communities.post(room.row.conversationId, id)?.messageId;
    const message = messageId === undefined ? undefined : messageOf(messageId);
    return {
      serverId: id,
      ...(pinnedAtMs === undefined ? {} : { pinnedAtMs }),
      ...(pinnedBy === undefined ? {} : { pinnedBy: this.personIn(room, pinnedBy as PersonId) }),
      ...(message === undefined ? this.pinnedElsewhere(room, words) : { message }),
    };
  }

  private pinnedElsewhere(room: KnownRoom, words: PinnedWords | undefined): Pick<PinnedPostView, 'words'> {
    if (words === undefined) return {};
    const { authorId, ...said } = words;
    return { words: { ...said, author: this.personIn(room, authorId as PersonId) } };
  }

  private personIn({ ownId, servers, server }: KnownRoom, id: PersonId): RoomPersonView {
    const isUs = id === ownId || servers.ownIdsOn(server).has(id);
    const { account, contacts } = this.store;
    if (isUs) {
      const own = account.get();
      return {
        id,
        name: own?.displayName ?? '',
        isUs,
        ...(own === undefined ? {} : { accountId: own.accountId }),
      };
    }
    const seen = contacts.get(id);
    const accountId = accountOf(this.store, id);
    // Contacts are written to as ever.
    const refusesRequests =
      accountId === undefined &&
      isBlindedPerson(id) &&
      this.store.communities.person(id)?.refusesRequests === true;
    const contact = accountId === undefined ? undefined : contacts.get(accountId);
    const picture = contact?.pictureFileId ?? seen?.pictureFileId;
    return {
      id,
      name: contact?.displayName || seen?.displayName || '',
      isUs,
      ...(accountId === undefined ? {} : { accountId }),
      ...(picture === undefined ? {} : { picture }),
      ...(refusesRequests ? { refusesRequests } : {}),
    };
  }

  private find(conversationId: number): KnownRoom | undefined {
    const servers = this.live.servers();
    const row = this.store.communities.room(conversationId);
    const server = row && this.store.communities.server(row.serverId);
    if (servers === undefined || row === undefined || server === undefined) return undefined;
    return { row, server, servers, ownId: servers.ownIdOn(server), info: row.info };
  }
}

function faceOf({ name, picture }: RoomPersonView): NonNullable<MessageView['author']> {
  return { name, ...(picture === undefined ? {} : { picture }) };
}

function summaryView({ row, server, servers, ownId, info }: KnownRoom): RoomSummaryView {
  const { baseUrl } = server;
  const { read = true, write = true, upload = true } = info?.rights ?? {};
  return {
    url: communityUrl({ baseUrl, room: row.token, publicKey: x25519PublicKey(server.publicKey) }),
    serverUrl: baseUrl,
    room: row.token,
    description: info?.description ?? '',
    activeUsers: info?.activeUsers ?? 0,
    rights: { read, write, upload },
    role: ownRole(info),
    hasServerRole: info?.rights.isGlobalModerator === true,
    ownId,
    state: servers.stateOf(row),
    hasReactions: hasReactions(server),
    hasDirectMessages: isBlind(server),
    hasOlder: row.hasOlder,
    pinnedCount: info?.pinned.length ?? 0,
  };
}

function ownRole(info: RoomInfo | undefined): RoomRole {
  if (info?.rights.isAdmin === true) return 'admin';
  return info?.rights.isModerator === true ? 'moderator' : 'none';
}

function roleOf(info: RoomInfo | undefined, id: string): RoomRole {
  if (info === undefined) return 'none';
  if (info.admins.includes(id) || info.hiddenAdmins.includes(id)) return 'admin';
  return info.moderators.includes(id) || info.hiddenModerators.includes(id) ? 'moderator' : 'none';
}

function rightsOver(
  { info, server, servers, row: room }: KnownRoom,
  row: MessageRow,
  post: PostRow | undefined,
): PostView['may'] {
  const isThere = post !== undefined && row.deletion === undefined;
  const isOpen = servers.stateOf(room) !== 'key-wrong';
  const canWrite = isOpen && info?.rights.write !== false;
  const isOurs = row.direction === 'outgoing';
  const isModerator = isOpen && info?.rights.isModerator === true;
  return {
    reply: canWrite && row.kind === 'text' && row.state !== 'failed',
    react: isThere && isOpen && hasReactions(server) && post.whisper === undefined,
    edit: isThere && isOurs && canWrite,
    delete: isThere && (isOurs ? canWrite : isModerator),
    moderate: isThere && isModerator && !isOurs,
    administer: isThere && isOpen && info?.rights.isAdmin === true,
    writeToAuthor: !isOurs && isBlind(server) && isBlindedPerson(row.authorId),
  };
}
