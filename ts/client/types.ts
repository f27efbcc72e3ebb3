import type {
  Badge,
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
  FileSource,
  OutgoingAttachment,
  OwnReaction,
  SendFailure,
} from '../messaging/index.ts';
import type { Unsubscribe } from '../util/index.ts';

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
  readonly paths: readonly (readonly PathNodeView[])[];
}

/** `sending` until one node of the recipient's swarm has stored it. */
export type MessageState = 'received' | 'sending' | 'sent' | 'failed';

export type {
  Badge,
  ByteRange,
  ComposedPreview,
  ComposedText,
  ConversationChange,
  DeletionScope,
  DesktopCommand,
  DisappearingChoice,
  DownloadFailure,
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
}

export interface MessageView {
  readonly id: number;
  readonly conversationId: number;
  readonly authorId: string;
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
  /** It names us, or answers a message of ours. */
  readonly mentionsUs?: true;
  /** Of a link in the text. */
  readonly preview?: { readonly url: string; readonly title?: string };
  /** To a community, whose full URL it is; the text is empty. */
  readonly invitation?: Invitation;
  /** In the order of the message. */
  readonly attachments: readonly AttachmentView[];
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
}

export interface MessageWithAttachments extends ComposedText {
  readonly attachments: readonly OutgoingAttachment[];
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
  readonly kind: 'contact' | 'note-to-self';
  /** Somebody has written whom we have not approved. */
  readonly isRequest: boolean;
  /** Account ID of the other side; our own for Note to Self. */
  readonly peerId: string;
  /** Name that the contact gave; empty when unknown and for Note to Self. */
  readonly name: string;
  /** What we call them; empty for none. */
  readonly nickname: string;
  readonly isBlocked: boolean;
  /** −1 hidden, from 1 on pinned. */
  readonly priority: number;
  readonly isMarkedUnread: boolean;
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
    'id' | 'text' | 'direction' | 'state' | 'kind' | 'deletion' | 'invitation'
  >;
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
  | { readonly type: 'message-removed'; readonly conversationId: number; readonly messageId: number }
  /** What the desktop is to do, in order; only for those who have one. */
  | { readonly type: 'notification'; readonly command: DesktopCommand }
  /** The number at the icon. */
  | { readonly type: 'badge'; readonly badge: Badge }
  /** A swarm has stored a message of ours: the path that was used, guard first, and how many nodes confirmed. */
  | {
      readonly type: 'delivered';
      readonly messageId: number;
      readonly target: 'recipient' | 'own-swarm';
      readonly path: readonly PathNodeView[];
      readonly storedOn: number;
    }
  /** A file is on its way; at most ten times a second, the end always. */
  | {
      readonly type: 'attachment-progress';
      readonly attachmentId: number;
      readonly messageId: number;
      readonly direction: 'up' | 'down';
      readonly doneBytes: number;
      readonly totalBytes?: number;
    };

/**
 * The whole engine behind one object. Commands take text as people type it and check it; they throw errors with a stable `code`
 * (`ts/util` `CodedError`). Everything that has to reach the network is written to the outbox first and survives a crash.
 */
export interface Client {
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

  messages(query: MessageQuery): MessagePage;
  /**
   * @throws `message-empty`, `message-too-long` (over 2,000 code points), `conversation-unknown`, `store-disk-full`; `message-unknown`
   * and `message-not-open` for a message that cannot be answered; `preview-invalid` for one of no link in the text
   */
  sendMessage(input: ComposedText): MessageView;
  /** Invites to a community, by the URL with its key. @throws `invitation-invalid`, `conversation-unknown` */
  sendInvitation(input: Invitation & { readonly conversationId: number }): MessageView;
  /** Asks a web site for the title of a page, which then sees who asks. @throws `previews-off`, and the codes of `LinkPreviewError` */
  fetchLinkPreview(input: { readonly url: string }): Promise<ComposedPreview>;
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
   * Sends a message with files: 32 pictures and films at most, or one other file, of 10,000,000 bytes each. They are copied before this
   * resolves; then the message is `sending` until they are uploaded and it is stored.
   * @throws `attachments-too-many`, `attachment-empty`, `attachment-too-large`, `attachment-unreadable`; `attachments-not-allowed` before the
   * other side has accepted us; as `sendMessage`, but the text may be empty
   */
  sendAttachments(input: MessageWithAttachments): Promise<MessageView>;
  /** Fetches a file, or tries again. @throws `attachment-unknown`, `attachment-not-available` when it has no address */
  downloadAttachment(id: number): AttachmentView;
  /** Ends a download; the next one begins anew. @throws `attachment-unknown` */
  cancelDownload(id: number): AttachmentView;
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

  /** Lets running transactions end, stops all work, closes the store. */
  close(): Promise<void>;
}
