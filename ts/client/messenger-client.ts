import { dirname, join } from 'node:path';

import {
  type AccountKeys,
  accountKeysFromSeed16,
  createAccountKeys,
  decodeRecoveryPassword,
  displayName,
} from '../account/index.ts';
import { wipe } from '../crypto/index.ts';
import {
  CONFIGS_WERE_READ,
  LOCAL_NETWORK_PACE,
  MessagingError,
  type MessagingEvent,
  PUBLIC_NETWORK_PACE,
  deleteFromSwarm,
  lookUpName,
  isQuotableIn,
  quoteKeyOf,
  type Badge,
  type NotificationSettings,
  type PollPace,
  LocalFiles,
} from '../messaging/index.ts';
import { FileClient, fileServerOf, type Network } from '../network/index.ts';
import { type AccountRow, LOST_ACCOUNT, type Store, workHere } from '../store/index.ts';
import { Emitter, type Unsubscribe, errorCode, withDeadline } from '../util/index.ts';
import { AccountSession } from './account-session.ts';
import { Backups } from './backups.ts';
import { Desktop } from './desktop.ts';
import { EventTranslator } from './event-translator.ts';
import { Exports } from './exports.ts';
import { StoredNetworkSettings } from './network-settings.ts';
import { Insight } from './insight.ts';
import type { ClientPorts } from './ports.ts';
import { changePrivacy, privacyOf } from './privacy.ts';
import { Queries } from './queries.ts';
import { ProfileCommands } from './profile-commands.ts';
import type {
  AccountDeletionScope,
  AccountDeletionView,
  NetworkSettingsChange,
  NetworkSettingsView,
} from './account-types.ts';
import type {
  ContactPage,
  ContactQuery,
  MediaItemView,
  MediaQuery,
  RequestPage,
  SearchPage,
  SearchQuery,
} from './query-types.ts';
import type { Client } from './client.ts';
import type {
  AccountView,
  ClientEvent,
  ClientPhase,
  ClientStatus,
  ConversationQuery,
  ConversationView,
  MessagePage,
  MessageQuery,
  NetworkView,
  PrivacyView,
} from './types.ts';
import type { UnfinishedView } from './profile-views.ts';
import { Upkeep } from './upkeep.ts';
import { ViewReader } from './view-reader.ts';
import { networkView } from './views.ts';

/** How long a restored account waits for its swarm before it is asked for a name (spec 04 §7). */
const FIRST_LOOK_LIMIT_MS = 15_000;

interface Parts {
  readonly store: Store;
  readonly storeKey: Uint8Array;
  readonly network: Network;
}

/** {@link Client} on a store and a network. */
export class MessengerClient extends ProfileCommands implements Client {
  protected readonly views: ViewReader;
  private readonly ports: ClientPorts;
  protected readonly store: Store;
  private readonly sessionNetwork: Network;
  private readonly clientEvents: Emitter<ClientEvent>;
  private readonly events: Emitter<MessagingEvent>;
  private readonly stopNetworkEvents: Unsubscribe;
  private readonly desktop: Desktop;
  private session: AccountSession | undefined;
  private restoring = false;
  private isClosing = false;
  private closing: Promise<void> | undefined;
  private deletion: Promise<AccountDeletionView> | undefined;
  private readonly queries: Queries;
  protected readonly exports: Exports;
  protected readonly backups: Backups;
  protected readonly upkeep: Upkeep;
  protected readonly insight: Insight;
  private readonly forgetKey: () => void;
  private readonly networkPreferences: StoredNetworkSettings;

  constructor(ports: ClientPorts, { store, storeKey, network }: Parts) {
    super();
    const session = (): AccountSession | undefined => this.session;
    this.views = new ViewReader(store, session);
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
    const translator = new EventTranslator({ store, views: this.views, network });
    this.events.subscribe((event) => this.tell(event, translator));
    this.queries = new Queries({ store, viewOf: (row) => this.views.conversationView(row) });
    const tell = (event: ClientEvent): void => this.clientEvents.emit(event);
    this.exports = new Exports({ ...ports, store, tell });
    const withWork = { ...ports, store, storeKey, tell, work: ports.storeWork ?? workHere(ports) };
    this.backups = new Backups(withWork);
    this.upkeep = new Upkeep(withWork);
    this.forgetKey = () => wipe(storeKey);
    this.networkPreferences = new StoredNetworkSettings(store, network);
    this.insight = new Insight({ ports, store, network, session, views: this.views });
    this.stopNetworkEvents = network.subscribe((status) =>
      this.clientEvents.emit({ type: 'network', network: networkView(status) }),
    );
    this.sessionNetwork.start();
    this.resumeAccount();
  }

  status(): ClientStatus {
    const account = this.store.account.get();
    if (account === undefined) return { phase: 'no-account' };
    return {
      phase: this.phaseOf(account),
      account: this.views.accountView(account),
      ...(this.store.settings.get(CONFIGS_WERE_READ) === true ? {} : { isIncomplete: true }),
    };
  }

