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
  MessageRow,
  PersonConversation,
  PersonId,
  PostRow,
} from '../../store/index.ts';
import { communityIdOf } from '../../store/index.ts';
import { bytesEqual, errorCode } from '../../util/index.ts';
import { type FileSource, takeIn } from '../attachments/attachment-source.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import { StartConversation } from '../conversations/start-conversation.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import { TEXT_LIMIT_CODE_POINTS } from '../limits.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SendText } from '../send/send-text.ts';
import type { Services } from '../services.ts';
import { hasMoreCodePoints } from '../text/index.ts';
import type { ActionOutcomes } from './action-outcomes.ts';
import { asked } from './community-failure.ts';
import type { CommunityPollers } from './community-pollers.ts';
import { TRIMS_ROOMS } from './community-settings.ts';
import type { ModerationOutcome } from './community-state.ts';
import { isBlind } from './community-servers.ts';
import { leaveRoom } from './leave-room.ts';
import { type RoomOffer, lookUpPicture, lookUpRoom, lookUpRooms, typedCommunity } from './look-up-rooms.ts';
import { type ReceiveRoom, infoOf } from './receive-room.ts';
import { type RoomPlace, placeOf } from './room-files.ts';
import { type RoomAction, roomActionJob, wantRoomPicture } from './room-jobs.ts';
import { accountOf, blindedIdsFor, isBlindedPerson, notePerson, personIn } from './room-people.ts';
import { PAGE, REACTORS } from './page-size.ts';

/** Where people are looked for who wrote in a room. */
const RECENT_MESSAGES = 2_000;
/** Nobody waits longer for a server before an account is deleted. */
const CLEARING_MS = 15_000;

type Deps = Services & {
  readonly outbox: Outbox;
  readonly pollers: CommunityPollers;
  readonly receive: ReceiveRoom;
  readonly outcomes: ActionOutcomes;
  readonly sendText: SendText;
};

export interface RoomMember {
  readonly conversationId: number;
  /** As typed. */
  readonly userId: string;
}

type Reach = 'room' | 'server' | undefined;

