import { dirname, join } from 'node:path';

import {
  type AccountKeys,
  accountKeysFromSeed16,
  createAccountKeys,
  decodeRecoveryPassword,
  displayName,
  encodeRecoveryPassword,
} from '../account/index.ts';
import { wipe } from '../crypto/index.ts';
import {
  type ConversationChange,
  type DisappearingChoice,
  type DeletionScope,
  LOCAL_NETWORK_PACE,
  MessagingError,
  type MessagingEvent,
  type OwnReaction,
  PUBLIC_NETWORK_PACE,
  deleteFromSwarm,
  lookUpName,
  READ_RECEIPTS,
  LINK_PREVIEWS,
  type ComposedPreview,
  type ComposedText,
  type Invitation,
  isQuotableIn,
  quoteKeyOf,
  type Badge,
  type NotificationSettings,
  TYPING_INDICATORS,
  type PollPace,
  LocalFiles,
  type FileSource,
} from '../messaging/index.ts';
import { FileClient, fileServerOf, type Network } from '../network/index.ts';
import type {
  AccountRow,
  ConversationRow,
  MessagePage as MessageRows,
  MessageRow,
  Store,
} from '../store/index.ts';
import { Emitter, type Unsubscribe, assertNever, errorCode, withDeadline } from '../util/index.ts';
import { AccountSession } from './account-session.ts';
import { Desktop } from './desktop.ts';
import { Exports } from './exports.ts';
import { StoredNetworkSettings } from './network-settings.ts';
import type { ClientPorts } from './ports.ts';
import { Queries } from './queries.ts';
import type {
  AccountDeletionScope,
  AccountDeletionView,
  AccountView,
  BackupView,
  AttachmentPart,
  AttachmentQuery,
  AttachmentView,
  Client,
  ClientEvent,
  ClientPhase,
  ClientStatus,
  ContactPage,
  ContactQuery,
  ConversationExport,
  ConversationQuery,
  ConversationView,
  MediaItemView,
  MediaQuery,
  MessagePage,
  MessageQuery,
  MessageView,
  NetworkSettingsChange,
  NetworkSettingsView,
  MessageWithAttachments,
  NetworkView,
  PrivacyView,
  RequestPage,
  SearchPage,
  SearchQuery,
} from './types.ts';
import {
  accountView,
  attachmentView,
  conversationView,
  messageViews,
  networkView,
  pathView,
  pictureView,
} from './views.ts';

/** How long a restored account waits for its swarm before it is asked for a name (spec 04 §7). */
const FIRST_LOOK_LIMIT_MS = 15_000;

interface Parts {
  readonly store: Store;
  readonly network: Network;
}

/** {@link Client} on a store and a network. */
export class MessengerClient implements Client {
  private readonly ports: ClientPorts;
  private readonly store: Store;
  private readonly sessionNetwork: Network;
  private readonly clientEvents: Emitter<ClientEvent>;
  private readonly events: Emitter<MessagingEvent>;
  private readonly stopNetworkEvents: Unsubscribe;
  private readonly desktop: Desktop;
  private session: AccountSession | undefined;
  private restoring = false;
  private isClosing = false;
  private deletion: Promise<AccountDeletionView> | undefined;
  private readonly queries: Queries;
  private readonly exports: Exports;
  private readonly networkPreferences: StoredNetworkSettings;

  constructor(ports: ClientPorts, { store, network }: Parts) {
    const onListenerError = (error: unknown): void => ports.log.write('error', 'listener-failed', { error });
    this.ports = ports;
    this.store = store;
    this.sessionNetwork = network;
    this.clientEvents = new Emitter(onListenerError);
    this.events = new Emitter(onListenerError);
    this.desktop = new Desktop({
      store,
      notifications: ports.notifications,
      emit: (event) => this.clientEvents.emit(event),
    });
    this.events.subscribe((event) => this.translate(event));
    this.queries = new Queries({ store, viewOf: (row) => this.viewOf(row) });
    this.exports = new Exports({ ...ports, store, tell: (event) => this.clientEvents.emit(event) });
    this.networkPreferences = new StoredNetworkSettings(store, network);
    this.stopNetworkEvents = network.subscribe((status) =>
      this.clientEvents.emit({ type: 'network', network: networkView(status) }),
    );
    this.sessionNetwork.start();
    this.resumeAccount();
  }

