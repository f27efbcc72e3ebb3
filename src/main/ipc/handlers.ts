import type {
  AppInfo,
  Channel,
  ClientStatus,
  DeepLink,
  DiagnosticsView,
  HealthView,
  Input,
  LogPageView,
  NotificationSettings,
  UpdateView,
} from '../../ipc/index.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Engine } from '../engine/protocol.ts';
import { type FileAccess, assertReadable, folderToWriteIn } from '../files/file-access.ts';
import type { LockService } from '../lock/lock-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Handlers } from './dispatcher.ts';

export interface HandlerServices {
  readonly info: () => AppInfo;
  /** The engine; while it is being locked only for the last words of pages. @throws {LockError} `app-locked` */
  readonly host: (use?: 'last-words') => Pick<EngineHost, 'engine' | 'lag'>;
  readonly lock: LockService;
  readonly settings: Pick<SettingsService, 'get' | 'set'>;
  readonly clipboard: { write(text: string, clearAfterMs?: number): Promise<void> };
  readonly openUrl: (url: string) => Promise<void>;
  /** Gives away the address that the app was asked to open. */
  readonly takeLink: () => DeepLink | undefined;
  readonly files: FileAccess;
  /** Puts a backup into the place of the profile. */
  readonly restore: (input: Input<'profile:restore'>) => Promise<ClientStatus>;
  /** Makes a sound database of what can be read of the one there is. */
  readonly repair: (input: Input<'profile:repair'>) => Promise<HealthView>;
  /** The engine has no account any more; the rest of the profile is to go too. */
  readonly onAccountDeleted: () => void;
  /** What decides about the page's own connections was set: whoever has such connections follows. */
  readonly onWaysOut: () => Promise<void>;
  /** Shows what a notification looks like. */
  readonly previewNotification: (settings: NotificationSettings) => void;
  /** Writes the log into one file. */
  readonly exportLogs: (path: string) => void;
  readonly logPage: (query: Input<'app:log-page'>) => LogPageView;
  readonly clearLog: () => void;
  /** Absent where nothing can be updated. */
  readonly updates: UpdateCommands | undefined;
}

/** New versions of the app, as the page sees them. */
export interface UpdateCommands {
  view(): UpdateView;
  look(): Promise<UpdateView>;
  load(): Promise<UpdateView>;
  later(): UpdateView;
  apply(): void;
}

const NO_UPDATES: UpdateView = { phase: 'off', offReason: 'no-updates', isOffered: false };

/** What happens on each channel. */
export function createHandlers(services: HandlerServices): Handlers {
  return {
    ...appHandlers(services),
    ...lockHandlers(services),
    ...engineHandlers(services),
    ...communityHandlers(services),
    ...updateHandlers(services),
  };
}

type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<Channel, `${Prefix}:${string}`>>;

function appHandlers({
  info,
  host,
  settings,
  clipboard,
  openUrl,
  files,
  exportLogs,
  logPage,
  clearLog,
  takeLink,
}: HandlerServices): HandlersOf<'app' | 'settings' | 'clipboard' | 'shell'> {
  return {
    'app:info': () => info(),
    'app:diagnostics': () => diagnostics(host()),
    'app:export-logs': async () => nothing(exportLogs(await files.writeTo('undertone-log.txt'))),
    'settings:get': () => settings.get(),
    'settings:set': (change) => settings.set(change),
    'clipboard:write': async ({ text, clearAfterMs }) => nothing(await clipboard.write(text, clearAfterMs)),
    'shell:open-url': async ({ url }) => nothing(await openUrl(url)),
    'app:take-link': () => takeLink(),
    'app:log-page': (query) => logPage(query),
    'app:clear-log': () => nothing(clearLog()),
  };
}

function lockHandlers({ lock }: HandlerServices): HandlersOf<'lock'> {
  return {
    'lock:status': () => lock.view(),
    'lock:unlock': async ({ password }) => nothing(await lock.unlock(password)),
    'lock:set-password': async ({ password }) => nothing(await lock.setPassword(password)),
    'lock:change-password': async (passwords) => nothing(await lock.changePassword(passwords)),
    'lock:remove-password': async ({ password }) => nothing(await lock.removePassword(password)),
    'lock:now': async () => nothing(await lock.lock()),
    'lock:clear-device': async () => nothing(await lock.clearDevice()),
  };
}

function engineHandlers({
  host,
  lock,
  files,
  restore,
  repair,
  onAccountDeleted,
  onWaysOut,
  previewNotification,
}: HandlerServices): HandlersOf<
  | 'client'
  | 'network'
  | 'account'
  | 'conversations'
  | 'messages'
  | 'requests'
  | 'contacts'
  | 'privacy'
  | 'notifications'
  | 'search'
  | 'media'
  | 'names'
  | 'groups'
  | 'profile'
  | 'attachments'
  | 'emoji'
  | 'calls'
