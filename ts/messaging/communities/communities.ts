import {
  clearInboxRequest,
  isReaction,
  jsonOf,
  postsBeforeRequest,
  readMessages,
  readReactors,
  reactorsRequest,
} from '../../community/index.ts';
import type {
  BlindedConversation,
  CommunityConversation,
  CommunityServerRow,
  ConversationRow,
  PersonConversation,
  PersonId,
} from '../../store/index.ts';
import { communityIdOf } from '../../store/index.ts';
import { bytesEqual, errorCode } from '../../util/index.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import { StartConversation } from '../conversations/start-conversation.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SendText } from '../send/send-text.ts';
import type { Services } from '../services.ts';
import { asked } from './community-failure.ts';
import type { CommunityPollers } from './community-pollers.ts';
import { TRIMS_ROOMS } from './community-settings.ts';
import { isBlind } from './community-servers.ts';
import { leaveRoom } from './leave-room.ts';
import { type RoomOffer, lookUpPicture, lookUpRoom, lookUpRooms, typedCommunity } from './look-up-rooms.ts';
import { type ReceiveRoom, infoOf } from './receive-room.ts';
import { type MemberRights, memberRights } from './member-rights.ts';
import type { RoomMember } from './room-member.ts';
import { wantRoomPicture } from './room-jobs.ts';
import { accountOf, isBlindedPerson, notePerson, personIn } from './room-people.ts';
import { postOf, roomPlace } from './room-place.ts';
import { PAGE, REACTORS } from './page-size.ts';

/** Where people are looked for who wrote in a room. */
const RECENT_MESSAGES = 2_000;
/** Nobody waits longer for a server before an account is deleted. */
const CLEARING_MS = 15_000;

type Deps = Services & {
  readonly outbox: Outbox;
  readonly pollers: CommunityPollers;
  readonly receive: ReceiveRoom;
  readonly sendText: SendText;
};

/** What a person does with rooms (spec 05, spec 08 COM), but for what only their servers can do: {@link ActInRoom}. */
export class Communities {
  private readonly deps: Deps;
  private readonly abort = new AbortController();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `community-url-invalid`, `community-url-key-missing`, `community-*` */
  preview(url: string): Promise<RoomOffer> {
    return this.asking(() => lookUpRoom(this.deps.communities, typedCommunity(url)));
  }

  /** @throws {MessagingError} as {@link preview} */
  picture(url: string): Promise<Uint8Array> {
    const { communities } = this.deps;
    return this.asking(async () => {
      const offer = await lookUpRoom(communities, typedCommunity(url));
      return lookUpPicture(communities, offer, this.abort.signal);
    });
  }

  /** @throws {MessagingError} as {@link preview} */
  directory(url: string | undefined): ReturnType<typeof lookUpRooms> {
    return this.asking(() =>
      lookUpRooms(this.deps.communities, url === undefined ? undefined : typedCommunity(url)),
    );
  }

  /** The conversation of a room that we have joined. */
  joined({ server, room }: Pick<RoomOffer, 'server' | 'room'>): CommunityConversation | undefined {
    const { conversations, communities } = this.deps.store;
    const known = communities.servers().find(({ publicKey }) => bytesEqual(publicKey, server.publicKey));
    return conversations.byPeer(communityIdOf(known?.baseUrl ?? server.baseUrl, room.token));
  }