  status(): ClientStatus {
    const account = this.store.account.get();
    return account === undefined
      ? { phase: 'no-account' }
      : { phase: this.phaseOf(account), account: this.accountViewOf(account) };
  }

  network(): NetworkView {
    return networkView(this.sessionNetwork.status());
  }

  subscribe(listener: (event: ClientEvent) => void): Unsubscribe {
    return this.clientEvents.subscribe(listener);
  }

  createAccount(input: { readonly displayName: string }): AccountView {
    const name = displayName(input.displayName);
    const account = this.newAccount(createAccountKeys(this.ports.random), { name, origin: 'created' });
    this.requireSession().beginConfigs(name);
    this.requireSession().start();
    this.emitStatus();
    return this.accountViewOf(account);
  }

  async restoreAccount({ recoveryPassword }: { readonly recoveryPassword: string }): Promise<AccountView> {
    const seed = decodeRecoveryPassword(recoveryPassword);
    const keys = accountKeysFromSeed16(seed);
    wipe(seed);
    const account = this.newAccount(keys, { name: '', origin: 'restored' });
    await this.lookIntoSwarm(this.requireSession());
    return this.accountViewOf(account);
  }

  setDisplayName(input: { readonly displayName: string }): AccountView {
    const name = displayName(input.displayName);
    if (this.session === undefined) throw new MessagingError('no-account');
    const { configs } = this.session;
    const account = configs.transaction((repositories) => {
      configs.profile.update({ name }, this.sessionNetwork.time.nowMs());
      repositories.account.setDisplayName(name);
      return repositories.account.setProfileReady(true);
    });
    this.emitStatus();
    return this.accountViewOf(account);
  }

  async discardAccount(): Promise<void> {
    const { session } = this;
    if (session === undefined) return;
    if (this.store.account.get()?.profileReady === true) throw new MessagingError('account-in-use');
    this.session = undefined;
    this.restoring = false;
    await session.close();
    this.store.transaction(({ account }) => account.forget());
    this.emitStatus();
  }

  recoveryPassword(): string {
    return encodeRecoveryPassword(this.requireSession().keys.seed16);
  }

  conversations({ limit, before }: ConversationQuery): readonly ConversationView[] {
    const page = { limit, ...(before === undefined ? {} : { before }) };
    const rows = (['list', 'requests'] as const).flatMap((shelf) =>
      this.store.conversations.list({ ...page, shelf }),
    );
    return rows
      .sort(byPlace)
      .slice(0, limit)
      .map((row) => this.viewOf(row));
  }

  conversation(id: number): ConversationView {
    const row = this.store.conversations.get(id);
    if (row === undefined) throw new MessagingError('conversation-unknown');
    return this.viewOf(row);
  }

  startConversation({ accountId }: { readonly accountId: string }): ConversationView {
    return this.viewOf(this.requireSession().startConversation.run(accountId));
  }

  markRead(input: { readonly conversationId: number; readonly upToSentAtMs: number }): void {
    this.conversation(input.conversationId);
    this.requireSession().markRead.run(input);
  }

  saveDraft({ conversationId, text, quoteMessageId }: Parameters<Client['saveDraft']>[0]): void {
    this.conversation(conversationId);
    const quoted = quoteMessageId === undefined ? undefined : this.store.messages.get(quoteMessageId);
    // The words are kept even if what they answer has gone meanwhile.
    const quote = quoted && isQuotableIn(conversationId, quoted) ? quoteKeyOf(quoted) : undefined;
    this.store.conversations.setDraft(conversationId, text, quote);
    this.events.emit({ type: 'conversation-changed', conversationId });
  }

  messages(query: MessageQuery): MessagePage {
    this.conversation(query.conversationId);
    const { rows, hasOlder, hasNewer } = this.pageOf(query);
    return { messages: this.viewsOf(rows), hasOlder, hasNewer };
  }

  sendMessage(input: ComposedText): MessageView {
    return this.messageViewOf(this.requireSession().sendText.run(input));
  }

  sendInvitation(input: Invitation & { readonly conversationId: number }): MessageView {
    return this.messageViewOf(this.requireSession().sendText.invite(input));
  }

  fetchLinkPreview({ url }: { readonly url: string }): Promise<ComposedPreview> {
    return this.requireSession().previewLink.run(url);
  }