/** What a person does with rooms (spec 05, spec 08 COM). */
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
    this.place(conversationId);
    const changes = configs.transaction((repositories) =>
      leaveRoom({ repositories, configs, nowMs: clock.nowMs() }, conversationId),
    );
    this.tell(changes);
    outbox.wake();
  }

  /** @throws {MessagingError} `community-unknown`, `community-*` */
  async loadOlder(conversationId: number): Promise<{ readonly hasOlder: boolean }> {
    const { store, communities, receive } = this.deps;
    const { room, server } = this.place(conversationId);
    const oldest = store.communities.oldestPostId(conversationId);
    if (!room.hasOlder) return { hasOlder: false };
    if (oldest === undefined) {
      await this.asking(() => this.deps.pollers.pollOnce(server.id));
      return { hasOlder: this.place(conversationId).room.hasOlder };
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
    return { hasOlder: this.place(conversationId).room.hasOlder };
  }

  /** @throws {MessagingError} `community-unknown` */
  refresh(conversationId: number): void {
    this.deps.pollers.pollNow(this.place(conversationId).server.id);
  }

  /** @throws {MessagingError} `message-unknown`, `message-empty`, `message-too-long`, `message-not-open` */
  async edit(messageId: number, text: string): Promise<ModerationOutcome> {
    const { message, post } = this.post(messageId);
    if (message.direction !== 'outgoing') throw new MessagingError('message-not-open');
    const body = text.trim();
    const hasFiles = this.deps.store.attachments.forMessages([messageId]).length > 0;
    if (body === '' && !hasFiles) throw new MessagingError('message-empty');
    if (hasMoreCodePoints(body, TEXT_LIMIT_CODE_POINTS)) throw new MessagingError('message-too-long');
    return this.do(message.conversationId, { action: 'edit', messageId, postId: post.postId, text: body });
  }

  /** @throws {MessagingError} `community-unknown`, `community-user-invalid` */
  async deleteAllOf({
    reach,
    ...member
  }: RoomMember & { readonly reach?: Reach }): Promise<ModerationOutcome> {
    const userId = this.memberId(member);
    return this.do(member.conversationId, { action: 'delete-all', userId, everywhere: reach === 'server' });
  }

  /** @throws {MessagingError} as {@link deleteAllOf} */
  async ban({
    reach,
    forS,
    deletesPosts = false,
    ...member
  }: RoomMember & {
    readonly reach?: Reach;
    readonly forS?: number | undefined;
    readonly deletesPosts?: boolean | undefined;
  }): Promise<ModerationOutcome> {
    return this.do(member.conversationId, {
      action: 'ban',
      userId: this.memberId(member),
      everywhere: reach === 'server',
      deletesPosts,
      ...(forS === undefined ? {} : { forS }),
    });
  }

  /** @throws {MessagingError} as {@link deleteAllOf} */
  async unban({ reach, ...member }: RoomMember & { readonly reach?: Reach }): Promise<ModerationOutcome> {
    const userId = this.memberId(member);
    return this.do(member.conversationId, { action: 'unban', userId, everywhere: reach === 'server' });
  }

  /** @throws {MessagingError} as {@link deleteAllOf} */
  async setRole({
    reach,
    role,
    isHidden,
    ...member
  }: RoomMember & {
    readonly reach?: Reach;
    readonly role: 'none' | 'moderator' | 'admin';
    readonly isHidden?: boolean | undefined;
  }): Promise<ModerationOutcome> {
    const everywhere = reach === 'server';
    return this.do(member.conversationId, {
      action: 'set-role',
      userId: this.memberId(member),
      everywhere,
      role,
      isHidden: isHidden ?? everywhere,
    });
  }

  /** @throws {MessagingError} `community-unknown`, `community-name-empty` */
  async describe({
    conversationId,
    name,
    description,
    defaults,
  }: {
    readonly conversationId: number;
    readonly name?: string | undefined;
    readonly description?: string | undefined;
    readonly defaults?: { readonly [right: string]: boolean | undefined } | undefined;
  }): Promise<ModerationOutcome> {
    this.place(conversationId);
    if (name?.trim() === '') throw new MessagingError('community-name-empty');
    const said = Object.entries(defaults ?? {}).filter(
      (entry): entry is [string, boolean] => entry[1] !== undefined,
    );
    if (name === undefined && description === undefined && said.length === 0) return 'done';
    return this.do(conversationId, {
      action: 'describe',
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(description === undefined ? {} : { description: description.trim() }),
      ...(said.length === 0 ? {} : { defaults: Object.fromEntries(said) }),
    });
  }

  /** @throws {MessagingError} `community-unknown`, `attachment-unreadable`, `attachment-empty`, `attachment-too-large` */
  async setPicture(conversationId: number, source: FileSource): Promise<ModerationOutcome> {
    this.place(conversationId);
    const { localFiles } = this.deps;
    const file = await takeIn(localFiles, source);
    try {
      const outcome = await this.do(conversationId, { action: 'set-picture', fileId: file.id });
      if (outcome === 'done') localFiles.discard(file);
      return outcome;
    } catch (error) {
      localFiles.discard(file);
      throw error;
    }
  }

  /** @throws {MessagingError} `message-unknown`, `message-not-open` */
  async pin(messageId: number): Promise<ModerationOutcome> {
    const { message, post } = this.post(messageId);
    return this.do(message.conversationId, { action: 'pin', postId: post.postId });
  }

  /** @throws {MessagingError} `community-unknown` */
  async unpin(conversationId: number, postId?: number): Promise<ModerationOutcome> {
    this.place(conversationId);
    return this.do(conversationId, { action: 'unpin', ...(postId === undefined ? {} : { postId }) });
  }

  /** @throws {MessagingError} `message-unknown`, `message-not-open`, `emoji-invalid` */
  async clearReactions(messageId: number, emoji?: string): Promise<ModerationOutcome> {
    const { message, post } = this.post(messageId);
    if (emoji !== undefined && !isReaction(emoji)) throw new MessagingError('emoji-invalid');
    return this.do(message.conversationId, {
      action: 'clear-reactions',
      postId: post.postId,
      ...(emoji === undefined ? {} : { emoji }),
    });
  }

  /** @throws {MessagingError} as {@link clearReactions}; `community-*` */
  async reactors(
    messageId: number,
    emoji: string,
  ): Promise<{
    readonly conversationId: number;
    readonly reactors: readonly { readonly id: PersonId; readonly atMs: number }[];
  }> {
    const { message, post } = this.post(messageId);
    if (!isReaction(emoji)) throw new MessagingError('emoji-invalid');
    const { room, server } = this.place(message.conversationId);
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

  /** People who wrote lately. @throws {MessagingError} `community-unknown` */
  people(conversationId: number): readonly PersonId[] {
    this.place(conversationId);
    return this.deps.store.communities.authorsIn({ conversationId, among: RECENT_MESSAGES });
  }

  /** @throws {MessagingError} `community-unknown`, `community-user-invalid`, `community-no-direct-messages` */
  writeTo({ conversationId, userId }: RoomMember): BlindedConversation | PersonConversation {
    const { store, events, network, keys } = this.deps;
    const { server } = this.place(conversationId);
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
    this.place(conversationId);
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

  /** @throws {MessagingError} `community-unknown` */
  place(conversationId: number): RoomPlace {
    const place = placeOf(this.deps.store, conversationId);
    if (place === undefined) throw new MessagingError('community-unknown');
    return place;
  }

  /** Ends what is asked. */
  close(): void {
    this.abort.abort();
  }

  private post(messageId: number): { readonly message: MessageRow; readonly post: PostRow } {
    const { messages, communities } = this.deps.store;
    const message = messages.get(messageId);
    if (message === undefined) throw new MessagingError('message-unknown');
    const post = communities.postOf(messageId);
    if (post === undefined) throw new MessagingError('message-not-open');
    return { message, post };
  }

  /** By which the server knows somebody: a contact has written here under a blinded ID (spec 05 §11). */
  private memberId({ conversationId, userId }: RoomMember): PersonId {
    const { server } = this.place(conversationId);
    const { communities } = this.deps.store;
    const id = personIn(userId);
    if (id === undefined) throw new MessagingError('community-user-invalid');
    if (isBlindedPerson(id) || !isBlind(server)) return id;
    return blindedIdsFor(id, server).find((blinded) => communities.person(blinded) !== undefined) ?? id;
  }

  /** Written down first; then whoever wants it hears what became of it. */
  private async do(conversationId: number, wanted: RoomAction): Promise<ModerationOutcome> {
    const { store, clock, outbox, outcomes, communities } = this.deps;
    const { room } = this.place(conversationId);
    if (communities.stateOf(room) === 'key-wrong') throw new MessagingError('community-key-wrong');
    const jobId = store.jobs.enqueue(roomActionJob(conversationId, wanted, clock.nowMs()));
    const outcome = outcomes.of(jobId);
    outbox.wake();
    return outcome;
  }

  private asking<Result>(ask: () => Promise<Result>): Promise<Result> {
    return asked(ask);
  }

  private tell(changes: readonly MessagingEvent[]): void {
    for (const change of changes) this.deps.events.emit(change);
  }
}
