import type { FileRow, MessageRow, NewAttachment } from '../../store/index.ts';
import { freshLegacyKey, MAX_ATTACHMENTS } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';
import type { SendText } from '../send/send-text.ts';
import type { Services } from '../services.ts';
import { type FileSource, takeIn } from './attachment-source.ts';
import { contentTypeOf, pixels, safeFileName } from './pointers.ts';

/** A file to be sent, and what is known of it. */
export type OutgoingAttachment = FileSource & {
  readonly contentType: string;
  /** Without one its path is not told either. */
  readonly name?: string | undefined;
  /** Pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly isVoiceMessage?: boolean | undefined;
  readonly durationMs?: number | undefined;
  readonly caption?: string | undefined;
};

type Deps = Pick<Services, 'store' | 'random' | 'localFiles'> & { readonly sendText: SendText };

/** Writes a message of ours with files. They are taken in first; what a crash leaves of that goes at the next start. */
export class SendAttachments {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * @throws {MessagingError} `attachments-too-many` for more than 32 pictures or films, or more than one other file;
   * `attachment-empty`, `attachment-too-large`, `attachment-unreadable`; `attachments-not-allowed` before the other side has accepted us;
   * what {@link SendText.run} throws.
   */
  async run<Message extends { readonly conversationId: number; readonly text: string }>({
    attachments,
    ...message
  }: Message & { readonly attachments: readonly OutgoingAttachment[] }): Promise<MessageRow> {
    const { localFiles, sendText } = this.deps;
    checkNumber(attachments);
    this.checkAllowed(message.conversationId);
    const files: FileRow[] = [];
    try {
      for (const attachment of attachments) files.push(await takeIn(localFiles, attachment));
      const rows = attachments.map((attachment, at) => this.rowOf(attachment, files[at] as FileRow));
      return sendText.run({ ...message, attachments: rows });
    } catch (error) {
      for (const file of files) localFiles.discard(file);
      throw error;
    }
  }

  /** A request is words only (spec 04 §3.10). */
  private checkAllowed(conversationId: number): void {
    const { conversations, contacts } = this.deps.store;
    const conversation = conversations.get(conversationId);
    if (conversation === undefined) throw new MessagingError('conversation-unknown');
    if (conversation.kind !== 'contact') return;
    if (contacts.get(conversation.peerId)?.hasApprovedUs !== true)
      throw new MessagingError('attachments-not-allowed');
  }

  private rowOf(attachment: OutgoingAttachment, file: FileRow): NewAttachment {
    return {
      role: 'attachment',
      contentType: contentTypeOf(attachment.contentType),
      fileName: safeFileName(attachment.name),
      size: file.size,
      width: pixels(attachment.width),
      height: pixels(attachment.height),
      durationMs: attachment.durationMs,
      isVoice: attachment.isVoiceMessage === true,
      caption: attachment.caption,
      key: freshLegacyKey(this.deps.random).key,
      state: 'ready',
      fileId: file.id,
    };
  }
}

function checkNumber(attachments: readonly OutgoingAttachment[]): void {
  const areSeen = attachments.every(({ contentType }) => /^(?:image|video)\//i.test(contentType));
  if (attachments.length > (areSeen ? MAX_ATTACHMENTS : 1)) throw new MessagingError('attachments-too-many');
}
