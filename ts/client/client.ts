import type {
  Badge,
  ClearingScope,
  ComposedFiles,
  ComposedText,
  ConversationChange,
  DeletionScope,
  DisappearingChoice,
  Invitation,
  NotificationSettings,
  EmojiHabits,
  EmojiHabitsChange,
  FilesForFolder,
  FileSource,
  OwnReaction,
} from '../messaging/index.ts';
import type { CommunityCommands } from './community-types.ts';
import type { InsightCommands } from './insight-types.ts';
import type { GroupCommands, NewGroup } from './group-types.ts';
import type { Unsubscribe } from '../util/index.ts';
import type { HealthView, PasswordedFile, UnfinishedView } from './profile-views.ts';
import type { CallCommands } from './call-types.ts';
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
import type {
  AccountView,
  ClientStatus,
  NetworkView,
  PrivacyView,
  MessageView,
  AttachmentView,
  LinkPreviewView,
  AttachmentQuery,
  AttachmentPart,
  ConversationView,
  MessagePage,
  MessageQuery,
  ConversationQuery,
  ClientEvent,
  SavedFilesView,
} from './types.ts';

/**
 * The whole engine behind one object. Commands take text as people type it and check it; they throw errors with a stable `code`
 * (`ts/util` `CodedError`). Everything that has to reach the network is written to the outbox first and survives a crash;
 * only what is of use at once, such as calls, is not.
 */
export interface Client extends CallCommands, GroupCommands, CommunityCommands, InsightCommands {
  status(): ClientStatus;
  network(): NetworkView;
  subscribe(listener: (event: ClientEvent) => void): Unsubscribe;

  /** Makes an account offline. @throws `display-name-empty`, `display-name-too-long`, `account-exists`, `account-other` */
  createAccount(input: { readonly displayName: string }): AccountView;
  /**
   * Restores an account and looks into its swarm, at most 15 s; then the phase is `needs-name`.
   * @throws `recovery-password-*`, `account-exists`; `account-other` when a repair has saved what belongs to another account
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
  /** A new group with the name and the people of one whose access is `legacy`, which stays. Throws as {@link createGroup}, and `group-unknown`. */
  recreateGroup(conversationId: number): ConversationView;
  /**
   * Removes its messages on this device, of notes to oneself on all of our devices if asked. What of that goes over the network is done
   * later; the event `deletion-failed` tells when it cannot be done.
   * @throws `conversation-unknown`; `deletion-not-allowed` for `own-devices` of anything but notes to oneself
   */
  clearMessages(conversationId: number, scope?: ClearingScope): void;
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
  /**
   * Writes a file to a place that a person chose. @throws as `readAttachment`; `attachment-not-saved`, `attachment-no-space`,
   * `attachment-place-forbidden`, `attachment-place-gone`
   */
  saveAttachment(input: { readonly id: number; readonly path: string }): Promise<void>;
  /**
   * Writes files to a folder that a person chose, under their names or, where those are taken, with a number. What is not on this device is
   * left out. @throws as `saveAttachment`, when none could be written; else `failure` says why some were not
   */
  saveAttachments(chosen: FilesForFolder): Promise<SavedFilesView>;
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
  deleteAccount(input: {
    readonly scope: AccountDeletionScope;
    /** With `network`: leaves all groups first that others lead too, for at most 15 s. They are not told otherwise. */
    readonly leavesGroups?: boolean | undefined;
  }): Promise<AccountDeletionView>;

  /**
   * Writes a conversation into a file, as JSON or as a page of HTML; one that is there is replaced.
   * @throws `conversation-unknown`, `no-account`, `export-not-written`, `export-cancelled`
   */
  exportConversation(wish: ConversationExport): Promise<void>;
  /**
   * Writes the whole profile into one file that only the password opens; one that is there is replaced.
   * @throws `no-account`, `export-not-written`, `export-cancelled`, `store-disk-full`, `store-io`
   */
  backup(input: PasswordedFile): Promise<BackupView>;
  /** Ends the exports and the backup that are being written; nothing of them is left. */
  cancelWriting(): void;
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