  unfinished(): UnfinishedView {
    const call = this.session?.calls.current();
    const isInCall = call !== undefined && call.phase !== 'ended';
    return { isInCall, uploads: this.session?.transfers.uploads() ?? 0 };
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
    return this.views.accountView(account);
  }

  async restoreAccount({ recoveryPassword }: { readonly recoveryPassword: string }): Promise<AccountView> {
    const seed = decodeRecoveryPassword(recoveryPassword);
    const keys = accountKeysFromSeed16(seed);
    wipe(seed);
    const account = this.newAccount(keys, { name: '', origin: 'restored' });
    await this.lookIntoSwarm(this.requireSession());
    return this.views.accountView(account);
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
    return this.views.accountView(account);
  }

  async discardAccount(): Promise<void> {
    const { session } = this;
    if (session === undefined) return;
    // One that was restored over a repaired database would take with it what was saved.
    const isOverSaved = this.store.settings.get(LOST_ACCOUNT) !== undefined;
    if (isOverSaved || this.store.account.get()?.profileReady === true)
      throw new MessagingError('account-in-use');
    this.session = undefined;
    this.restoring = false;
    await session.close();
    this.store.transaction(({ account }) => account.forget());
    this.emitStatus();
  }

  conversations(query: ConversationQuery): readonly ConversationView[] {
    return this.views.conversations(query);
  }

  conversation(id: number): ConversationView {
    return this.views.conversation(id);
  }

  messages(query: MessageQuery): MessagePage {
    return this.views.messages(query);
  }

  saveDraft({ conversationId, text, quoteMessageId }: Parameters<Client['saveDraft']>[0]): void {
    this.views.conversation(conversationId);
    const quoted = quoteMessageId === undefined ? undefined : this.store.messages.get(quoteMessageId);
    // The words are kept even if what they answer has gone meanwhile.
    const quote = quoted && isQuotableIn(conversationId, quoted) ? quoteKeyOf(quoted) : undefined;
    this.store.conversations.setDraft(conversationId, text, quote);
    this.events.emit({ type: 'conversation-changed', conversationId });
  }

  privacy(): PrivacyView {
    // This one is agreed on with our other devices.
    const profile = this.session?.configs.profile.read();
    return {
      ...privacyOf(this.store.settings),
      communityRequests: profile?.acceptsBlindedRequests === true,
    };
  }

  setPrivacy(change: Partial<PrivacyView>): PrivacyView {
    const { communityRequests } = change;
    this.store.transaction(({ settings }) => changePrivacy(settings, change));
    if (communityRequests !== undefined && this.session !== undefined) {
      const { configs } = this.session;
      const nowMs = this.sessionNetwork.time.nowMs();
      configs.transaction(() => configs.profile.update({ acceptsBlindedRequests: communityRequests }, nowMs));
    }
    if (change.calls === true) this.session?.calls.allowed();
    return this.privacy();
  }

  search(query: SearchQuery): SearchPage {
    return this.queries.search(query);
  }

  media(query: MediaQuery): readonly MediaItemView[] {
    this.views.conversation(query.conversationId);
    return this.queries.media(query);
  }

  contacts(query: ContactQuery): ContactPage {
    return this.queries.contacts(query);
  }

  messageRequests(query: ConversationQuery): RequestPage {
    return this.queries.messageRequests(query);
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

  async deleteAccount({
    scope,
    leavesGroups = false,
  }: Parameters<Client['deleteAccount']>[0]): Promise<AccountDeletionView> {
    const session = this.requireSession();
    if (scope === 'network' && leavesGroups) await session.leaveAllGroups();
    this.requireSession();
    this.session = undefined;
    this.deletion = this.deleteWithout(session, scope);
    return this.deletion;
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

  close(): Promise<void> {
    this.closing ??= this.closeNow();
    return this.closing;
  }

  private async closeNow(): Promise<void> {
    this.isClosing = true;
    await Promise.all([this.exports.close(), this.backups.close()]);
    this.stopNetworkEvents();
    await this.session?.close();
    await this.sessionNetwork.close();
    await this.deletion?.catch(() => undefined);
    await this.upkeep.close();
    this.store.close();
    this.forgetKey();
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
    if (scope === 'network') await session.communities.clearInboxes();
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
    const lost = this.store.settings.get(LOST_ACCOUNT) ?? keys.accountId;
    const isTheirs = lost === '' ? origin === 'restored' : lost === keys.accountId;
    if (!isTheirs) throw new MessagingError('account-other');
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
        hasShortTimers: this.ports.hasShortTimers,
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

  protected requireSession(): AccountSession {
    if (this.session === undefined) throw new MessagingError('no-account');
    return this.session;
  }

  private emitStatus(): void {
    this.clientEvents.emit({ type: 'status', status: this.status() });
  }

  private tell(event: MessagingEvent, translator: EventTranslator): void {
    if (event.type === 'account-changed') this.emitStatus();
    // Of many messages the words are still in the index.
    if (event.type === 'conversation-removed' || event.type === 'conversation-cleared')
      this.upkeep.tidySoon();
    const told = translator.clientEvent(event);
    if (told !== undefined) this.clientEvents.emit(told);
  }
}