> {
  const engine = (): Engine => host().engine;
  return {
    'client:status': () => engine().status(),
    'network:status': () => engine().network(),
    'network:retry': async () => nothing(await engine().connectivityChanged()),
    'account:create': (input) => engine().createAccount(input),
    'account:restore': (input) => engine().restoreAccount(input),
    'account:set-name': (input) => engine().setDisplayName(input),
    'account:discard': async () => nothing(await engine().discardAccount()),
    'account:recovery-password': async (input) => {
      await lock.verify(input?.password);
      return engine().recoveryPassword();
    },
    'conversations:list': (query) => engine().conversations(query),
    'conversations:get': ({ id }) => engine().conversation(id),
    'conversations:start': (input) => engine().startConversation(input),
    'conversations:mark-read': async (input) => nothing(await engine().markRead(input)),
    'conversations:save-draft': async (input) => nothing(await host('last-words').engine.saveDraft(input)),
    'messages:page': (query) => engine().messages(query),
    'messages:send': ({ attachments = [], ...message }) => {
      if (attachments.length === 0 && message.preview?.image === undefined)
        return engine().sendMessage(message);
      assertReadable(files, attachments);
      return engine().sendAttachments({ ...message, attachments });
    },
    'messages:retry': ({ id }) => engine().retryMessage(id),
    'messages:delete': async (input) => nothing(await engine().deleteMessages(input)),
    'messages:react': async (input) => nothing(await engine().react(input)),
    'conversations:set-typing': async (input) => nothing(await engine().setTyping(input)),
    'conversations:change': async (input) => nothing(await engine().changeConversation(input)),
    'conversations:delete': async ({ id }) => nothing(await engine().deleteConversation(id)),
    'requests:accept': async ({ id }) => nothing(await engine().acceptRequest(id)),
    'requests:decline': async ({ id }) => nothing(await engine().declineRequest(id)),
    'contacts:set-blocked': async (input) => nothing(await engine().setBlocked(input)),
    'contacts:delete': async ({ id }) => nothing(await engine().deleteContact(id)),
    'privacy:get': () => engine().privacy(),
    'privacy:set': async (change) => {
      const privacy = await engine().setPrivacy(change);
      if (change.calls !== undefined) await onWaysOut();
      return privacy;
    },
    'search:find': (query) => engine().search(query),
    'media:page': (query) => engine().media(query),
    'contacts:list': (query) => engine().contacts(query),
    'requests:list': (query) => engine().messageRequests(query),
    'requests:clear': async () => nothing(await engine().clearRequests()),
    'names:look-up': (input) => engine().lookUpName(input),
    'network:settings': () => engine().networkSettings(),
    'network:set-settings': async (change) => {
      const settings = await engine().setNetworkSettings(change);
      await onWaysOut();
      return settings;
    },
    'conversations:export': async (input) => {
      const path = await files.writeTo(input.path);
      return nothing(await engine().exportConversation({ ...input, path }));
    },
    'profile:backup': async ({ appPassword, ...input }) => {
      await lock.verify(appPassword);
      return engine().backup({ ...input, path: await files.writeTo(input.path) });
    },
    'account:delete': async (input) => {
      const deletion = await engine().deleteAccount(input);
      if (deletion.isDeleted) onAccountDeleted();
      return deletion;
    },
    'conversations:set-disappearing': async (input) => nothing(await engine().setDisappearing(input)),
    'messages:media-saved': async ({ id }) => nothing(await engine().noteMediaSaved(id)),
    'messages:invite': (input) => engine().sendInvitation(input),
    'messages:link-preview': ({ url }) =>
      engine().fetchLinkPreview({ url, isImageWanted: files.handsOutBytes }),
    'conversations:in-sight': async (input) => nothing(await engine().setOpenConversation(input)),
    'notifications:get': () => engine().notificationSettings(),
    'notifications:set': (change) => engine().setNotificationSettings(change),
    'attachments:download': ({ id }) => engine().downloadAttachment(id),
    'attachments:cancel-download': ({ id }) => engine().cancelDownload(id),
    'attachments:save': async (input) => {
      const path = await files.writeTo(input.path);
      return nothing(await engine().saveAttachment({ ...input, path }));
    },
    'account:set-picture': (input) => {
      assertReadable(files, [input]);
      return engine().setProfilePicture(input);
    },
    'account:remove-picture': () => engine().removeProfilePicture(),
    'account:contains-recovery-password': (input) => engine().containsRecoveryPassword(input),
    'emoji:get': () => engine().emojiHabits(),
    'emoji:change': (change) => engine().changeEmojiHabits(change),
    'groups:create': (input) => engine().createGroup(input),
    'groups:get': ({ conversationId }) => engine().group(conversationId),
    'groups:describe': async (input) => nothing(await engine().describeGroup(input)),
    'groups:set-picture': async (input) => {
      assertReadable(files, [input]);
      return nothing(await engine().setGroupPicture(input));
    },
    'groups:remove-picture': async ({ conversationId }) =>
      nothing(await engine().removeGroupPicture(conversationId)),
    'groups:invite': async (input) => nothing(await engine().inviteToGroup(input)),
    'groups:resend': async (input) => nothing(await engine().resendGroupInvitations(input)),
    'groups:promote': async (input) => nothing(await engine().promoteInGroup(input)),
    'groups:remove': async (input) => nothing(await engine().removeFromGroup(input)),
    'groups:clear-for-everyone': async ({ conversationId }) =>
      nothing(await engine().clearGroupForEveryone(conversationId)),
    'groups:destroy': async ({ conversationId }) => nothing(await engine().destroyGroup(conversationId)),
    'groups:leave': async ({ conversationId }) => nothing(await engine().leaveGroup(conversationId)),
    'conversations:clear': async ({ id, scope }) => nothing(await engine().clearMessages(id, scope)),
    'profile:restore': (input) => restore(input),
    'profile:health': () => engine().health(),
    'profile:check': () => engine().checkHealth(),
    'profile:repair': (input) => repair(input),
    'calls:current': () => engine().currentCall(),
    'calls:start': (input) => engine().startCall(input),
    'calls:accept': async (input) => nothing(await engine().acceptCall(input)),
    'calls:decline': async (input) => nothing(await engine().declineCall(input)),
    'calls:hang-up': async (input) => nothing(await engine().hangUpCall(input)),
    'calls:dismiss': async () => nothing(await engine().dismissCall()),
    'calls:set-switches': async (input) => nothing(await engine().setCallSwitches(input)),
    'calls:report-media': async (report) => nothing(await engine().reportCallMedia(report)),
    'attachments:pause': ({ id }) => engine().pauseTransfer(id),
    'attachments:resume': ({ id }) => engine().resumeTransfer(id),
    'account:recovery-code': async (input) => {
      await lock.verify(input?.password);
      return engine().recoveryCode();
    },
    'groups:recreate': ({ conversationId }) => engine().recreateGroup(conversationId),
    'network:connection': () => engine().connection(),
    'network:test': () => engine().testConnection(),
    'profile:storage': () => engine().storage(),
    'profile:compact': () => engine().compact(),
    'profile:cancel-writing': async () => nothing(await engine().cancelWriting()),
    'attachments:save-all': async (input) => {
      const folder = await folderToWriteIn(files, input.folder);
      return engine().saveAttachments({ files: input.files, folder });
    },
    'notifications:preview': async () => nothing(previewNotification(await engine().notificationSettings())),
  };
}

