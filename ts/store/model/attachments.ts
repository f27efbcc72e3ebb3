import type { MessageCursor } from './messages.ts';
import type { PersonId } from './people.ts';

export type AttachmentRole = 'attachment' | 'preview-image';
/** `failed` may be tried again; `expired` is gone from the server for good. */
export type AttachmentState = 'pending' | 'downloading' | 'ready' | 'failed' | 'expired';

export interface AttachmentRow extends NewAttachment {
  readonly id: number;
  readonly messageId: number;
  readonly position: number;
  /** Code of the reason while `state` is `failed`. */
  readonly failure: string | undefined;
  /** Held by hand: nobody brings or fetches it until somebody wants it again. */
  readonly isPaused: boolean;
  readonly fileId: number | undefined;
}

/** Bytes where not said otherwise. */
export interface NewAttachment {
  readonly role: AttachmentRole;
  readonly contentType: string;
  readonly fileName?: string | undefined;
  /** Of the plaintext. */
  readonly size?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly isVoice: boolean;
  readonly caption?: string | undefined;
  /** Where it lies on a file server. */
  readonly url?: string | undefined;
  /** 32 bytes, or 64 of the legacy scheme. */
  readonly key?: Uint8Array | undefined;
  /** 32, legacy scheme only. */
  readonly digest?: Uint8Array | undefined;
  readonly state: AttachmentState;
  readonly fileId?: number | undefined;
}

/** Where an attachment of ours came to lie. */
export interface UploadedAttachment {
  readonly id: number;
  readonly url: string;
  readonly key?: Uint8Array;
  readonly digest?: Uint8Array;
}

/** Tabs of the media panel. Links are messages, the others attachments. */
export type MediaKind = 'media' | 'voice' | 'files';

/** The attachments of one kind of one message, in its order. */
export interface MediaItem extends MessageCursor {
  /** Of the message. */
  readonly id: number;
  readonly authorId: PersonId;
  readonly sentAtMs: number;
  readonly attachments: readonly AttachmentRow[];
}

export interface AttachmentRepository {
  get(id: number): AttachmentRow | undefined;
  /**
   * Gives a message its attachments, in this order; those of one role only once.
   * @throws {StoreError} `store-not-found` for an unknown message or file, `store-conflict`
   */
  add(messageId: number, attachments: readonly NewAttachment[]): readonly AttachmentRow[];
  /** By message and position; previews' pictures last. */
  forMessages(messageIds: readonly number[]): readonly AttachmentRow[];
  /** Whatever was paused is so no more. @throws {StoreError} `store-not-found` */
  setState(change: {
    readonly id: number;
    readonly state: Exclude<AttachmentState, 'ready'>;
    readonly failure?: string;
  }): AttachmentRow;
  /**
   * The attachment lies on this disk.
   * @throws {StoreError} `store-not-found` for it or the file.
   */
  setReady(change: { readonly id: number; readonly fileId: number }): AttachmentRow;
  /** @throws {StoreError} `store-not-found` */
  setUploaded(upload: UploadedAttachment): AttachmentRow;
  /** It lies on no server: it is to be uploaded, anew if it was before. @throws {StoreError} `store-not-found` */
  setUnsent(id: number): AttachmentRow;
  /** @throws {StoreError} `store-not-found` */
  setPaused(change: { readonly id: number; readonly isPaused: boolean }): AttachmentRow;
  /** Takes one away; its file goes when nothing else refers to it. False when it was gone. */
  remove(id: number): boolean;
  /** At most `limit` in a state, oldest first, after an id. */
  inState(query: {
    readonly state: Exclude<AttachmentState, 'ready'>;
    readonly limit: number;
    readonly afterId?: number;
  }): readonly AttachmentRow[];
  /** What is still pending and not paused of the newest `messages` messages of a conversation, newest first. */
  pendingIn(query: { readonly conversationId: number; readonly messages: number }): readonly AttachmentRow[];
  /** Removes the attachments of all messages of a conversation that were sent up to a moment; their words stay. */
  deleteSentUpTo(query: { readonly conversationId: number; readonly sentAtMs: number }): void;
  /** The newest `limit` messages with attachments of a kind, newest first, before a cursor; or the oldest ones after one, oldest first. */
  media(query: {
    readonly conversationId: number;
    readonly kind: MediaKind;
    readonly limit: number;
    readonly before?: MessageCursor;
    readonly after?: MessageCursor;
  }): readonly MediaItem[];
}