  retryMessage(id: number): MessageView {
    return this.messageViewOf(this.requireSession().retryMessage.run(id));
  }

  async sendAttachments(input: MessageWithAttachments): Promise<MessageView> {
    return this.messageViewOf(await this.requireSession().sendAttachments.run(input));
  }

  downloadAttachment(id: number): AttachmentView {
    return attachmentView(this.requireSession().downloads.run(id));
  }

  cancelDownload(id: number): AttachmentView {
    return attachmentView(this.requireSession().downloads.cancel(id));
  }

  async readAttachment({ id, range }: AttachmentQuery): Promise<AttachmentPart> {
    return this.requireSession().attachments.read(id, range);
  }

  openAttachment(id: number): AsyncIterable<Uint8Array> {
    return this.requireSession().attachments.stream(id);
  }

  async saveAttachment({ id, path }: { readonly id: number; readonly path: string }): Promise<void> {
    await this.requireSession().attachments.save(id, path);
  }

  async setProfilePicture(source: FileSource): Promise<AccountView> {
    const session = this.requireSession();
    await session.pictures.set(source);
    return this.ownView();
  }

  removeProfilePicture(): AccountView {
    this.requireSession().pictures.remove();
    return this.ownView();
  }

  async readPicture(accountId: string): Promise<Uint8Array> {
    return this.requireSession().pictures.read(accountId);
  }

  deleteMessages(input: { readonly ids: readonly number[]; readonly scope: DeletionScope }): void {
    this.requireSession().deleteMessages.run(input);
  }

  react(reaction: OwnReaction): void {
    this.requireSession().react.run(reaction);
  }

  setTyping(input: { readonly conversationId: number; readonly isTyping: boolean }): void {
    this.requireSession().typing.run(input);
  }

  changeConversation({ id, change }: { readonly id: number; readonly change: ConversationChange }): void {
    this.requireSession().contacts.change(id, change);
  }

  acceptRequest(conversationId: number): void {
    this.requireSession().contacts.accept(conversationId);
  }

  declineRequest(conversationId: number): void {
    this.requireSession().contacts.decline(conversationId);
  }

  setBlocked({ id, isBlocked }: { readonly id: number; readonly isBlocked: boolean }): void {
    this.requireSession().contacts.setBlocked(id, isBlocked);
  }

  deleteConversation(id: number): void {
    this.requireSession().contacts.deleteConversation(id);
  }

  deleteContact(id: number): void {
    this.requireSession().contacts.deleteContact(id);
  }

  privacy(): PrivacyView {
    const { settings } = this.store;
    return {
      readReceipts: settings.get(READ_RECEIPTS) === true,
      typingIndicators: settings.get(TYPING_INDICATORS) === true,
      linkPreviews: settings.get(LINK_PREVIEWS) === true,
    };
  }

  setPrivacy(change: Partial<PrivacyView>): PrivacyView {
    this.store.transaction(({ settings }) => {
      if (change.readReceipts !== undefined) settings.set(READ_RECEIPTS, change.readReceipts);
      if (change.typingIndicators !== undefined) settings.set(TYPING_INDICATORS, change.typingIndicators);
      if (change.linkPreviews !== undefined) settings.set(LINK_PREVIEWS, change.linkPreviews);
    });
    return this.privacy();
  }

  search(query: SearchQuery): SearchPage {
    return this.queries.search(query);
  }

  media(query: MediaQuery): readonly MediaItemView[] {
    this.conversation(query.conversationId);
    return this.queries.media(query);
  }

  contacts(query: ContactQuery): ContactPage {
    return this.queries.contacts(query);
  }

  messageRequests(query: ConversationQuery): RequestPage {
    return this.queries.messageRequests(query);
  }

  async clearRequests(): Promise<void> {
    await this.requireSession().contacts.declineAll();
  }

  async lookUpName({ name }: { readonly name: string }): Promise<{ readonly accountId: string }> {
    const { clock } = this.ports;
    return { accountId: await lookUpName({ clock, network: this.sessionNetwork }, name) };
  }

  networkSettings(): NetworkSettingsView {
    return this.networkPreferences.view();
  }

  setNetworkSettings(change: NetworkSettingsChange): NetworkSettingsView {
    return this.networkPreferences.change(change);
  }

  async deleteAccount({ scope }: { readonly scope: AccountDeletionScope }): Promise<AccountDeletionView> {
    const session = this.requireSession();
    this.session = undefined;
    this.deletion = this.deleteWithout(session, scope);
    return this.deletion;
  }