function communityHandlers({ host, files }: HandlerServices): HandlersOf<'communities'> {
  const engine = (): Engine => host().engine;
  return {
    'communities:preview': (input) => engine().previewCommunity(input),
    'communities:room-picture': (input) => engine().communityRoomPicture(input),
    'communities:rooms': (input) => engine().communityRooms(input),
    'communities:join': (input) => engine().joinCommunity(input),
    'communities:get': ({ conversationId }) => engine().community(conversationId),
    'communities:leave': async ({ conversationId }) => nothing(await engine().leaveCommunity(conversationId)),
    'communities:load-older': ({ conversationId }) => engine().loadOlderPosts(conversationId),
    'communities:refresh': async ({ conversationId }) =>
      nothing(await engine().refreshCommunity(conversationId)),
    'communities:edit-post': (input) => engine().editPost(input),
    'communities:delete-all-of': (input) => engine().deleteAllPostsOf(input),
    'communities:ban': (input) => engine().banFromCommunity(input),
    'communities:unban': (input) => engine().unbanFromCommunity(input),
    'communities:member-rights': (input) => engine().communityMemberRights(input),
    'communities:set-member-rights': (input) => engine().setCommunityMemberRights(input),
    'communities:set-role': (input) => engine().setCommunityRole(input),
    'communities:describe': (input) => engine().describeCommunity(input),
    'communities:set-picture': (input) => {
      assertReadable(files, [input]);
      return engine().setCommunityPicture(input);
    },
    'communities:pin': ({ messageId }) => engine().pinPost(messageId),
    'communities:unpin': (input) => engine().unpinPosts(input),
    'communities:clear-reactions': (input) => engine().clearPostReactions(input),
    'communities:reactors': (input) => engine().postReactors(input),
    'communities:people': (query) => engine().communityPeople(query),
    'communities:write-to': (input) => engine().writeToCommunityMember(input),
    'communities:invite': async (input) => nothing(await engine().inviteToCommunity(input)),
    'communities:settings': () => engine().communitySettings(),
    'communities:set-settings': (change) => engine().setCommunitySettings(change),
  };
}

function updateHandlers({ updates }: HandlerServices): HandlersOf<'updates'> {
  return {
    'updates:get': () => updates?.view() ?? NO_UPDATES,
    'updates:look': () => updates?.look() ?? NO_UPDATES,
    'updates:load': () => updates?.load() ?? NO_UPDATES,
    'updates:later': () => updates?.later() ?? NO_UPDATES,
    'updates:apply': () => nothing(updates?.apply()),
  };
}

async function diagnostics(host: Pick<EngineHost, 'lag'>): Promise<DiagnosticsView> {
  const engineLag = await host.lag();
  return engineLag === undefined ? {} : { engineLag };
}

/** The answer of a command that has none. */
function nothing(_done: void): undefined {
  return undefined;
}
