import type { z } from 'zod';

import type {
  AccountDeletionView,
  AccountView,
  BackupView,
  AttachmentView,
  CallView,
  ClientStatus,
  CommunitySettingsView,
  CompactionView,
  ConnectionView,
  ContactPage,
  ConversationView,
  EmojiHabits,
  GroupView,
  HealthView,
  LinkPreviewView,
  MediaItemView,
  MessagePage,
  MessageView,
  ModerationOutcome,
  NetworkSettingsView,
  NetworkView,
  NotificationSettings,
  PrivacyView,
  RequestPage,
  RoomDirectoryView,
  MemberRightsView,
  RoomPersonView,
  RoomPreviewView,
  RoomView,
  SavedFilesView,
  SearchPage,
  StorageView,
} from '../../ts/client/index.ts';
import type { Channel } from './channels.ts';
import type { inputs } from './inputs.ts';
import type { LockView } from './lock.ts';
import type { DeepLink } from './deep-link.ts';
import type { AppSettings } from './settings.ts';
import type { UpdateView } from './updates.ts';

/** Facts about this build and this run. */
export interface AppInfo {
  readonly version: string;
  readonly commit: string;
  readonly electron: string;
  readonly platform: string;
  /** Spec 08 §3.1: no animations, short toasts. */
  readonly testMode: boolean;
  /** Spec 08 §3.1: timers of seconds are offered for messages that disappear. */
  readonly hasShortTimers: boolean;
  readonly networkName: 'mainnet' | 'testnet' | 'local';
  /** Language of the catalogue in use, a BCP 47 tag. */
  readonly locale: string;
  /** False when the key of the database lies on the disk unprotected: no key store of the operating system, and no password. */
  readonly keyProtected: boolean;
  /** Where pictures and attachments are shown from; absent where nothing shows them. */
  readonly media?: MediaAddress;
}

/** `<base>attachment/<token>/<attachment id>` and `<base>avatar/<token>/<Account ID>` are what a page may show. */
export interface MediaAddress {
  readonly base: string;
  /** New with every start of the app. */
  readonly token: string;
}

/** How late the engine's thread answered its own timer, since the start. */
export interface LagView {
  readonly samples: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Samples that were more than 8 ms late. */
  readonly over8Ms: number;
}

/** Numbers for benchmarks; nothing in them is about a person. */
export interface DiagnosticsView {
  /** Not measured in packaged builds, where the timer would only cost power. */
  readonly engineLag?: LagView;
}

export type LogLevelView = 'debug' | 'info' | 'warn' | 'error';

/** A line of the log, as it was redacted when it was written. */
export interface LogLineView {
  /** Its place: unlike that of any other line, and larger for later ones. */
  readonly at: number;
  /** Absent for what is no line of ours, as one that a crash has cut off. */
  readonly timeMs?: number;
  readonly level: LogLevelView;
  /** What follows time and level. */
  readonly text: string;
}

/** Lines of the log, newest first. */
export interface LogPageView {
  readonly lines: readonly LogLineView[];
  /** `before` of the next page; absent when there is no more. A page may be short, or empty, and have one all the same. */
  readonly next?: number;
  /** Behind the last line there was: `after` of whoever wants what comes later. */
  readonly end: number;
}

