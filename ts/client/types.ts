import type {
  Badge,
  ComposedFiles,
  ComposedPreview,
  ComposedText,
  ByteRange,
  ConversationChange,
  DeletionScope,
  DesktopCommand,
  DisappearingChoice,
  Invitation,
  NotificationSettings,
  DownloadFailure,
  EmojiHabits,
  EmojiHabitsChange,
  FileKind,
  FileSource,
  OutgoingAttachment,
  OwnReaction,
  SendFailure,
} from '../messaging/index.ts';
import type { GroupAccess, GroupCommands, NewGroup } from './group-types.ts';
import type { NetworkErrorCode, SeedSettings } from '../network/index.ts';
import type { Unsubscribe } from '../util/index.ts';
import type { HealthView, PasswordedFile, UnfinishedView } from './profile-views.ts';
import type { CallCommands, CallEvent, CallLineView } from './call-types.ts';
import type {
  ContactPage,
  ContactQuery,
  MediaItemView,
  MediaQuery,
  RequestPage,
  SearchPage,
  SearchQuery,
} from './query-types.ts';
import type {
  AccountDeletionScope,
  AccountDeletionView,
  BackupView,
  ConversationExport,
  NetworkSettingsChange,
  NetworkSettingsView,
} from './account-types.ts';

export type { NetworkErrorCode, SeedSettings };

/** How far this profile is: no account yet, restoring (first look into the swarm, at most 15 s), restored without a name, in use. */
export type ClientPhase = 'no-account' | 'restoring' | 'needs-name' | 'ready';

export interface AccountView {
  /** Account ID, 66 hex characters beginning with `05`. */
  readonly id: string;
  /** Empty while the phase is `needs-name`. */
  readonly displayName: string;
  readonly origin: 'created' | 'restored';
  /** Present when a picture lies on this disk; another number is another picture. */
  readonly picture?: number;
}

export interface ClientStatus {
  readonly phase: ClientPhase;
  readonly account?: AccountView;
}

export interface PathNodeView {
  /** Ed25519 key of the service node, 64 hex characters. */
  readonly id: string;
  readonly ip: string;
}

/** What the path light and the path dialog show. Guard first. */
export interface NetworkView {
  readonly state: 'connecting' | 'online' | 'offline';
  /** While offline, why; `NetworkStatus` of `ts/network` says which there are. */
  readonly problem?: NetworkErrorCode;
  readonly paths: readonly (readonly PathNodeView[])[];
}

/** `sending` until one node of the recipient's swarm has stored it. */
export type MessageState = 'received' | 'sending' | 'sent' | 'failed';

export type {
  Badge,
  ByteRange,
  ComposedFiles,
  ComposedPreview,
  ComposedText,
  ConversationChange,
  DeletionScope,
  DesktopCommand,
  DisappearingChoice,
  DownloadFailure,
  EmojiHabits,
  EmojiHabitsChange,
  FileKind,
  FileSource,
  Invitation,
  NotificationSettings,
  OutgoingAttachment,
  OwnReaction,
  SendFailure,
};

/** Whether messages disappear, what starts their clock, and how many seconds after that; 0 exactly when `off`. */
export interface DisappearingView {
  readonly mode: 'off' | 'after-read' | 'after-send';
  readonly timerS: number;
}

/** What others may know of what we do. */
export interface PrivacyView {
  readonly readReceipts: boolean;
  readonly typingIndicators: boolean;
  /** Web sites are asked for previews of links in what one writes, and see who asks. */
  readonly linkPreviews: boolean;
  /** Calls can be made and taken; the other side of one, and a relay, see our address. */
  readonly calls: boolean;
  /** Calls go over relays only: the other side does not see our address. */
  readonly callsOverRelays: boolean;
}

