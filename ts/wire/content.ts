import type { GroupUpdate } from './group-update.ts';
import type { ProMessage } from './pro-message.ts';

/** How a message disappears; `unknown` is what senders write when it does not. */
export type ExpirationType = 'unknown' | 'delete-after-read' | 'delete-after-send';

/** What a message says, once it is decrypted and without its padding (spec 04 §1.2). */
export interface Content {
  readonly payload: Payload;
  /** The authenticated sent time. Every message we write has it; old senders' have not. */
  readonly sigTimestampMs?: number | undefined;
  readonly expirationType?: ExpirationType | undefined;
  /** Seconds; 0 or absent: does not disappear. */
  readonly expirationTimerS?: number | undefined;
  readonly proMessage?: ProMessage | undefined;
  /** 64 bytes, only in community posts. */
  readonly proSigForCommunity?: Uint8Array | undefined;
}

export type Payload =
  | DataMessage
  | ReceiptMessage
  | TypingMessage
  | DataExtractionNotification
  | UnsendRequest
  | CallMessage
  | MessageRequestResponse
  | EmptyPayload;

/** None of the known payloads: a message of a newer client, to be dropped. */
export interface EmptyPayload {
  readonly kind: 'empty';
}

/** Visible messages, reactions, timer updates and group updates (spec 04 §1.3). */
export interface DataMessage {
  readonly kind: 'data';
  readonly body?: string | undefined;
  /** At most 32. */
  readonly attachments?: readonly AttachmentPointer[] | undefined;
  /** The message changes the conversation's disappearing setting; it has neither body nor attachments. */
  readonly isExpirationTimerUpdate?: boolean | undefined;
  /** 32 bytes: opens the sender's profile picture. */
  readonly profileKey?: Uint8Array | undefined;
  readonly profile?: Profile | undefined;
  readonly quote?: Quote | undefined;
  readonly previews?: readonly LinkPreview[] | undefined;
  readonly reaction?: Reaction | undefined;
  readonly communityInvitation?: CommunityInvitation | undefined;
  /** Only in copies to our own swarm: the ID of the conversation (05…, 03…) to which the message went. */
  readonly syncTarget?: string | undefined;
  /** Only in community posts. */
  readonly blocksCommunityMessageRequests?: boolean | undefined;
  readonly groupUpdate?: GroupUpdate | undefined;
}

export interface Quote {
  /** Sent time of the quoted message. */
  readonly sentAtMs: number;
  /** Account ID, or blinded ID inside a community. */
  readonly author: string;
}

export interface LinkPreview {
  readonly url: string;
  readonly title?: string | undefined;
  readonly image?: AttachmentPointer | undefined;
}

export interface Reaction {
  /** Sent time of the message that is reacted to. */
  readonly targetSentAtMs: number;
  readonly targetAuthor: string;
  readonly emoji?: string | undefined;
  readonly action: 'react' | 'remove';
}

export interface CommunityInvitation {
  /** Full URL of the room with `?public_key=`. */
  readonly url: string;
  readonly name: string;
}

export interface Profile {
  readonly displayName?: string | undefined;
  readonly pictureUrl?: string | undefined;
  /** Seconds since the epoch; some senders write milliseconds (spec 04 §2.6). */
  readonly updatedAtS?: number | undefined;
}

/** Where an attachment is and what opens it. The lengths of `key` and `digest` tell the encryption (spec 01 §6.1). */
export interface AttachmentPointer {
  /** Only for old readers: the numeric end of `url`, else 0. */
  readonly deprecatedId: bigint;
  readonly contentType?: string | undefined;
  readonly key?: Uint8Array | undefined;
  /** Bytes of plaintext before padding. */
  readonly size?: number | undefined;
  readonly digest?: Uint8Array | undefined;
  readonly fileName?: string | undefined;
  /** Bit 0: a voice message. */
  readonly flags?: number | undefined;
  /** Pixels. */
  readonly width?: number | undefined;
  /** Pixels. */
  readonly height?: number | undefined;
  readonly caption?: string | undefined;
  readonly url?: string | undefined;
}

export interface ReceiptMessage {
  readonly kind: 'receipt';
  /** `delivery` receipts are of the past: to be ignored. */
  readonly type: 'delivery' | 'read';
  /** Sent times of the messages that were read. */
  readonly timestampsMs: readonly number[];
}

export interface TypingMessage {
  readonly kind: 'typing';
  readonly timestampMs: number;
  readonly action: 'started' | 'stopped';
}

export interface DataExtractionNotification {
  readonly kind: 'data-extraction';
  readonly type: 'screenshot' | 'media-saved';
  readonly timestampMs?: number | undefined;
}

export interface UnsendRequest {
  readonly kind: 'unsend';
  /** Sent time of the message to delete. */
  readonly timestampMs: number;
  readonly author: string;
}

export interface MessageRequestResponse {
  readonly kind: 'message-request-response';
  readonly isApproved: boolean;
  /** 32 bytes. */
  readonly profileKey?: Uint8Array | undefined;
  readonly profile?: Profile | undefined;
}

export type CallMessageType =
  'pre-offer' | 'offer' | 'answer' | 'provisional-answer' | 'ice-candidates' | 'end-call';

export interface CallMessage {
  readonly kind: 'call';
  readonly type: CallMessageType;
  readonly sdps?: readonly string[] | undefined;
  readonly sdpMLineIndexes?: readonly number[] | undefined;
  readonly sdpMids?: readonly string[] | undefined;
  /** UUID v4, lower case with dashes. */
  readonly uuid: string;
}