/** What a channel gives back; main answers with exactly this. */
export interface Outputs {
  'app:info': AppInfo;
  'app:diagnostics': DiagnosticsView;
  'settings:get': AppSettings;
  'settings:set': AppSettings;
  'clipboard:write': undefined;
  'shell:open-url': undefined;
  'lock:status': LockView;
  'lock:unlock': undefined;
  'lock:set-password': undefined;
  'lock:change-password': undefined;
  'lock:remove-password': undefined;
  'lock:now': undefined;
  'lock:clear-device': undefined;
  'client:status': ClientStatus;
  'network:status': NetworkView;
  'network:retry': undefined;
  'account:create': AccountView;
  'account:restore': AccountView;
  'account:set-name': AccountView;
  'account:discard': undefined;
  'account:recovery-password': string;
  'conversations:list': readonly ConversationView[];
  'conversations:get': ConversationView;
  'conversations:start': ConversationView;
  'conversations:mark-read': undefined;
  'conversations:save-draft': undefined;
  'messages:page': MessagePage;
  'messages:send': MessageView;
  'messages:retry': MessageView;
  'messages:delete': undefined;
  'messages:react': undefined;
  'conversations:set-typing': undefined;
  'conversations:change': undefined;
  'conversations:delete': undefined;
  'requests:accept': undefined;
  'requests:decline': undefined;
  'contacts:set-blocked': undefined;
  'contacts:delete': undefined;
  'privacy:get': PrivacyView;
  'privacy:set': PrivacyView;
  'search:find': SearchPage;
  'media:page': readonly MediaItemView[];
  'contacts:list': ContactPage;
  'requests:list': RequestPage;
  'requests:clear': undefined;
  'names:look-up': { readonly accountId: string };
  'network:settings': NetworkSettingsView;
  'network:set-settings': NetworkSettingsView;
  'account:delete': AccountDeletionView;
  'conversations:export': undefined;
  'profile:backup': BackupView;
  'conversations:set-disappearing': undefined;
  'messages:media-saved': undefined;
  'messages:invite': MessageView;
  'messages:link-preview': LinkPreviewView;
  'conversations:in-sight': undefined;
  'notifications:get': NotificationSettings;
  'notifications:set': NotificationSettings;
  'attachments:download': AttachmentView;
  'attachments:cancel-download': AttachmentView;
  'attachments:save': undefined;
  'account:set-picture': AccountView;
  'account:remove-picture': AccountView;
  'account:contains-recovery-password': boolean;
  'emoji:get': EmojiHabits;
  'emoji:change': EmojiHabits;
  'groups:create': ConversationView;
  'groups:get': GroupView;
  'groups:describe': undefined;
  'groups:set-picture': undefined;
  'groups:remove-picture': undefined;
  'groups:invite': undefined;
  'groups:resend': undefined;
  'groups:promote': undefined;
  'groups:remove': undefined;
  'groups:clear-for-everyone': undefined;
  'groups:destroy': undefined;
  'groups:leave': undefined;
  'conversations:clear': undefined;
  'profile:restore': ClientStatus;
  'profile:health': HealthView;
  'profile:check': HealthView;
  'profile:repair': HealthView;
  'calls:current': CallView | undefined;
  'calls:start': CallView;
  'calls:accept': undefined;
  'calls:decline': undefined;
  'calls:hang-up': undefined;
  'calls:dismiss': undefined;
  'calls:set-switches': undefined;
  'calls:report-media': undefined;
  'attachments:pause': AttachmentView;
  'attachments:resume': AttachmentView;
  'account:recovery-code': string;
  'notifications:preview': undefined;
  'app:export-logs': undefined;
  /** The address that the app was asked to open; it is asked for once. */
  'app:take-link': DeepLink | undefined;
  'communities:preview': RoomPreviewView;
  /** As the server has it: to be decoded in a sandbox. */
  'communities:room-picture': Uint8Array;
  'communities:rooms': RoomDirectoryView;
  'communities:join': ConversationView;
  'communities:get': RoomView;
  'communities:leave': undefined;
  'communities:load-older': { readonly hasOlder: boolean };
  'communities:refresh': undefined;
  'communities:edit-post': ModerationOutcome;
  'communities:delete-all-of': ModerationOutcome;
  'communities:ban': ModerationOutcome;
  'communities:unban': ModerationOutcome;
  'communities:member-rights': MemberRightsView;
  'communities:set-member-rights': ModerationOutcome;
  'communities:set-role': ModerationOutcome;
  'communities:describe': ModerationOutcome;
  'communities:set-picture': ModerationOutcome;
  'communities:pin': ModerationOutcome;
  'communities:unpin': ModerationOutcome;
  'communities:clear-reactions': ModerationOutcome;
  'communities:reactors': readonly (RoomPersonView & { readonly atMs: number })[];
  'communities:people': readonly RoomPersonView[];
  'communities:write-to': ConversationView;
  'communities:invite': undefined;
  'communities:settings': CommunitySettingsView;
  'communities:set-settings': CommunitySettingsView;
  'groups:recreate': ConversationView;
  'app:log-page': LogPageView;
  'app:clear-log': undefined;
  'network:connection': ConnectionView;
  'network:test': ConnectionView;
  'profile:storage': StorageView;
  'profile:compact': CompactionView;
  'profile:cancel-writing': undefined;
  'updates:get': UpdateView;
  /** Answers when the look has ended. */
  'updates:look': UpdateView;
  /** Answers when it was loaded, or could not be. */
  'updates:load': UpdateView;
  'updates:later': UpdateView;
  'updates:apply': undefined;
  'attachments:save-all': SavedFilesView;
}

export type Input<Name extends Channel> = z.infer<(typeof inputs)[Name]>;
export type Output<Name extends Channel> = Outputs[Name];