export interface MessageView {
  readonly id: number;
  readonly conversationId: number;
  readonly authorId: string;
  /** In a group: who wrote it, as we call them. */
  readonly author?: { readonly name: string; readonly picture?: number };
  readonly direction: 'incoming' | 'outgoing';
  readonly text: string;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly state: MessageState;
  readonly failure?: SendFailure;
  /** Outgoing: a copy for our other devices lies in our own swarm. Always true for incoming messages. */
  readonly synced: boolean;
  readonly kind: MessageKind;
  /** What is left is a placeholder: deleted on this device, or taken back for everyone. */
  readonly deletion?: 'locally' | 'globally';
  /** The message that this one answers. */
  readonly quote?: QuoteView;
  /** Outgoing: when its recipient read it, as far as they told. */
  readonly readAtMs?: number;
  /** In the order in which people reacted. */
  readonly reactions: readonly ReactionView[];
  /** How this message disappears; `expiresAtMs` (network time) is there when its clock runs. Absent when it stays. */
  readonly disappears?: DisappearingView & { readonly expiresAtMs?: number };
  /** Of a `timer-update`: what its author has set. */
  readonly timer?: DisappearingView;
  /** Of a `group-update`: what happened, and to whom. */
  readonly groupUpdate?: GroupUpdateView;
  /** It names us, or answers a message of ours. */
  readonly mentionsUs?: true;
  /** Of a link in the text. Its picture is fetched as attachments are. */
  readonly preview?: { readonly url: string; readonly title?: string; readonly image?: AttachmentView };
  /** To a community, whose full URL it is; the text is empty. */
  readonly invitation?: Invitation;
  /** In the order of the message. */
  readonly attachments: readonly AttachmentView[];
  /** Of a `call`. */
  readonly call?: CallLineView;
}

/** One thing that happened in a group; people are account IDs. */
export interface GroupUpdateView {
  readonly name?: string;
  readonly avatarChanged?: boolean;
  readonly joined?: readonly string[];
  readonly joinedWithHistory?: readonly string[];
  readonly removed?: readonly string[];
  readonly promoted?: readonly string[];
  readonly left?: readonly string[];
}

/** A message that another one answers. */
export interface QuoteView {
  readonly authorId: string;
  readonly sentAtMs: number;
  /** The message itself; absent while it is not here. A deleted one is a placeholder without text. */
  readonly original?: {
    readonly id: number;
    /** Its beginning: 300 code points. */
    readonly text: string;
    readonly deletion?: 'locally' | 'globally';
    /** Its first one, as it was when this view was made. */
    readonly attachment?: AttachmentView;
  };
}

/** A file of a message. Its bytes are read by its id. */
export interface AttachmentView {
  readonly id: number;
  readonly contentType: string;
  /** Without folders and without anything that disguises it. */
  readonly fileName?: string;
  /** Bytes. */
  readonly size?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Of what was sent from this device; nobody tells it to others, whose players know it from the file. */
  readonly durationMs?: number;
  readonly caption?: string;
  readonly isVoiceMessage: boolean;
  /**
   * `ready`: on this disk. `pending`: nobody has asked for it. `failed` may be tried again, as far as it has an address; `expired` is gone
   * from the server.
   */
  readonly state: 'pending' | 'downloading' | 'ready' | 'failed' | 'expired';
  /** While `failed`. */
  readonly failure?: DownloadFailure;
  /** Ours, and on no server yet: its message waits for it. Absent when that has failed; then the message is sent again. */
  readonly isUploading?: true;
  /** Its upload or download is held by hand: `isUploading`, or `pending`. */
  readonly isPaused?: true;
}

/** What a web site says of a link. */
export interface LinkPreviewView extends ComposedPreview {
  /** As the site has it: to be decoded in a sandbox and encoded anew, before it is shown or sent. 1 MiB at most. */
  readonly image?: { readonly bytes: Uint8Array; readonly contentType: string };
}

export interface AttachmentQuery {
  readonly id: number;
  /** Without one, the whole file. */
  readonly range?: ByteRange | undefined;
}

/** Plaintext of a file. */
export interface AttachmentPart {
  readonly bytes: Uint8Array;
  /** Of the whole file, bytes. */
  readonly size: number;
  readonly contentType: string;
}

export interface ReactionView {
  readonly senderId: string;
  readonly emoji: string;
}

/** `text` is what a person wrote; the others are lines about what happened. */
export type MessageKind =
  | 'text'
  | 'timer-update'
  | 'request-accepted'
  | 'request-accepted-by-us'
  | 'media-saved'
  | 'screenshot'
  | 'call'
  | 'group-update';

