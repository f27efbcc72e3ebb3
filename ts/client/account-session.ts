import type { AccountKeys } from '../account/index.ts';
import {
  ChangeContact,
  DeleteMessages,
  ReactToMessage,
  SetTyping,
  PreviewLink,
  type PreviewHttp,
  NotificationFeed,
  type NotificationFeedOptions,
  AnswerGroup,
  ChangeGroup,
  ClearMessages,
  CreateGroup,
  GroupPollers,
  ActInRoom,
  ActionOutcomes,
  Communities,
  CommunityPollers,
  CommunityServers,
  ReceiveInbox,
  ReceiveRoom,
  findInCommunities,
  trimRoomsJob,
  GroupStates,
  ReceiveGroup,
  RecreateGroup,
  SwarmPoller,
  ownInbox,
  MarkRead,
  OWN_SWARM_QUEUES,
  leaveAllGroups,
  Outbox,
  type PollPace,
  PollRhythm,
  ReceiveBatch,
  ReceiveConfigs,
  RetryMessage,
  SendText,
  type Services,
  StartConversation,
  CONFIGS_WERE_READ,
  Calls,
  UserConfigs,
  outboxRunners,
  CONFIGS_RENEWED_AT_MS,
  RENEW_CONFIGS_EVERY_MS,
  renewConfigsJob,
  ExpireMessages,
  NoteMediaSaved,
  SetDisappearing,
  DownloadAttachments,
  PauseTransfers,
  ReadAttachments,
  SaveAttachments,
  SendAttachments,
  PICTURE_RENEWED_AT_MS,
  RENEW_PICTURE_EVERY_MS,
  SetProfilePicture,
  renewPictureJob,
} from '../messaging/index.ts';
import type { Unsubscribe } from '../util/index.ts';

export interface SessionOptions {
  readonly pace: PollPace;
  readonly previewHttp?: PreviewHttp | undefined;
  readonly notifications?: NotificationFeedOptions | undefined;
  readonly hasShortTimers?: boolean | undefined;
}

/** Everything that works for one account while the client is open: use cases, outbox and poller. */
export class AccountSession {
  readonly keys: AccountKeys;
  readonly startConversation: StartConversation;
  readonly markRead: MarkRead;
  readonly sendText: SendText;
  readonly retryMessage: RetryMessage;
  readonly deleteMessages: DeleteMessages;
  readonly react: ReactToMessage;
  readonly contacts: ChangeContact;
  readonly typing: SetTyping;
  readonly setDisappearing: SetDisappearing;
  readonly noteMediaSaved: NoteMediaSaved;
  readonly previewLink: PreviewLink;
  /** Undefined where there is no desktop. */
  readonly notifications: NotificationFeed | undefined;
  readonly sendAttachments: SendAttachments;
  readonly downloads: DownloadAttachments;
  readonly transfers: PauseTransfers;
  readonly attachments: ReadAttachments;
  readonly saveAttachments: SaveAttachments;
  readonly pictures: SetProfilePicture;
  readonly clearMessages: ClearMessages;
  readonly createGroup: CreateGroup;
  readonly changeGroup: ChangeGroup;
  readonly answerGroup: AnswerGroup;
  readonly recreateGroup: RecreateGroup;
  readonly groups: GroupStates;
  readonly calls: Calls;
  readonly communities: Communities;
  readonly actInRoom: ActInRoom;
  readonly communityServers: CommunityServers;

  readonly configs: UserConfigs;
  readonly fileClient: Services['fileClient'];
  private readonly services: Services;
  private readonly outbox: Outbox;
  private readonly poller: SwarmPoller;
  private readonly groupPollers: GroupPollers;
  private readonly communityPollers: CommunityPollers;
  /** Contacts that were looked for among the people of communities, and what they were to us then. */
  private readonly soughtContacts = new Set<string>();
  private readonly rhythm: PollRhythm;
  private readonly stops: Unsubscribe[] = [];
  private readonly expiry: ExpireMessages;
  private overdueGone: Promise<void> | undefined;