  /** @throws {MessagingError} as {@link preview}; `community-joined-already` */
  async join(url: string): Promise<ConversationRow> {
    const { store, configs, events, network, clock, communities, pollers } = this.deps;
    const offer = await this.preview(url);
    const { server, room } = offer;
    const known = this.joined(offer);
    const ofAddress = store.communities.serverAt(server.baseUrl);
    const hasSameKey = ofAddress === undefined || bytesEqual(ofAddress.publicKey, server.publicKey);
    if (known !== undefined && hasSameKey) throw new MessagingError('community-joined-already');
    // Whoever stands between could pass for a server that answers us well: no link makes us forget its key.
    if (!hasSameKey && !this.hasLostKey(ofAddress)) throw new MessagingError('community-key-wrong');
    const { conversationId, serverId } = configs.transaction((repositories) => {
      const row = repositories.communities.putServer(server);
      const { capabilities } = server;
      if (capabilities !== undefined) repositories.communities.setCapabilities(row.id, capabilities);
      const nowMs = network.time.nowMs();
      const added = repositories.communities.addRoom({ serverId: row.id, token: room.token, nowMs });
      const about = { token: room.token, name: room.name, info: infoOf(room), imageId: room.imageId };
      repositories.communities.describeRoom(added.conversationId, about);
      if (room.imageId !== undefined) wantRoomPicture(repositories, added.conversationId, clock.nowMs());
      configs.groups.updateCommunity(
        { baseUrl: row.baseUrl, room: room.token },
        { publicKey: server.publicKey, priority: 0, joinedS: Math.floor(nowMs / 1_000) },
      );
      return added;
    });
    communities.forgetStates({ id: serverId });
    events.emit({ type: 'conversation-changed', conversationId });
    events.emit({ type: 'communities-changed' });
    await pollers.pollOnce(serverId).catch((error: unknown) => {
      this.deps.log.write('info', 'community-first-page-later', { error });
    });
    this.deps.outbox.wake();
    return store.conversations.require(conversationId);
  }

  /** None of its rooms is heard of any more under the key that we know. */
  private hasLostKey({ id }: CommunityServerRow): boolean {
    const { store, communities } = this.deps;
    const rooms = store.communities.roomsOf(id);
    return rooms.every((room) => communities.stateOf(room) === 'key-wrong');
  }

  /** @throws {MessagingError} `community-unknown` */
  leave(conversationId: number): void {
    const { configs, clock, outbox } = this.deps;
    roomPlace(this.deps.store, conversationId);
    const changes = configs.transaction((repositories) =>
      leaveRoom({ repositories, configs, nowMs: clock.nowMs() }, conversationId),
    );
    this.tell(changes);
    outbox.wake();
  }

  /** @throws {MessagingError} `community-unknown`, `community-*` */
  async loadOlder(conversationId: number): Promise<{ readonly hasOlder: boolean }> {
    const { store, communities, receive } = this.deps;
    const { room, server } = roomPlace(this.deps.store, conversationId);
    const oldest = store.communities.oldestPostId(conversationId);
    if (!room.hasOlder) return { hasOlder: false };
    if (oldest === undefined) {
      await this.asking(() => this.deps.pollers.pollOnce(server.id));
      return { hasOlder: roomPlace(this.deps.store, conversationId).room.hasOlder };
    }
    const size = { limit: PAGE, reactors: REACTORS };
    const rows = await this.asking(async () =>
      readMessages(jsonOf(await communities.ask(server, postsBeforeRequest(room.token, oldest, size)))),
    );
    // A server that gives what was not asked for would be asked for ever.
    const older = rows.filter(({ id = 0 }) => id < oldest);
    await receive.takeHistory(conversationId, older, { isLast: older.length < PAGE });
    this.deps.outbox.wake();
    this.tell([{ type: 'conversation-changed', conversationId }]);
    return { hasOlder: roomPlace(this.deps.store, conversationId).room.hasOlder };
  }

  /** @throws {MessagingError} `community-unknown` */
  refresh(conversationId: number): void {
    this.deps.pollers.pollNow(roomPlace(this.deps.store, conversationId).server.id);
  }