export interface ConversationView {
  readonly id: number;
  readonly kind: 'contact' | 'note-to-self' | 'group';
  /** Of a group: what we may do there. */
  readonly groupAccess?: GroupAccess;
  /** Of a group: nobody who leads it was there for 30 days, and nothing of it is left on the network. It can be left, and not written to. */
  readonly isGroupExpired?: true;
  /** Somebody has written whom we have not approved. */
  readonly isRequest: boolean;
  /** Account ID of the other side; our own for Note to Self; of a group `03…`. */
  readonly peerId: string;
  /** Name that the contact gave; empty when unknown and for Note to Self. */
  readonly name: string;
  /** What we call them; empty for none. */
  readonly nickname: string;
  readonly isBlocked: boolean;
  /** −1 hidden, from 1 on pinned. */
  readonly priority: number;
  readonly isMarkedUnread: boolean;
  /** What of it is told on the desktop; `default` is `all` for people. */
  readonly notify: 'default' | 'all' | 'mentions' | 'none';
  /** Nothing is told until then, s since the epoch; 0 for not muted. */
  readonly mutedUntilS: number;
  /** They have accepted us, so that files and voice messages may be sent; always so in Note to Self and in groups. */
  readonly hasApprovedUs: boolean;
  /** What they send is downloaded unasked. */
  readonly isTrustedForMedia: boolean;
  /** Present when a picture lies on this disk; another number is another picture. */
  readonly picture?: number;
  readonly lastActiveMs: number;
  readonly unreadCount: number;
  readonly lastReadMs: number;
  readonly draft: string;
  /** How what we write disappears. */
  readonly disappearing: DisappearingView;
  /** How many of the unread messages mention us. */
  readonly mentionCount: number;
  /** The message that the draft answers, as long as it can be answered. */
  readonly draftQuote?: QuoteView;
  readonly lastMessage?: Pick<
    MessageView,
    'id' | 'text' | 'direction' | 'state' | 'readAtMs' | 'kind' | 'deletion' | 'invitation' | 'call'
  > & {
    /** What its first file is; of those that have one. */
    readonly file?: FileKind;
  };
}

/** Place in a conversation: order is by sent-at, then id. */
export interface MessageCursor {
  readonly sentAtMs: number;
  readonly id: number;
}

/** Messages in ascending order, and whether there are more on either side. */
export interface MessagePage {
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

export interface MessageQuery {
  readonly conversationId: number;
  /** Only older than this; neither given: the newest, or around the first unread message. */
  readonly before?: MessageCursor | undefined;
  readonly after?: MessageCursor | undefined;
  /** Start at the first unread message, if there is one. */
  readonly atFirstUnread?: boolean | undefined;
  /** Around this message; id. */
  readonly around?: number | undefined;
  /** 1…200 */
  readonly limit: number;
}

export interface ConversationQuery {
  readonly before?: { readonly lastActiveMs: number; readonly id: number } | undefined;
  /** 1…200 */
  readonly limit: number;
}

/** One thing that changed. Views are whole and replace what was known under the same id. */
export type ClientEvent =
  | { readonly type: 'status'; readonly status: ClientStatus }
  | { readonly type: 'network'; readonly network: NetworkView }
  | { readonly type: 'conversation'; readonly conversation: ConversationView }
  | { readonly type: 'message'; readonly message: MessageView }
  /** Somebody begins or ends to type; without an end it ends by itself after 15 s. */
  | { readonly type: 'typing'; readonly conversationId: number; readonly isTyping: boolean }
  | { readonly type: 'conversation-removed'; readonly conversationId: number }
  /** Many of its messages have gone at once. */
  | { readonly type: 'conversation-cleared'; readonly conversationId: number }
  /** Several messages at once; each as in `message`. */
  | { readonly type: 'messages'; readonly messages: readonly MessageView[] }
  | { readonly type: 'message-removed'; readonly conversationId: number; readonly messageId: number }
  /** What the desktop is to do, in order; only for those who have one. */
  | { readonly type: 'notification'; readonly command: DesktopCommand }
  /** The number at the icon. */
  | { readonly type: 'badge'; readonly badge: Badge }
  /** A swarm has stored a message of ours: the path that was used, guard first, and how many nodes confirmed. */
  | {
      readonly type: 'delivered';
      readonly messageId: number;
      readonly target: 'recipient' | 'own-swarm' | 'group';
      readonly path: readonly PathNodeView[];
      readonly storedOn: number;
    }
  /** How far the backup is that is being written. */
  | { readonly type: 'backup-progress'; readonly doneBytes: number; readonly totalBytes: number }
  /** How much of a backup was read that is to take the place of this profile. */
  | { readonly type: 'restore-progress'; readonly doneBytes: number; readonly totalBytes: number }
  /** The database is looked at, or was. */
  | { readonly type: 'health'; readonly health: HealthView }
  /** A file is on its way; at most ten times a second, the end always. */
  | {
      readonly type: 'attachment-progress';
      readonly attachmentId: number;
      readonly messageId: number;
      readonly direction: 'up' | 'down';
      readonly doneBytes: number;
      readonly totalBytes?: number;
    }
  | CallEvent;

/**
 * The whole engine behind one object. Commands take text as people type it and check it; they throw errors with a stable `code`
 * (`ts/util` `CodedError`). Everything that has to reach the network is written to the outbox first and survives a crash;
 * only what is of use at once, such as calls, is not.
 */
export interface Client extends CallCommands, GroupCommands {
  status(): ClientStatus;
  network(): NetworkView;
  subscribe(listener: (event: ClientEvent) => void): Unsubscribe;

