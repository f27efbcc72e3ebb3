import type {
  AccountView,
  AppEvent,
  AppInfo,
  AppSettings,
  AttachmentView,
  Bridge,
  Channel,
  ClientPhase,
  ClientStatus,
  CommunitySettingsView,
  ContactView,
  ConnectionView,
  ConversationView,
  EmojiHabits,
  GroupView,
  HealthView,
  Input,
  DeepLink,
  IpcErrorData,
  IpcResult,
  LockView,
  LogLineView,
  LogPageView,
  MediaItemView,
  MessageView,
  NetworkSettingsView,
  NetworkView,
  NotificationSettings,
  PrivacyView,
  RoomDirectoryView,
  MemberRightsView,
  RoomPersonView,
  RoomPreviewView,
  RoomView,
  SavedFilesView,
  StorageView,
  UpdateView,
} from '../../../src/ipc/index.ts';

export const OWN_ID = `05${'11'.repeat(32)}`;
export const BOB_ID = `05${'ab'.repeat(32)}`;
export const WORDS =
  'aching abducts adhesive afloat agenda ahead aimless airport alchemy almost alpine amaze aching';

const ONLINE: NetworkView = {
  state: 'online',
  paths: [
    [
      { id: 'a1', ip: '192.0.2.17' },
      { id: 'a2', ip: '198.51.100.204' },
      { id: 'a3', ip: '203.0.113.66' },
    ],
    [
      { id: 'b1', ip: '192.0.2.80' },
      { id: 'b2', ip: '198.51.100.9' },
      { id: 'b3', ip: '203.0.113.121' },
    ],
  ],
};

const HEALTH: HealthView = { isChecking: false, isDamaged: false, checkedAtMs: 1 };
const PRIVACY: PrivacyView = {
  readReceipts: false,
  typingIndicators: false,
  linkPreviews: false,
  calls: false,
  callsOverRelays: false,
  showsBlockedInGroups: false,
  communityRequests: false,
};
const NOTIFICATIONS: NotificationSettings = {
  detail: 'message',
  isSoundOn: true,
  whileFocused: 'nothing',
};
/** What the words are as a code. */
export const CODE = '0123456789abcdef'.repeat(2);

export interface FakeData {
  readonly phase?: ClientPhase;
  readonly origin?: 'created' | 'restored';
  readonly displayName?: string;
  readonly settings?: Partial<AppSettings>;
  readonly info?: Partial<AppInfo>;
  readonly network?: NetworkView;
  readonly conversations?: readonly Partial<ConversationView>[];
  readonly messages?: readonly Partial<MessageView>[];
  /** Account IDs of registered names. */
  readonly names?: Readonly<Record<string, string>>;
  /** What becomes of files that are saved at once; without it all of them are saved. */
  readonly saved?: SavedFilesView;
  /** The app's password, if one is set. */
  readonly password?: string;
  readonly isLocked?: boolean;
  readonly recentEmoji?: readonly string[];
  readonly privacy?: Partial<PrivacyView>;
  /** What was sent in every conversation, newest first. */
  readonly media?: Readonly<Record<'media' | 'files' | 'voice', readonly MediaItemView[]>>;
  /** The address that the app was asked to open. */
  readonly link?: DeepLink;
  /** Of groups, by the ID of their conversation. */
  readonly groups?: Readonly<Record<number, Partial<GroupView>>>;
  /** Of rooms, by the ID of their conversation. */
  readonly rooms?: Readonly<Record<number, Partial<RoomView>>>;
  /** What servers say of their rooms, by the address of the room. */
  readonly previews?: Readonly<Record<string, Partial<RoomPreviewView>>>;
  /** The rooms of the official server. */
  readonly officialRooms?: readonly Partial<RoomPreviewView>[];
  /** Who wrote in rooms lately. */
  readonly roomPeople?: readonly RoomPersonView[];
  /** Who gave a reaction, when a server is asked for all of them. */
  readonly reactors?: readonly RoomPersonView[];
  readonly memberRights?: MemberRightsView;
  /** What is older on servers. */
  readonly olderPosts?: readonly Partial<MessageView>[];
  /** Lines of the log, oldest first. */
  readonly connection?: Partial<ConnectionView>;
  readonly storage?: Partial<StorageView>;
  /** What a compaction brings. */
  readonly wonBytes?: number;
  readonly log?: readonly Omit<LogLineView, 'at'>[];
  /** What is known of new versions of the app. */
  readonly updates?: Partial<UpdateView>;
  /** The network has not told everything yet. */
  readonly isIncomplete?: boolean;
}

/** A call that the renderer made over the border. */
export interface Call {
  readonly channel: Channel;
  readonly input: unknown;
}

type NetworkSettingsChange = Input<'network:set-settings'>;

type Handler = (input: never) => unknown;