  /** @throws {MessagingError} as {@link clearReactions}; `community-*` */
  async reactors(
    messageId: number,
    emoji: string,
  ): Promise<{
    readonly conversationId: number;
    readonly reactors: readonly { readonly id: PersonId; readonly atMs: number }[];
  }> {
    const { message, post } = postOf(this.deps.store, messageId);
    if (!isReaction(emoji)) throw new MessagingError('emoji-invalid');
    const { room, server } = roomPlace(this.deps.store, message.conversationId);
    const { communities, store } = this.deps;
    return this.asking(async () => {
      const target = { room: room.token, id: post.postId, reaction: emoji };
      const reactors = readReactors(jsonOf(await communities.ask(server, reactorsRequest(target))));
      for (const { user } of reactors) {
        const id = user as PersonId;
        if (isBlindedPerson(id)) notePerson(store, server, id);
      }
      return {
        conversationId: message.conversationId,
        reactors: reactors.map(({ user, atMs }) => ({ id: user as PersonId, atMs })),
      };
    });
  }

  /** @throws as {@link memberRights} */
  rightsOf(member: RoomMember): Promise<MemberRights> {
    return memberRights(this.deps, member);
  }

  /** People who wrote lately. @throws {MessagingError} `community-unknown` */
  people(conversationId: number): readonly PersonId[] {
    roomPlace(this.deps.store, conversationId);
    return this.deps.store.communities.authorsIn({ conversationId, among: RECENT_MESSAGES });
  }

  /** @throws {MessagingError} `community-unknown`, `community-user-invalid`, `community-no-direct-messages` */
  writeTo({ conversationId, userId }: RoomMember): BlindedConversation | PersonConversation {
    const { store, events, network, keys } = this.deps;
    const { server } = roomPlace(this.deps.store, conversationId);
    const id = personIn(userId);
    if (id === undefined) throw new MessagingError('community-user-invalid');
    const nowMs = network.time.nowMs();
    const conversation = store.transaction((repositories) => {
      if (isBlindedPerson(id)) notePerson(repositories, server, id);
      const account = accountOf(repositories, id);
      if (account !== undefined)
        return conversationOf(repositories, account, { ownId: keys.accountId, nowMs });
      if (!isBlindedPerson(id) || !isBlind(server)) throw new MessagingError('community-no-direct-messages');
      const opened = repositories.conversations.findOrCreateBlinded({ blindedId: id, nowMs });
      return repositories.conversations.update(opened.id, { priority: Math.max(0, opened.priority) });
    });
    events.emit({ type: 'conversation-changed', conversationId: conversation.id });
    return conversation as BlindedConversation | PersonConversation;
  }

  /** @throws {MessagingError} `community-unknown`; {@link AccountError} */
  invite(
    conversationId: number,
    invitation: { readonly url: string; readonly accountIds: readonly string[] },
  ): void {
    roomPlace(this.deps.store, conversationId);
    const { store, sendText } = this.deps;
    const { name } = store.conversations.require(conversationId);
    const start = new StartConversation(this.deps);
    const to = invitation.accountIds.map((accountId) => start.run(accountId).id);
    for (const id of to) sendText.invite({ conversationId: id, url: invitation.url, name });
  }

  /** Has all servers forget what was written to us there, as far as they can be reached: before the account is deleted (spec 04 §7). */
  async clearInboxes(): Promise<void> {
    const { store, communities, log } = this.deps;
    const servers = store.communities.servers().filter(isBlind);
    const cleared = servers.map((server) =>
      communities.ask(server, clearInboxRequest(), { timeoutMs: CLEARING_MS }).catch((error: unknown) => {
        log.write('warn', 'inbox-not-cleared', { code: errorCode(error) });
      }),
    );
    await Promise.all(cleared);
  }

  trims(): boolean {
    return this.deps.store.settings.get(TRIMS_ROOMS) !== false;
  }

  setTrims(trims: boolean): void {
    this.deps.store.settings.set(TRIMS_ROOMS, trims);
  }

  /** Ends what is asked. */
  close(): void {
    this.abort.abort();
  }

  private asking<Result>(ask: () => Promise<Result>): Promise<Result> {
    return asked(ask);
  }

  private tell(changes: readonly MessagingEvent[]): void {
    for (const change of changes) this.deps.events.emit(change);
  }
}
