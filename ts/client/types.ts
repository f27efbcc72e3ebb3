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
  SavedFiles,
  SendFailure,
} from '../messaging/index.ts';
import type { BlindedPeerView, CommunityNotice, PostView, RoomSummaryView } from './community-parts.ts';
import type { GroupAccess, GroupSummaryView } from './group-types.ts';
import type { NetworkErrorCode, SeedSettings } from '../network/index.ts';
import type { HealthView } from './profile-views.ts';
import type { CallEvent, CallLineView } from './call-types.ts';

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
  /**
   * Fewer than two nodes of our swarm have told yet what our devices have agreed on (spec 04 §7): conversations, contacts and groups
   * that are not here may be there.
   */
  readonly isIncomplete?: true;
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
  /** What blocked people write in groups from now on is shown. */
  readonly showsBlockedInGroups: boolean;
  /** People who know us from a community only may write to us. Known to all of our devices, and to whoever reads what we post. */
  readonly communityRequests: boolean;
}

export interface MessageView {
  readonly id: number;
  readonly conversationId: number;
  readonly authorId: string;
  /** In a group or community: who wrote it, as we call them. */
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
  /** In a group: what those are called whom it is about, names or answers, and who reacted; by account ID, nobody without a name. */
  readonly people?: Readonly<Record<string, string>>;
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
  /** Of a message in a community. */
  readonly post?: PostView;
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

/** What became of files that were to go to a folder. */
export type SavedFilesView = SavedFiles;

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
  /** `blinded`: somebody whom we only know from a community. */
  readonly kind: 'contact' | 'note-to-self' | 'group' | 'community' | 'blinded';
  /** Of a group: what we may do there. */
  readonly groupAccess?: GroupAccess;
  /** Of a group that we are in. */
  readonly members?: GroupSummaryView;
  /** Of a group: nobody who leads it was there for 30 days, and nothing of it is left on the network. It can be left, and not written to. */
  readonly isGroupExpired?: true;
  /** Of a community. */
  readonly community?: RoomSummaryView;
  /** Of somebody whom we only know from a community. */
  readonly blinded?: BlindedPeerView;
  /** Somebody has written whom we have not approved. */
  readonly isRequest: boolean;
  /**
   * Account ID of the other side; our own for Note to Self; of a group `03…`; of somebody from a community their blinded ID; of a room
   * `{base}/{room}`, and its picture is shown as `room-{id}`.
   */
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
    | 'id'
    | 'authorId'
    | 'author'
    | 'text'
    | 'direction'
    | 'state'
    | 'readAtMs'
    | 'kind'
    | 'deletion'
    | 'invitation'
    | 'call'
    | 'timer'
    | 'groupUpdate'
    | 'people'
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
  /** Somebody begins or ends to type; whoever shows it ends it after 15 s without a word. */
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
  /** How many messages of a conversation were read that is being exported; at most ten times a second. */
  | { readonly type: 'export-progress'; readonly conversationId: number; readonly messages: number }
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
  | CommunityNotice
  /** What was deleted here will not be deleted elsewhere, however often it is tried. */
  | { readonly type: 'deletion-failed' }
  | CallEvent;