  constructor(
    parts: Omit<Services, 'configs' | 'groups' | 'communities'>,
    { pace, previewHttp, notifications, hasShortTimers = false }: SessionOptions,
  ) {
    this.configs = new UserConfigs(parts, {
      pushDelayMs: pace.focusedMs,
      chance: () => (parts.random.bytes(1)[0] ?? 0) / 255,
      onPushWanted: () => this.outbox.wake(),
    });
    this.groups = new GroupStates({ ...parts, configs: this.configs });
    this.communityServers = new CommunityServers(parts, {
      catchUp: (serverId) => this.communityPollers.pollOnce(serverId),
    });
    const services: Services = {
      ...parts,
      configs: this.configs,
      groups: this.groups,
      communities: this.communityServers,
    };
    this.services = services;
    this.keys = services.keys;
    this.fileClient = services.fileClient;
    this.rhythm = new PollRhythm(pace, services.clock);
    const outcomes = new ActionOutcomes(services.clock);
    this.outbox = new Outbox(services, outboxRunners(services, outcomes));
    this.calls = new Calls(services);
    const { rhythm } = this;
    const onTakenIn = (): void => this.outbox.wake();
    const receive = new ReceiveBatch({ ...services, calls: this.calls });
    const receiveConfigs = new ReceiveConfigs(services);
    this.poller = new SwarmPoller(
      services,
      ownInbox({
        ...services,
        receive,
        receiveConfigs,
        rhythm,
        onTakenIn,
        onAnswered: () => this.outbox.hasten(OWN_SWARM_QUEUES),
      }),
    );
    const receiveGroup = new ReceiveGroup(services);
    this.groupPollers = new GroupPollers({ ...services, receive: receiveGroup, rhythm, onTakenIn });
    const receiveRoom = new ReceiveRoom(services);
    this.communityPollers = new CommunityPollers({
      ...services,
      rhythm,
      receive: receiveRoom,
      inbox: new ReceiveInbox(services),
      onTakenIn,
    });
    this.startConversation = new StartConversation(services);
    const withOutbox = { ...services, outbox: this.outbox };
    this.markRead = new MarkRead(withOutbox);
    this.react = new ReactToMessage(withOutbox);
    this.contacts = new ChangeContact(withOutbox);
    this.typing = new SetTyping(services);
    this.deleteMessages = new DeleteMessages(withOutbox);
    this.sendText = new SendText(withOutbox);
    this.retryMessage = new RetryMessage(withOutbox);
    this.setDisappearing = new SetDisappearing({ ...withOutbox, hasShortTimers });
    this.noteMediaSaved = new NoteMediaSaved(withOutbox);
    this.expiry = new ExpireMessages(services);
    this.previewLink = new PreviewLink({ ...services, previewHttp });
    this.notifications = notifications && new NotificationFeed(services, notifications);
    this.sendAttachments = new SendAttachments({ ...services, sendText: this.sendText });
    this.downloads = new DownloadAttachments(withOutbox);
    this.transfers = new PauseTransfers({ ...withOutbox, downloads: this.downloads });
    this.attachments = new ReadAttachments(services);
    this.saveAttachments = new SaveAttachments(this.attachments);
    this.pictures = new SetProfilePicture(withOutbox);
    this.clearMessages = new ClearMessages(withOutbox);
    this.createGroup = new CreateGroup(withOutbox);
    this.changeGroup = new ChangeGroup(withOutbox);
    this.answerGroup = new AnswerGroup(withOutbox);
    this.recreateGroup = new RecreateGroup({ ...services, createGroup: this.createGroup });
    this.actInRoom = new ActInRoom({ ...withOutbox, outcomes });
    this.communities = new Communities({
      ...withOutbox,
      pollers: this.communityPollers,
      receive: receiveRoom,
      sendText: this.sendText,
    });
  }

  start(): void {
    const { network, events, store, localFiles } = this.services;
    localFiles.sweep();
    store.hashes.purgeExpired(network.time.nowMs());
    let state = network.status().state;
    this.stops.push(
      events.subscribe(({ type }) => {
        if (type !== 'typing' && type !== 'attachment-progress') localFiles.collect();
        if (type === 'groups-changed') this.groupPollers.sync();
        if (type === 'communities-changed') this.communityPollers.sync();
        const isMessage = type === 'message-changed' || type === 'messages-changed';
        if (isMessage || type === 'call-changed') this.rhythm.noteActivity();
        if (isMessage) this.expiry.wake();
      }),
      events.subscribe((event) => {
        if (event.type === 'conversation-changed' || event.type === 'conversation-removed')
          this.calls.conversationChanged(event.conversationId);
        if (event.type === 'conversation-changed') this.seekInCommunities(event.conversationId);
      }),
      network.subscribe((status) => {
        if (status.state === 'online' && state !== 'online') this.hurry();
        state = status.state;
      }),
    );
    this.renewConfigsIfDue();
    this.trimRoomsIfDue();
    this.overdueGone = this.expiry.start();
    this.renewPictureIfDue();
    this.calls.start();
    this.outbox.wake();
    this.poller.start();
    this.groupPollers.sync();
    this.communityPollers.sync();
  }