  /** Makes an account offline. @throws `display-name-empty`, `display-name-too-long`, `account-exists` */
  createAccount(input: { readonly displayName: string }): AccountView;
  /**
   * Restores an account and looks into its swarm, at most 15 s; then the phase is `needs-name`.
   * @throws `recovery-password-*`, `account-exists`
   */
  restoreAccount(input: { readonly recoveryPassword: string }): Promise<AccountView>;
  /** @throws `display-name-empty`, `display-name-too-long`, `no-account` */
  setDisplayName(input: { readonly displayName: string }): AccountView;
  /** Forgets an account that has not been `ready` yet, with everything fetched for it. @throws `account-in-use` */
  discardAccount(): Promise<void>;
  /** The 13 words. @throws `no-account` */
  recoveryPassword(): string;
  /** The same as a code for another device to read: the seed, 32 hex characters (spec 01 §3). @throws `no-account` */
  recoveryCode(): string;

  conversations(query: ConversationQuery): readonly ConversationView[];
  /** @throws `conversation-unknown` */
  conversation(id: number): ConversationView;
  /** Opens the conversation with an Account ID as typed; our own opens Note to Self. @throws `account-id-*` */
  startConversation(input: { readonly accountId: string }): ConversationView;
  /** Everything up to this sent-at has been seen. */
  markRead(input: { readonly conversationId: number; readonly upToSentAtMs: number }): void;
  /** Keeps what is not sent yet, and what it answers if that can be answered. @throws `conversation-unknown` */
  saveDraft(input: {
    readonly conversationId: number;
    readonly text: string;
    readonly quoteMessageId?: number | undefined;
  }): void;