  async exportConversation(wish: ConversationExport): Promise<void> {
    this.conversation(wish.conversationId);
    await this.exports.conversation({ ...wish, ownId: this.requireSession().keys.accountId });
  }

  async backup(input: { readonly path: string; readonly password: string }): Promise<BackupView> {
    this.requireSession();
    return this.exports.backup(input);
  }

  setDisappearing(choice: DisappearingChoice): void {
    this.requireSession().setDisappearing.run(choice);
  }

  noteMediaSaved(messageId: number): void {
    this.requireSession().noteMediaSaved.run(messageId);
  }

  connectivityChanged(): void {
    this.sessionNetwork.connectivityChanged();
    this.session?.hurry();
  }

  setFocused(focused: boolean): void {
    this.session?.setFocused(focused);
    this.desktop.setWindow({ isFocused: focused });
  }

  setOpenConversation({ conversationId }: { readonly conversationId?: number | undefined }): void {
    this.desktop.setWindow({ openConversationId: conversationId });
  }

  setLocked(isLocked: boolean): void {
    this.desktop.setLocked(isLocked);
  }

  notificationSettings(): NotificationSettings {
    return this.desktop.settings();
  }

  setNotificationSettings(change: Partial<NotificationSettings>): NotificationSettings {
    return this.desktop.setSettings(change);
  }

  badge(): Badge {
    return this.desktop.badge();
  }

  /** Resolves when the client may be shown. */
  async ready(): Promise<void> {
    await this.session?.withoutOverdue();
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await this.exports.close();
    this.stopNetworkEvents();
    await this.session?.close();
    await this.sessionNetwork.close();
    await this.deletion?.catch(() => undefined);
    this.store.close();
  }

  private resumeAccount(): void {
    const seed = this.store.account.getSeed();
    if (seed === undefined) return;
    this.session = this.openSession(accountKeysFromSeed16(seed));
    wipe(seed);
    this.session.start();
  }

  /** Deletes the account when its session has ended; one that is still there afterwards gets a new session. */
  private async deleteWithout(
    session: AccountSession,
    scope: AccountDeletionScope,
  ): Promise<AccountDeletionView> {
    await session.close();
    try {
      const unconfirmedNodes = scope === 'network' ? await this.deleteFromSwarm() : [];
      if (unconfirmedNodes.length === 0) this.store.account.erase();
      return { isDeleted: unconfirmedNodes.length === 0, unconfirmedNodes };
    } finally {
      this.restoring = false;
      if (!this.isClosing) this.resumeAccount();
      this.emitStatus();
    }
  }

  /** Nodes of our swarm that have not confirmed. @throws {MessagingError} `network-unreachable` */
  private async deleteFromSwarm(): Promise<readonly string[]> {
    const { clock, log } = this.ports;
    const { store, sessionNetwork: network } = this;
    return (await deleteFromSwarm({ store, network, clock, log })).unconfirmed;
  }

  private newAccount(
    keys: AccountKeys,
    { name, origin }: { readonly name: string; readonly origin: AccountRow['origin'] },
  ): AccountRow {
    if (this.store.account.get() !== undefined) throw new MessagingError('account-exists');
    const account = this.store.account.create({
      seed: keys.seed16,
      accountId: keys.accountId,
      displayName: name,
      origin,
      createdAtMs: this.sessionNetwork.time.nowMs(),
      profileReady: origin === 'created',
    });
    this.session = this.openSession(keys);
    return account;
  }

  private openSession(keys: AccountKeys): AccountSession {
    const { clock, random, log, storePath } = this.ports;
    const { store, sessionNetwork: network, events } = this;
    const folder = join(dirname(storePath), 'attachments');
    const localFiles = new LocalFiles({ folder, store, clock, random, log });
    const fileClient = new FileClient({ network, server: fileServerOf(this.ports.network) });
    const session = new AccountSession(
      { store, network, events, clock, random, log, keys, localFiles, fileClient },
      {
        pace: this.pace(),
        previewHttp: this.ports.previewHttp,
        notifications: this.desktop.feedOptions(),
      },
    );
    this.desktop.use(session.notifications);
    return session;
  }

  private pace(): PollPace {
    return (
      this.ports.pace ?? (this.ports.network.kind === 'devnet' ? LOCAL_NETWORK_PACE : PUBLIC_NETWORK_PACE)
    );
  }