  /** What a new account has to say. Nobody else has said anything yet, so there is nothing to read before. */
  beginConfigs(name: string): void {
    const { network } = this.services;
    this.configs.transaction(({ settings }) => {
      settings.set(CONFIGS_WERE_READ, true);
      this.configs.profile.update({ name, noteToSelfPriority: -1 }, network.time.nowMs());
    });
  }

  /** Somebody whom we have come to know may be one of those whom we have met in communities. */
  private seekInCommunities(conversationId: number): void {
    const { store, keys, network, events } = this.services;
    const conversation = store.conversations.get(conversationId);
    if (conversation?.kind !== 'contact') return;
    const as = `${conversation.peerId} ${conversation.shelf}`;
    if (this.soughtContacts.has(as)) return;
    this.soughtContacts.add(as);
    if (store.communities.servers().length === 0) return;
    const { configs } = this;
    const changes = configs.transaction((repositories) =>
      findInCommunities(
        { repositories, configs, ownId: keys.accountId, nowMs: network.time.nowMs() },
        conversation.peerId,
      ),
    );
    for (const change of changes) events.emit(change);
  }

  private trimRoomsIfDue(): void {
    const job = trimRoomsJob(this.services);
    if (job !== undefined) this.services.store.jobs.enqueue(job);
  }

  private renewConfigsIfDue(): void {
    const { store, network, clock } = this.services;
    const dueMs = (store.settings.get(CONFIGS_RENEWED_AT_MS) ?? 0) + RENEW_CONFIGS_EVERY_MS;
    if (network.time.nowMs() >= dueMs) store.jobs.enqueue(renewConfigsJob(clock.nowMs()));
  }

  private renewPictureIfDue(): void {
    const { store, clock } = this.services;
    const dueMs = (store.settings.get(PICTURE_RENEWED_AT_MS) ?? 0) + RENEW_PICTURE_EVERY_MS;
    if (clock.nowMs() >= dueMs) store.jobs.enqueue(renewPictureJob(clock.nowMs()));
  }

  /** Looks into the swarm once, before {@link AccountSession.start}. @throws {NetworkError} when nobody answers. */
  firstLook(): Promise<void> {
    return this.poller.pollOnce();
  }

  /** Resolves when what disappeared while the client was closed is gone. */
  async withoutOverdue(): Promise<void> {
    await this.overdueGone;
  }

  /** Sends what waits, polls, and looks what is over, at once. */
  hurry(): void {
    this.expiry.wake();
    this.outbox.rush();
    this.poller.pollNow();
    this.groupPollers.pollNow();
    this.communityPollers.pollNow();
  }

  /** When our swarm last answered a poll, ms since the epoch. */
  get polledAtMs(): number | undefined {
    return this.poller.lastRoundAtMs;
  }

  /** For the end of the account. */
  leaveAllGroups(): Promise<void> {
    return leaveAllGroups({ ...this.services, outbox: this.outbox, answer: this.answerGroup });
  }

  setFocused(focused: boolean): void {
    this.rhythm.setFocused(focused);
    if (!focused) return;
    this.poller.pollNow();
    this.groupPollers.pollNow();
    this.communityPollers.pollNow();
  }

  async close(): Promise<void> {
    for (const stop of this.stops) stop();
    this.notifications?.close();
    this.typing.close();
    this.communities.close();
    const parts = [
      this.calls,
      this.outbox,
      this.poller,
      this.groupPollers,
      this.communityPollers,
      this.expiry,
    ];
    await Promise.all(parts.map((part) => part.close()));
    await this.services.localFiles.settled();
    this.communityServers.close();
    this.keys.wipe();
  }
}