  /** @throws `conversation-unknown`; `message-unknown` for an `around` that is not there */
  messages(query: MessageQuery): MessagePage;
  /**
   * @throws `message-empty`, `message-too-long` (over 2,000 code points), `conversation-unknown`, `store-disk-full`; `message-unknown`
   * and `message-not-open` for a message that cannot be answered; `preview-invalid` for one of no link in the text
   */
  sendMessage(input: ComposedText): MessageView;
  /** Invites to a community, by the URL with its key. @throws `invitation-invalid`, `conversation-unknown` */
  sendInvitation(input: Invitation & { readonly conversationId: number }): MessageView;
  /**
   * Asks a web site for title and, if it is wanted, picture of a page; the site sees who asks.
   * @throws `previews-off`, and the codes of `LinkPreviewError`
   */
  fetchLinkPreview(input: {
    readonly url: string;
    readonly isImageWanted?: boolean | undefined;
  }): Promise<LinkPreviewView>;
  /** Sends a failed message again. @throws `message-unknown`, `message-not-failed` */
  retryMessage(id: number): MessageView;
  /**
   * `device`: here only; one that still waits to be sent is not sent. `own-devices`: notes to oneself, everywhere. `everyone`: our own
   * messages, from the other side too. @throws `message-unknown`, `deletion-not-allowed`: then none is deleted
   */
  deleteMessages(input: { readonly ids: readonly number[]; readonly scope: DeletionScope }): void;
  /** @throws `message-unknown`, `message-not-open`, `emoji-invalid`, `too-many-reactions` */
  react(reaction: OwnReaction): void;
  /** Tells the other side, if both want to know. */
  setTyping(input: { readonly conversationId: number; readonly isTyping: boolean }): void;
  /** @throws `conversation-unknown`, `nickname-too-long` */
  changeConversation(input: { readonly id: number; readonly change: ConversationChange }): void;
  /** Whoever has asked may write to us from now on. @throws `conversation-unknown` */
  acceptRequest(conversationId: number): void;
  /** Nothing is sent; the messages go. @throws `conversation-unknown` */
  declineRequest(conversationId: number): void;
  /** @throws `conversation-unknown` */
  setBlocked(input: { readonly id: number; readonly isBlocked: boolean }): void;
  /** Here and on our other devices; the contact stays. @throws `conversation-unknown` */
  deleteConversation(id: number): void;
  /** @throws `conversation-unknown` */
  deleteContact(id: number): void;
  /**
   * Makes a group; members are invited as soon as its swarm has it.
   * @throws `group-name-empty`, `group-name-too-long` (100 bytes), `group-without-members`, `group-full` (100), `account-id-*`
   */
  createGroup(input: NewGroup): ConversationView;
  /** Removes its messages on this device. @throws `conversation-unknown` */
  clearMessages(conversationId: number): void;
  /**
   * Sends a message with files: 32 pictures and films at most, or one other file, of 10,000,000 bytes each; or with none, and a preview
   * with a picture of 1 MiB at most. They are copied before this resolves; then the message is `sending` until they are uploaded and it is
   * stored. Whoever has not accepted us gets the preview without its picture.
   * @throws `attachments-too-many`, `attachment-empty`, `attachment-too-large`, `attachment-unreadable`; `attachments-not-allowed` before the
   * other side has accepted us; as `sendMessage`, but the text may be empty
   */
  sendAttachments(input: ComposedFiles): Promise<MessageView>;
  /** Fetches a file, or tries again. @throws `attachment-unknown`, `attachment-not-available` when it has no address */
  downloadAttachment(id: number): AttachmentView;
  /** Ends a download; the next one begins anew. @throws `attachment-unknown` */
  cancelDownload(id: number): AttachmentView;
  /**
   * Holds the upload or download of a file, also over a restart; its message waits for an upload. What is not on its way stays as it is.
   * @throws `attachment-unknown`
   */
  pauseTransfer(id: number): AttachmentView;
  /** Goes on with what is paused: from the beginning, since servers give and take files whole. @throws `attachment-unknown` */
  resumeTransfer(id: number): AttachmentView;
  /** What would stop in the middle if the program ended now. */
  unfinished(): UnfinishedView;
  /**
   * The bytes of a file that is `ready`, or a part of them, and of how many they are.
   * @throws `attachment-unknown`, `attachment-not-available`, `attachment-unreadable`
   */
  readAttachment(query: AttachmentQuery): Promise<AttachmentPart>;
  /** The same as a stream, inside the engine's process. @throws as `readAttachment` */
  openAttachment(id: number): AsyncIterable<Uint8Array>;
  /** Writes a file to a place that a person chose. @throws as `readAttachment`; `attachment-not-saved` */
  saveAttachment(input: { readonly id: number; readonly path: string }): Promise<void>;
  /**
   * Our picture: shown here at once, uploaded and told to others later.
   * @throws `attachment-unreadable`, `attachment-empty`, `attachment-too-large` (10,000,000 bytes), `no-account`
   */
  setProfilePicture(source: FileSource): Promise<AccountView>;
  removeProfilePicture(): AccountView;
  /** The picture of an account, ours too. @throws `picture-not-available` when none lies on this disk */
  readPicture(accountId: string): Promise<Uint8Array>;
  privacy(): PrivacyView;
  setPrivacy(change: Partial<PrivacyView>): PrivacyView;
  /**
   * How what we write disappears from now on; leaves a line on both sides. After reading: 5 min, 1 h, and as after sending: 12 h, 1, 7,
   * 14 days, which is all that Note to Self has. @throws `conversation-unknown`, `timer-not-offered`; `conversation-not-open` while it
   * is a request of either side, and for somebody whom we have blocked
   */
  setDisappearing(choice: DisappearingChoice): void;
  /** Something of this message was saved outside of the app: its author is told, if we have approved them. @throws `message-unknown` */
  noteMediaSaved(messageId: number): void;