  /** Waits a while for what the swarm still holds; an unreachable network only means that it comes later. */
  private async lookIntoSwarm(session: AccountSession): Promise<void> {
    this.restoring = true;
    this.emitStatus();
    try {
      await withDeadline(this.ports.clock, FIRST_LOOK_LIMIT_MS, () => session.firstLook());
    } catch (error) {
      this.ports.log.write('info', 'first-look-failed', { code: errorCode(error) });
    }
    if (this.session !== session) throw new MessagingError('no-account');
    this.restoring = false;
    session.start();
    this.emitStatus();
  }

  private phaseOf(account: AccountRow): ClientPhase {
    if (account.profileReady) return 'ready';
    return this.restoring ? 'restoring' : 'needs-name';
  }

  private requireSession(): AccountSession {
    if (this.session === undefined) throw new MessagingError('no-account');
    return this.session;
  }

  private pageOf({ conversationId, limit, before, after, atFirstUnread }: MessageQuery): MessageRows {
    const { messages } = this.store;
    if (before !== undefined) return messages.page({ conversationId, limit, before });
    if (after !== undefined) return messages.page({ conversationId, limit, after });
    const unread = atFirstUnread === true ? messages.firstUnread(conversationId) : undefined;
    if (unread !== undefined) return messages.page({ conversationId, limit, around: unread.id });
    return messages.page({ conversationId, limit });
  }

  private messageViewOf(row: MessageRow): MessageView {
    return this.viewsOf([row])[0] as MessageView;
  }

  private viewsOf(rows: readonly MessageRow[]): readonly MessageView[] {
    const ids = rows.map(({ id }) => id);
    const { reactions, attachments } = this.store;
    return messageViews(rows, {
      reactions: reactions.forMessages(ids),
      attachments: attachments.forMessages(ids),
      quotedIn: (row) => this.quotedIn(row),
    });
  }

  private quotedIn({ conversationId, quote }: Pick<MessageRow, 'conversationId' | 'quote'>) {
    return quote === undefined ? undefined : this.store.messages.find({ conversationId, ...quote });
  }

  private viewOf(row: ConversationRow): ConversationView {
    const view = conversationView(
      row,
      row.lastMessageId === undefined ? undefined : this.store.messages.get(row.lastMessageId),
      this.quotedIn({ conversationId: row.id, quote: row.draftQuote }),
    );
    const contact = this.store.contacts.get(row.peerId);
    return { ...view, ...pictureView(contact), isTrustedForMedia: contact?.isTrustedForMedia === true };
  }

  private ownView(): AccountView {
    const account = this.store.account.get();
    if (account === undefined) throw new MessagingError('no-account');
    return this.accountViewOf(account);
  }

  private accountViewOf(row: AccountRow): AccountView {
    return { ...accountView(row), ...pictureView(this.store.contacts.get(row.accountId)) };
  }

  private emitStatus(): void {
    this.clientEvents.emit({ type: 'status', status: this.status() });
  }

  /** Domain events name rows; what goes out is what these rows say now. */
  private translate(event: MessagingEvent): void {
    switch (event.type) {
      case 'message-changed': {
        const row = this.store.messages.get(event.messageId);
        if (row !== undefined) this.clientEvents.emit({ type: 'message', message: this.messageViewOf(row) });
        return;
      }
      case 'conversation-changed': {
        const row = this.store.conversations.get(event.conversationId);
        if (row !== undefined)
          this.clientEvents.emit({ type: 'conversation', conversation: this.viewOf(row) });
        return;
      }
      case 'message-arrived':
      case 'reaction-arrived':
        return;
      case 'account-changed':
        this.emitStatus();
        return;
      case 'typing':
      case 'conversation-removed':
      case 'message-removed':
      case 'attachment-progress':
        this.clientEvents.emit(event);
        return;
      case 'delivered':
        this.clientEvents.emit({ ...event, path: pathView(event.path, this.sessionNetwork.status()) });
        return;
      default:
        assertNever(event);
    }
  }
}

/** Pinned first, then newest first: as each shelf of the store is sorted. */
function byPlace(a: ConversationRow, b: ConversationRow): number {
  return b.priority - a.priority || b.lastActiveMs - a.lastActiveMs || b.id - a.id;
}