/** A room that nobody has joined. */
const previewOf = (url: string): RoomPreviewView => ({
  url,
  serverUrl: 'https://community.example',
  room: 'garden',
  name: 'Garden',
  description: 'Of leaves and roots',
  activeUsers: 12,
  rights: { read: true, write: true, upload: true },
  hasPicture: false,
});

const contactOf = (view: ConversationView): ContactView => ({
  accountId: view.peerId,
  name: view.name,
  nickname: view.nickname,
  displayName: view.nickname || view.name,
  isApproved: true,
  hasApprovedUs: true,
  isBlocked: view.isBlocked,
  conversationId: view.id,
  ...(view.picture === undefined ? {} : { picture: view.picture }),
});

const attachmentOf = (id: number, state: AttachmentView['state']): AttachmentView => ({
  id,
  contentType: 'image/png',
  isVoiceMessage: false,
  state,
});

class Refusal extends Error {
  readonly data: IpcErrorData;
  constructor(data: IpcErrorData) {
    super(data.code);
    this.data = data;
  }
}

/** The other side of the process border, in memory: it answers as main does and sends what main would send. */
export function createFakeBridge(data: FakeData = {}) {
  const listeners = new Set<(events: readonly AppEvent[]) => void>();
  const calls: Call[] = [];
  const refusals = new Map<Channel, IpcErrorData>();
  const held = new Map<Channel, Promise<void>>();
  let clipboard: { readonly text: string; readonly clearAfterMs?: number } | undefined;
  let phase: ClientPhase = data.phase ?? 'ready';
  let account: AccountView = {
    id: OWN_ID,
    displayName: data.displayName ?? 'Alice',
    origin: data.origin ?? ('created' as const),
  };
  let settings: AppSettings = {
    theme: 'classic-dark',
    accent: 'default',
    zoomPercent: 100,
    hideMenuBar: false,
    listWidth: 300,
    isListCollapsed: false,
    followSystem: false,
    lockWithSystem: false,
    enterSends: true,
    linkPreviewsOffered: false,
    microphone: false,
    autoplayAudio: false,
    requestsHiddenUntilMs: 0,
    recoveryBanner: 'waiting',
    lockAfterMinutes: 0,
    recoveryPasswordHidden: false,
    contentProtection: false,
    keepInTray: false,
    startAtLogin: false,
    showsFormatting: true,
    blursAway: false,
    autoUpdate: true,
    updateChannel: 'stable',
    updateFeed: '',
    ...data.settings,
  };
  let network = data.network ?? ONLINE;
  const info: AppInfo = {
    version: '0.1.0',
    commit: '0123456789abcdef0123',
    electron: '33.2.1',
    platform: 'linux',
    testMode: false,
    hasShortTimers: false,
    networkName: 'local',
    locale: 'en-GB',
    keyProtected: true,
    ...data.info,
  };
  let privacy: PrivacyView = { ...PRIVACY, ...data.privacy };
  let habits: EmojiHabits = { recent: data.recentEmoji ?? [], skinTone: 0 };
  let health = HEALTH;
  let changedConnection = data.connection;
  let log: LogLineView[] = (data.log ?? []).map((line, index) => ({ ...line, at: index + 1 }));
  let communitySettings: CommunitySettingsView = { trimsOldMessages: true };
  let notifications = NOTIFICATIONS;
  let updates: UpdateView = { phase: 'waiting', isOffered: false, ...data.updates };
  let networkSettings: NetworkSettingsView = { seeds: [], isRestartNeeded: false };
  let { link, password } = data;
  let lock: LockView = {
    state: data.isLocked === true ? 'locked' : 'unlocked',
    hasPassword: password !== undefined,
    keyProtected: info.keyProtected,
    wrongTries: 0,
    retryAfterMs: 0,
  };
  const conversations = new Map<number, ConversationView>();
  const messages = new Map<number, MessageView>();
  const groups = new Map(Object.entries(data.groups ?? {}).map(([id, group]) => [Number(id), group]));

  const connection = (): ConnectionView => ({
    state: network.state,
    ...(network.problem === undefined ? {} : { problem: network.problem }),
    paths: network.paths.map((nodes, index) => ({
      kind: index === 2 ? 'files' : 'messages',
      nodes,
      latency: { medianMs: 240 + index, lastMs: 250, samples: 12 },
      ageMs: 60_000,
    })),
    traffic: { sinceMs: 1_000, requests: 42, failed: 1, sentBytes: 120_000, receivedBytes: 2_400_000 },
    nodes: { known: 1_812, madeAtMs: 1_000 },
    swarmSize: 7,
    polledAtMs: 1_000,
    clockOffsetMs: 120,
    servers: [{ kind: 'file-server', origin: 'http://files.example' }],
    ...changedConnection,
  });
  const storage = (): StorageView => ({
    database: { bytes: 48_000_000, freeBytes: 2_000_000, journalBytes: 400_000 },
    attachments: { files: 230, bytes: 310_000_000 },
    pictures: { files: 40, bytes: 3_000_000 },
    conversations: conversations.size,
    messages: 12_345,
    contacts: 21,
    largest: [...conversations.values()].map((conversation, index) => ({
      conversation,
      messages: 1_000 - index,
      files: 10,
      bytes: 5_000_000,
    })),
    ...data.storage,
  });
  const logPage = ({
    limit,
    before = Infinity,
    after = 0,
    level = 'debug',
    text = '',
  }: Input<'app:log-page'>) => {
    const levels = ['debug', 'info', 'warn', 'error'];
    const found = log
      .filter((line) => line.at < before && line.at >= after)
      .filter((line) => levels.indexOf(line.level) >= levels.indexOf(level) && line.text.includes(text))
      .reverse();
    const next = found[limit - 1]?.at;
    const end = (log.at(-1)?.at ?? 0) + 1;
    const page: LogPageView = { lines: found.slice(0, limit), end };
    return found.length > limit && next !== undefined ? { ...page, next } : page;
  };
  const conversationOf = (part: Partial<ConversationView>): ConversationView => ({
    id: conversations.size + 1,
    kind: 'contact',
    isRequest: false,
    peerId: BOB_ID,
    name: 'Bob',
    lastActiveMs: 1_000,
    unreadCount: 0,
    lastReadMs: 0,
    draft: '',
    mentionCount: 0,
    nickname: '',
    isBlocked: false,
    priority: 0,
    isMarkedUnread: false,
    notify: 'default',
    mutedUntilS: 0,
    disappearing: { mode: 'off', timerS: 0 },
    isTrustedForMedia: false,
    hasApprovedUs: true,
    ...part,
  });
  const messageOf = (part: Partial<MessageView>): MessageView => {
    const direction = part.direction ?? 'incoming';
    return {
      id: Math.max(0, ...messages.keys()) + 1,
      conversationId: 1,
      authorId: direction === 'incoming' ? BOB_ID : OWN_ID,
      direction,
      text: 'Hello',
      sentAtMs: 1_000,
      receivedAtMs: 1_000,
      state: direction === 'incoming' ? 'received' : 'sent',
      synced: true,
      kind: 'text',
      reactions: [],
      attachments: [],
      ...part,
    };
  };
  for (const part of data.conversations ?? []) {
    const view = conversationOf(part);
    conversations.set(view.id, view);
  }
  for (const part of data.messages ?? []) {
    const view = messageOf(part);
    messages.set(view.id, view);
  }

  const emit = (...events: readonly AppEvent[]) => listeners.forEach((listener) => listener(events));
  let isIncomplete = data.isIncomplete === true;
  const status = (): ClientStatus =>
    phase === 'no-account' ? { phase } : { phase, account, ...(isIncomplete ? { isIncomplete } : {}) };
  const setPhase = (next: ClientPhase) => {
    phase = next;
    emit({ type: 'status', status: status() });
  };
  const rooms = new Map(Object.entries(data.rooms ?? {}).map(([id, room]) => [Number(id), room]));
  const preview = (url: string): RoomPreviewView => {
    const joined = [...conversations.values()].find(({ community }) => community?.url === url);
    return {
      ...previewOf(url),
      ...data.previews?.[url],
      ...(joined === undefined ? {} : { conversationId: joined.id }),
    };
  };
  const requireRoom = (id: number): RoomView => {
    const { community, name } = requireConversation(id);
    if (community === undefined) throw new Refusal({ code: 'community-unknown' });
    return { ...community, conversationId: id, name, moderators: [], pinned: [], ...rooms.get(id) };
  };
  const requireConversation = (id: number) => {
    const view = conversations.get(id);
    if (view === undefined) throw new Refusal({ code: 'conversation-unknown' });
    return view;
  };
  const putConversation = (view: ConversationView) => {
    conversations.set(view.id, view);
    emit({ type: 'conversation', conversation: view });
    return view;
  };
  const putMessage = (view: MessageView) => {
    messages.set(view.id, view);
    emit({ type: 'message', message: view });
    const conversation = conversations.get(view.conversationId);
    const isNews = view.direction === 'incoming' && view.sentAtMs > (conversation?.lastReadMs ?? 0);
    if (conversation !== undefined && view.sentAtMs >= conversation.lastActiveMs) {
      putConversation({
        ...conversation,
        lastActiveMs: view.sentAtMs,
        unreadCount: conversation.unreadCount + (isNews ? 1 : 0),
        lastMessage: view,
      });
    }
    return view;
  };
  const removeConversation = (id: number) => {
    requireConversation(id);
    conversations.delete(id);
    emit({ type: 'conversation-removed', conversationId: id });
  };
  const people = (): readonly ContactView[] =>
    [...conversations.values()]
      .filter(({ kind }) => kind === 'contact')
      .map((view) => ({ ...contactOf(view), isApproved: !view.isRequest }));
  const find = ({ text, limit, conversationId, before, ...filter }: Input<'search:find'>) => {
    const wanted = text.replaceAll('"', '').toLowerCase();
    const found = [...messages.values()]
      .filter((message) => message.text.toLowerCase().includes(wanted))
      .filter((message) => conversationId === undefined || message.conversationId === conversationId)
      .filter(({ authorId }) => filter.authorId === undefined || authorId === filter.authorId)
      .filter(({ sentAtMs }) => sentAtMs >= (filter.sentFromMs ?? 0))
      .filter(({ sentAtMs }) => sentAtMs < (filter.sentBeforeMs ?? Infinity))
      .sort((a, b) => b.id - a.id);
    const rest = found.filter(({ id }) => before === undefined || id < before);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return {
      people:
        conversationId === undefined && before === undefined
          ? people().filter((person) => `${person.name} ${person.nickname}`.toLowerCase().includes(wanted))
          : [],
      groups: [...conversations.values()].filter(
        ({ kind, name }) =>
          conversationId === undefined &&
          before === undefined &&
          kind === 'group' &&
          name.toLowerCase().includes(wanted),
      ),
      messages: page.map((message) => {
        const start = message.text.toLowerCase().indexOf(wanted);
        const matches = [{ start, length: wanted.length }];
        return {
          ...message,
          snippet: { text: message.text, matches, isCutBefore: false, isCutAfter: false },
        };
      }),
      conversations: [...new Set(page.map((message) => message.conversationId))].map(requireConversation),
      ...(before === undefined ? { total: found.length } : {}),
      ...(rest.length > page.length && last !== undefined ? { next: last.id } : {}),
    };
  };
  const setLock = (change: Partial<LockView>) => {
    lock = { ...lock, ...change };
    emit({ type: 'lock', lock });
  };
  const checkPassword = (given: string) => {
    if (given === password) return setLock({ wrongTries: 0, retryAfterMs: 0 });
    if (given !== '') setLock({ wrongTries: lock.wrongTries + 1 });
    throw new Refusal({ code: 'password-wrong', retryAfterMs: lock.retryAfterMs });
  };
  const usePassword = (next: string | undefined) => {
    if (next !== undefined && next.length < 8) throw new Refusal({ code: 'password-too-short' });
    password = next;
    setLock({ hasPassword: next !== undefined, keyProtected: next !== undefined || info.keyProtected });
  };
  const requireUnlocked = () => {
    if (lock.state === 'locked') throw new Refusal({ code: 'app-locked' });
  };
  const checkName = (displayName: string) => {
    if (displayName.trim() === '') throw new Refusal({ code: 'display-name-empty' });
    if (new TextEncoder().encode(displayName.trim()).length > 100) {
      throw new Refusal({ code: 'display-name-too-long' });
    }
    return displayName.trim();
  };

  const setUpdates = (next: UpdateView) => {
    updates = next;
    emit({ type: 'updates', updates });
    return updates;
  };

  const handlers = {
    'app:info': () => info,
    'app:diagnostics': () => ({}),
    'app:take-link': () => {
      const taken = link;
      link = undefined;
      return taken;
    },
    'settings:get': () => settings,
    'settings:set': (change: Partial<AppSettings>) => {
      settings = { ...settings, ...change };
      emit({ type: 'settings', settings });
      return settings;
    },
    'clipboard:write': (input: { text: string; clearAfterMs?: number }) => {
      clipboard = input;
    },
    'shell:open-url': () => undefined,
    'lock:status': () => lock,
    'lock:unlock': (input: { password: string }) => {
      checkPassword(input.password);
      setLock({ state: 'unlocked' });
    },
    'lock:set-password': (input: { password: string }) => usePassword(input.password),
    'lock:change-password': (input: { oldPassword: string; newPassword: string }) => {
      checkPassword(input.oldPassword);
      usePassword(input.newPassword);
    },
    'lock:remove-password': (input: { password: string }) => {
      checkPassword(input.password);
      usePassword(undefined);
    },
    'lock:now': () => setLock({ state: 'locked' }),
    'lock:clear-device': () => undefined,
    'client:status': () => {
      requireUnlocked();
      return status();
    },
    'network:status': () => {
      requireUnlocked();
      return network;
    },
    'network:retry': () => undefined,
    'account:create': ({ displayName }: { displayName: string }) => {
      account = { id: OWN_ID, displayName: checkName(displayName), origin: 'created' };
      setPhase('ready');
      return account;
    },
    'account:restore': async ({ recoveryPassword }: { recoveryPassword: string }) => {
      const words = recoveryPassword.trim().split(/\s+/u);
      if (words.length < 13) throw new Refusal({ code: 'recovery-password-too-short' });
      if (words.length > 13) throw new Refusal({ code: 'recovery-password-too-long' });
      const unknown = words.findIndex((word) => !WORDS.includes(word));
      if (unknown !== -1) {
        throw new Refusal({
          code: 'recovery-password-unknown-word',
          position: unknown + 1,
          suggestions: ['almost', 'alpine'],
        });
      }
      account = { id: OWN_ID, displayName: '', origin: 'restored' };
      setPhase('restoring');
      await Promise.resolve();
      account = { ...account, displayName: data.displayName ?? '' };
      setPhase(account.displayName === '' ? 'needs-name' : 'ready');
      return account;
    },
    'account:set-name': ({ displayName }: { displayName: string }) => {
      account = { ...account, displayName: checkName(displayName) };
      setPhase('ready');
      return account;
    },
    'account:discard': () => setPhase('no-account'),
    'account:recovery-password': (input: { password: string } | undefined) => {
      if (password !== undefined) checkPassword(input?.password ?? '');
      return WORDS;
    },
    'conversations:list': ({
      limit,
      before,
    }: {
      limit: number;
      before?: { lastActiveMs: number; id: number };
    }) => {
      requireUnlocked();
      return [...conversations.values()]
        .sort((a, b) => b.lastActiveMs - a.lastActiveMs || b.id - a.id)
        .filter(
          (view) =>
            before === undefined ||
            view.lastActiveMs < before.lastActiveMs ||
            (view.lastActiveMs === before.lastActiveMs && view.id < before.id),
        )
        .slice(0, limit);
    },
    'conversations:get': ({ id }: { id: number }) => requireConversation(id),
    'conversations:start': ({ accountId }: { accountId: string }) => {
      if (!/^05[0-9a-f]{64}$/u.test(accountId)) throw new Refusal({ code: 'account-id-invalid' });
      const known = [...conversations.values()].find((view) => view.peerId === accountId);
      return (
        known ??
        putConversation(
          conversationOf({
            peerId: accountId,
            kind: accountId === OWN_ID ? 'note-to-self' : 'contact',
            name: '',
            lastActiveMs: Date.now(),
          }),
        )
      );
    },
    'conversations:mark-read': (input: { conversationId: number; upToSentAtMs: number }) => {
      const view = requireConversation(input.conversationId);
      const unread = [...messages.values()].filter(
        (message) =>
          message.conversationId === view.id &&
          message.direction === 'incoming' &&
          message.sentAtMs > input.upToSentAtMs,
      );
      putConversation({ ...view, lastReadMs: input.upToSentAtMs, unreadCount: unread.length });
    },
    'conversations:save-draft': ({ conversationId, text }: { conversationId: number; text: string }) => {
      putConversation({ ...requireConversation(conversationId), draft: text });
    },
    'messages:page': (input: {
      conversationId: number;
      limit: number;
      before?: { sentAtMs: number; id: number };
      after?: { sentAtMs: number; id: number };
      atFirstUnread?: boolean;
      around?: number;
    }) => {
      const all = [...messages.values()]
        .filter((message) => message.conversationId === input.conversationId)
        .sort((a, b) => a.sentAtMs - b.sentAtMs || a.id - b.id);
      const at = (cursor: { id: number }) => all.findIndex((message) => message.id === cursor.id);
      let end = input.before ? at(input.before) : all.length;
      let start = input.after ? at(input.after) + 1 : Math.max(0, end - input.limit);
      const { lastReadMs, unreadCount } = requireConversation(input.conversationId);
      if (input.atFirstUnread === true && unreadCount > 0) {
        const unread = all.findIndex((message) => message.sentAtMs > lastReadMs);
        if (unread !== -1) start = Math.min(start, Math.max(0, unread - 10));
      }
      if (input.around !== undefined) {
        const middle = at({ id: input.around });
        if (middle === -1) throw new Refusal({ code: 'message-unknown' });
        start = Math.max(0, middle - Math.floor(input.limit / 2));
        end = all.length;
      }
      end = Math.min(end, start + input.limit);
      return { messages: all.slice(start, end), hasOlder: start > 0, hasNewer: end < all.length };
    },
    'messages:send': ({ conversationId, text }: { conversationId: number; text: string }) =>
      putMessage(
        messageOf({
          conversationId,
          text,
          direction: 'outgoing',
          state: 'sending',
          synced: false,
          sentAtMs: Math.max(Date.now(), ...[...messages.values()].map((message) => message.sentAtMs + 1)),
        }),
      ),
    'messages:retry': ({ id }: { id: number }) => {
      const { failure: _, ...message } = messages.get(id) ?? messageOf({ id });
      return putMessage({ ...message, state: 'sending' });
    },
    'messages:delete': ({ ids }: { ids: readonly number[] }) => {
      for (const id of ids) {
        const message = messages.get(id);
        if (message === undefined) throw new Refusal({ code: 'message-unknown' });
        if (message.state !== 'sending' && message.deletion === undefined) {
          putMessage({ ...message, text: '', deletion: 'locally' });
          continue;
        }
        messages.delete(id);
        emit({ type: 'message-removed', conversationId: message.conversationId, messageId: id });
      }
    },
    'messages:react': () => undefined,
    'conversations:set-typing': () => undefined,
    'conversations:change': ({ id, change }: { id: number; change: Partial<ConversationView> }) => {
      if (new TextEncoder().encode(change.nickname ?? '').length > 100)
        throw new Refusal({ code: 'nickname-too-long' });
      putConversation({ ...requireConversation(id), ...change });
    },
    'conversations:delete': ({ id }: { id: number }) => removeConversation(id),
    'requests:accept': ({ id }: { id: number }) => {
      putConversation({ ...requireConversation(id), isRequest: false });
    },
    'requests:decline': ({ id }: { id: number }) => removeConversation(id),
    'contacts:set-blocked': ({ id, isBlocked }: { id: number; isBlocked: boolean }) => {
      // An invitation goes with whoever sent it.
      if (requireConversation(id).kind === 'group') removeConversation(id);
      else putConversation({ ...requireConversation(id), isBlocked });
    },
    'contacts:delete': ({ id }: { id: number }) => removeConversation(id),
    'privacy:get': () => privacy,
    'privacy:set': (change: Partial<PrivacyView>) => {
      privacy = { ...privacy, ...change };
      return privacy;
    },
    'messages:invite': ({
      conversationId,
      url,
      name,
    }: {
      conversationId: number;
      url: string;
      name: string;
    }) =>
      putMessage(messageOf({ conversationId, text: '', direction: 'outgoing', invitation: { url, name } })),
    'messages:link-preview': ({ url }: { url: string }) => ({ url, title: 'Example' }),
    'conversations:in-sight': () => undefined,
    'notifications:get': () => notifications,
    'notifications:set': (change: Partial<NotificationSettings>) =>
      (notifications = { ...notifications, ...change }),
    'search:find': find,
    'media:page': ({ kind, limit, before }: Input<'media:page'>) => {
      const all = data.media?.[kind] ?? [];
      const start = before === undefined ? 0 : all.findIndex(({ messageId }) => messageId === before.id) + 1;
      return all.slice(start, start + limit);
    },
    'contacts:list': ({ which, limit, after }: Input<'contacts:list'>) => {
      const all = people()
        .filter(({ isApproved, isBlocked }) => (which === 'blocked' ? isBlocked : isApproved && !isBlocked))
        .sort((a, b) => a.displayName.localeCompare(b.displayName));
      const start = after ? all.findIndex(({ accountId }) => accountId === after.accountId) + 1 : 0;
      return { contacts: all.slice(start, start + limit), hasMore: all.length > start + limit };
    },
    'requests:list': () => {
      const requests = [...conversations.values()].filter(({ isRequest }) => isRequest);
      const unreadCount = requests.filter((request) => request.unreadCount > 0).length;
      return { requests, hasMore: false, unreadCount };
    },
    'requests:clear': () => {
      for (const { id, isRequest } of conversations.values()) if (isRequest) removeConversation(id);
    },
    'names:look-up': ({ name }: { name: string }) => {
      const accountId = data.names?.[name];
      if (accountId === undefined) throw new Refusal({ code: 'name-not-found' });
      return { accountId };
    },
    'network:settings': () => networkSettings,
    'network:set-settings': (change: NetworkSettingsChange) => {
      if (change.proxy !== undefined && !/^(socks5h:.*)?$/u.test(change.proxy))
        throw new Refusal({ code: 'proxy-invalid' });
      const isRestartNeeded = change.proxy === undefined || networkSettings.isRestartNeeded;
      return (networkSettings = { ...networkSettings, ...change, isRestartNeeded });
    },
    'conversations:export': () => undefined,
    'profile:backup': () => ({ bytes: 1, files: 0, missingFiles: 0 }),
    'account:delete': () => {
      setPhase('no-account');
      return { isDeleted: true, unconfirmedNodes: [] };
    },
    'conversations:set-disappearing': (input: {
      conversationId: number;
      mode: ConversationView['disappearing']['mode'];
      timerS: number;
    }) => {
      const { conversationId, ...disappearing } = input;
      putConversation({ ...requireConversation(conversationId), disappearing });
    },
    'messages:media-saved': () => undefined,
    'attachments:download': ({ id }: { id: number }) => attachmentOf(id, 'downloading'),
    'attachments:cancel-download': ({ id }: { id: number }) => attachmentOf(id, 'pending'),
    'attachments:save': () => undefined,
    'attachments:save-all': ({ files }: { files: readonly { id: number }[] }) =>
      data.saved ?? { saved: files.map(({ id }) => id), missing: [] },
    'account:set-picture': () => {
      account = { ...account, picture: (account.picture ?? 0) + 1 };
      setPhase(phase);
      return account;
    },
    'account:remove-picture': () => {
      const { picture: _, ...rest } = account;
      account = rest;
      setPhase(phase);
      return account;
    },
    'account:contains-recovery-password': ({ text }: { text: string }) => text.includes(WORDS),
    'emoji:get': () => habits,
    'emoji:change': ({ used, skinTone }: { used?: string; skinTone?: number }) => {
      const recent = used === undefined ? habits.recent : [used, ...habits.recent];
      habits = { recent, skinTone: skinTone ?? habits.skinTone };
      return habits;
    },
    'groups:create': ({ name, memberIds }: { name: string; memberIds: readonly string[] }) => {
      const group = putConversation({
        ...conversationOf({ name, lastActiveMs: Date.now() }),
        kind: 'group',
        groupAccess: 'admin',
        peerId: `03${'ab'.repeat(32)}`,
        members: { count: memberIds.length + 1, faces: [], isLastAdmin: true },
      });
      putMessage(
        messageOf({
          conversationId: group.id,
          direction: 'outgoing',
          kind: 'group-update',
          text: '',
          sentAtMs: Date.now(),
          groupUpdate: { joined: memberIds },
          people: Object.fromEntries(people().map(({ accountId, displayName }) => [accountId, displayName])),
        }),
      );
      return requireConversation(group.id);
    },
    'groups:get': ({ conversationId }: { conversationId: number }): GroupView => {
      const { peerId, groupAccess, name } = requireConversation(conversationId);
      return {
        conversationId,
        groupId: peerId,
        access: groupAccess ?? 'admin',
        name,
        description: '',
        members: [],
        ...groups.get(conversationId),
      };
    },
    'groups:describe': () => undefined,
    'groups:set-picture': () => undefined,
    'groups:remove-picture': () => undefined,
    'groups:invite': () => undefined,
    'groups:resend': () => undefined,
    'groups:promote': () => undefined,
    'groups:remove': () => undefined,
    'groups:clear-for-everyone': () => undefined,
    'groups:destroy': ({ conversationId }: { conversationId: number }) => removeConversation(conversationId),
    'groups:leave': ({ conversationId }: { conversationId: number }) => removeConversation(conversationId),
    'groups:recreate': ({ conversationId }: { conversationId: number }) => {
      const { name } = requireConversation(conversationId);
      const anew = conversationOf({ name, lastActiveMs: Date.now() });
      return putConversation({
        ...anew,
        kind: 'group',
        groupAccess: 'admin',
        peerId: `03${'cd'.repeat(32)}`,
        members: { count: 1, faces: [], isLastAdmin: true },
      });
    },
    'conversations:clear': ({ id }: { id: number }) => {
      for (const message of [...messages.values()])
        if (message.conversationId === id) messages.delete(message.id);
      emit({ type: 'conversation-cleared', conversationId: id });
    },
    'profile:restore': () => ({ phase: 'ready', account }),
    'profile:health': () => health,
    'profile:check': () => health,
    'profile:repair': () => health,
    'calls:current': () => undefined,
    'calls:start': () => {
      throw new Refusal({ code: 'calls-off' });
    },
    'calls:accept': () => undefined,
    'calls:decline': () => undefined,
    'calls:hang-up': () => undefined,
    'calls:dismiss': () => undefined,
    'calls:set-switches': () => undefined,
    'calls:report-media': () => undefined,
    'attachments:pause': ({ id }: { id: number }) => attachmentOf(id, 'pending'),
    'attachments:resume': ({ id }: { id: number }) => attachmentOf(id, 'downloading'),
    'account:recovery-code': (input: { password: string } | undefined) => {
      if (password !== undefined) checkPassword(input?.password ?? '');
      return CODE;
    },
    'notifications:preview': () => undefined,
    'app:export-logs': () => undefined,
    'communities:preview': ({ url }: { url: string }) => preview(url),
    'communities:room-picture': () => new Uint8Array(),
    'communities:rooms': ({ url }: { url?: string }): RoomDirectoryView =>
      url === undefined
        ? {
            serverUrl: 'https://official.example',
            isOfficial: true,
            rooms: (data.officialRooms ?? []).map((room) => ({ ...preview(room.url ?? ''), ...room })),
          }
        : { serverUrl: preview(url).serverUrl, isOfficial: false, rooms: [preview(url)] },
    'communities:join': ({ url }: { url: string }) => {
      const { name, hasPicture: _, conversationId, ...room } = preview(url);
      if (conversationId !== undefined) throw new Refusal({ code: 'community-joined-already' });
      return putConversation({
        ...conversationOf({ kind: 'community', peerId: `${room.serverUrl}/${room.room}`, name }),
        community: {
          ...room,
          role: 'none',
          hasServerRole: false,
          ownId: `15${'11'.repeat(32)}`,
          state: 'ok',
          hasReactions: true,
          hasDirectMessages: true,
          hasOlder: false,
          pinnedCount: 0,
        },
      });
    },
    'communities:get': ({ conversationId }: { conversationId: number }) => requireRoom(conversationId),
    'communities:leave': ({ conversationId }: { conversationId: number }) =>
      removeConversation(conversationId),
    'communities:load-older': ({ conversationId }: { conversationId: number }) => {
      const view = requireConversation(conversationId);
      for (const part of data.olderPosts ?? []) {
        const older = messageOf({ conversationId, ...part });
        messages.set(older.id, older);
      }
      if (view.community !== undefined)
        putConversation({ ...view, community: { ...view.community, hasOlder: false } });
      return { hasOlder: false };
    },
    'communities:refresh': () => undefined,
    'communities:edit-post': ({ messageId, text }: { messageId: number; text: string }) => {
      const message = messages.get(messageId);
      if (message === undefined) throw new Refusal({ code: 'message-unknown' });
      putMessage({ ...message, text });
      return 'done';
    },
    'communities:delete-all-of': () => 'done',
    'communities:ban': () => 'done',
    'communities:unban': () => 'done',
    'communities:member-rights': () => data.memberRights ?? { isBanned: false, later: [] },
    'communities:set-member-rights': () => 'done',
    'communities:set-role': () => 'done',
    'communities:describe': () => 'done',
    'communities:set-picture': () => 'done',
    'communities:pin': () => 'done',
    'communities:unpin': () => 'done',
    'communities:clear-reactions': () => 'done',
    'communities:reactors': () => (data.reactors ?? []).map((person) => ({ ...person, atMs: 1_000 })),
    'communities:people': () => data.roomPeople ?? [],
    'communities:write-to': ({ userId }: { userId: string }) =>
      putConversation({
        ...conversationOf({ kind: 'blinded', peerId: userId, name: '' }),
        blinded: { serverUrl: 'https://community.example', refusesRequests: false },
      }),
    'communities:invite': () => undefined,
    'communities:settings': () => communitySettings,
    'communities:set-settings': (change: Partial<CommunitySettingsView>) =>
      (communitySettings = { ...communitySettings, ...change }),
    'network:connection': () => connection(),
    'network:test': () => connection(),
    'profile:storage': () => storage(),
    'profile:cancel-writing': () => undefined,
    'profile:compact': () => ({ wonBytes: data.wonBytes ?? 0 }),
    'app:log-page': (query: Input<'app:log-page'>) => logPage(query),
    'app:clear-log': () => {
      log = [];
    },
    'updates:get': () => updates,
    'updates:look': () => updates,
    'updates:load': () => updates,
    'updates:later': () => setUpdates({ ...updates, isOffered: false }),
    'updates:apply': () => undefined,
  } as const satisfies Record<Channel, Handler>;

  const bridge: Bridge = {
    invoke: async (channel, input) => {
      calls.push({ channel, input });
      await held.get(channel);
      const refusal = refusals.get(channel);
      if (refusal !== undefined) return { ok: false, error: refusal };
      try {
        const value: unknown = await (handlers[channel] as (input: unknown) => unknown)(input);
        return { ok: true, value } as IpcResult<never>;
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, error: error.data };
        throw error;
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    bridge,
    calls,
    emit,
    callsTo: (channel: Channel) => calls.filter((call) => call.channel === channel).map((call) => call.input),
    clipboard: () => clipboard,
    /** The next answers of a channel are this error. */
    refuse: (channel: Channel, error: IpcErrorData) => refusals.set(channel, error),
    /** Answers of a channel wait until the result is called. */
    hold: (channel: Channel): (() => void) => {
      let release = () => {};
      held.set(channel, new Promise((resolve) => (release = resolve)));
      return release;
    },
    receive: (part: Partial<MessageView>) => putMessage(messageOf(part)),
    putConversation: (part: Partial<ConversationView>) => putConversation(conversationOf(part)),
    /** Something of a room is different: whoever shows it hears so. */
    setRoom: (conversationId: number, part: Partial<RoomView>) => {
      rooms.set(conversationId, { ...rooms.get(conversationId), ...part });
      return putConversation(requireConversation(conversationId));
    },
    /** Something of a group is different: whoever shows it hears so. */
    setGroup: (conversationId: number, part: Partial<GroupView>) => {
      groups.set(conversationId, { ...groups.get(conversationId), ...part });
      return putConversation(requireConversation(conversationId));
    },
    setNetwork: (next: NetworkView) => {
      network = next;
      emit({ type: 'network', network });
    },
    setHealth: (next: HealthView) => {
      health = next;
    },
    /** The app is asked to open an address. */
    openLink: (next: DeepLink) => {
      link = next;
      emit({ type: 'link-waiting' });
    },
    setConnection: (next: Partial<ConnectionView>) => {
      changedConnection = { ...changedConnection, ...next };
    },
    /** Something more is noted. */
    noteLine: (line: Omit<LogLineView, 'at'>) => {
      log.push({ ...line, at: (log.at(-1)?.at ?? 0) + 1 });
    },
    setPhase,
    /** The network has told everything. */
    complete: () => {
      isIncomplete = false;
      setPhase(phase);
    },
    setLock,
    setUpdates,
  };
}

export type FakeBridge = ReturnType<typeof createFakeBridge>;