  /** People by name and messages by their words. @throws `account-id-*` for an author that is none */
  search(query: SearchQuery): SearchPage;
  /** Attachments of a conversation, newest first. @throws `conversation-unknown` */
  media(query: MediaQuery): readonly MediaItemView[];
  contacts(query: ContactQuery): ContactPage;
  messageRequests(query: ConversationQuery): RequestPage;
  /** Declines all of them. */
  clearRequests(): Promise<void>;
  /** The account that a name stands for. @throws `name-invalid`, `name-not-found`, `name-unreachable` */
  lookUpName(input: { readonly name: string }): Promise<{ readonly accountId: string }>;
  networkSettings(): NetworkSettingsView;
  /**
   * A proxy counts at once: what is connected otherwise is cut first. Seeds and file server count from the next start.
   * @throws `proxy-invalid`, `seed-invalid`, `file-url-invalid`, `file-server-unknown`: then nothing changes
   */
  setNetworkSettings(change: NetworkSettingsChange): NetworkSettingsView;
  /**
   * Stops everything and forgets the account with all that came with it; then the phase is `no-account`. With `network` our swarm
   * deletes everything first, and only when all of its nodes have signed for that the account is deleted here.
   * @throws `no-account`; `network-unreachable`: then the account is still in use
   */
  deleteAccount(input: { readonly scope: AccountDeletionScope }): Promise<AccountDeletionView>;

  /**
   * Writes a conversation into a file, as JSON or as a page of HTML; one that is there is replaced.
   * @throws `conversation-unknown`, `no-account`, `export-not-written`
   */
  exportConversation(wish: ConversationExport): Promise<void>;
  /**
   * Writes the whole profile into one file that only the password opens; one that is there is replaced.
   * @throws `no-account`, `export-not-written`, `store-disk-full`, `store-io`
   */
  backup(input: PasswordedFile): Promise<BackupView>;
  /**
   * Builds a profile out of a backup, under the key of this one. When this resolves it is the profile: close the client and make a new one. Until
   * then nothing has changed. What this device has chosen of the network stays.
   * @throws `backup-not-one`, `backup-newer`, `backup-wrong-password`, `backup-truncated`, `backup-damaged`, `store-newer-schema`,
   * `store-corrupt`, `store-disk-full`, `store-io`, `out-of-memory`
   */
  restoreBackup(input: PasswordedFile): Promise<void>;
  /** How the database is; what changes of it comes as an event. */
  health(): HealthView;
  /**
   * Looks at every byte of the database. Done by itself once a week and after a crash.
   * @throws `store-disk-full`, `store-io`
   */
  checkHealth(): Promise<HealthView>;

  /** The machine woke up or changed its network: reconnect and poll at once. */
  connectivityChanged(): void;
  /** Whether a person looks at the app; sets the pace of polling. */
  setFocused(focused: boolean): void;
  /** Which conversation is in sight while the window is; nothing that comes there is notified of. */
  setOpenConversation(input: { readonly conversationId?: number | undefined }): void;
  /** While the screen is locked notifications say nothing but that there is something. */
  setLocked(isLocked: boolean): void;
  notificationSettings(): NotificationSettings;
  setNotificationSettings(change: Partial<NotificationSettings>): NotificationSettings;
  /** What is unread where it deserves attention; later numbers come as events. */
  badge(): Badge;

  /** Which emoji were used last, and in which skin tone. */
  emojiHabits(): EmojiHabits;
  changeEmojiHabits(change: EmojiHabitsChange): EmojiHabits;
  /** Whether a text gives our recovery password away, so that whoever is about to send it can be warned. @throws `no-account` */
  containsRecoveryPassword(input: { readonly text: string }): boolean;

  /** Lets running transactions end, stops all work, closes the store. */
  close(): Promise<void>;
}
