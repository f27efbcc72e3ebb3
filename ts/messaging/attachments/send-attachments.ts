import type { AttachmentRole, FileRow, MessageRow, NewAttachment } from '../../store/index.ts';
import { freshLegacyKey, MAX_ATTACHMENTS } from '../../wire/index.ts';
import { MessagingError } from '../errors.ts';
import { type PreviewImage, previewImageType } from '../link-preview/index.ts';
import type { ComposedPreview } from '../send/message-parts.ts';
import type { ComposedText, SendText } from '../send/send-text.ts';
import type { Services } from '../services.ts';
import { type FileSource, takeIn } from './attachment-source.ts';
import { contentTypeOf, pixels, safeFileName, shownCaption } from './pointers.ts';

/**
 * A file to be sent, and what is known of it. Metadata of pictures and films is taken out by whoever hands them over, who has decoded them.
 * The wire has no field for how long a film or a voice message is: that stays here, and receivers hear it from the file itself.
 */
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

/** A text with files, a preview with a picture, or both. */
export interface ComposedFiles extends Omit<ComposedText, 'preview'> {
  readonly attachments: readonly OutgoingAttachment[];
  readonly preview?: (ComposedPreview & { readonly image?: PreviewImage | undefined }) | undefined;
}

type Deps = Pick<Services, 'store' | 'random' | 'localFiles'> & { readonly sendText: SendText };

/** Writes a message of ours with files. They are taken in first; what a crash leaves of that goes at the next start. */
export class SendAttachments {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * A request is words only (spec 04 §3.10): attachments are refused then, the picture of a preview is left out.
   * @throws {MessagingError} `attachments-too-many` for more than 32 pictures or films, or more than one other file;
   * `attachment-empty`, `attachment-too-large`, `attachment-unreadable`; `attachments-not-allowed` before the other side has accepted us;
   * what {@link previewImageType} and {@link SendText.run} throw.
   */
  async run({ attachments, preview, ...message }: ComposedFiles): Promise<MessageRow> {
    const { localFiles, sendText } = this.deps;
    checkNumber(attachments);
    const takesFiles = this.takesFiles(message.conversationId);
    if (attachments.length > 0 && !takesFiles) throw new MessagingError('attachments-not-allowed');
    const outgoing = attachments.map((attachment) => ({ attachment, role: 'attachment' as const }));
    const images = takesFiles && preview?.image !== undefined ? [pictureOf(preview.image)] : [];
    const rows: NewAttachment[] = [];
    try {
      for (const { attachment, role } of [...outgoing, ...images])
        rows.push(this.rowOf(attachment, role, await takeIn(localFiles, attachment)));
      return sendText.run({ ...message, preview, attachments: rows });
    } catch (error) {
      for (const { fileId } of rows) if (fileId !== undefined) localFiles.discard({ id: fileId });
      throw error;
    }
  }

  private takesFiles(conversationId: number): boolean {
    const { conversations, contacts, communities } = this.deps.store;
    const conversation = conversations.get(conversationId);
    if (conversation === undefined) throw new MessagingError('conversation-unknown');
    if (conversation.kind === 'community')
      return communities.room(conversationId)?.info?.rights.upload !== false;
    if (conversation.kind === 'blinded') return false;
    return conversation.kind !== 'contact' || contacts.get(conversation.peerId)?.hasApprovedUs === true;
  }

  private rowOf(attachment: OutgoingAttachment, role: AttachmentRole, file: FileRow): NewAttachment {
    return {
      role,
      contentType: contentTypeOf(attachment.contentType),
      fileName: safeFileName(attachment.name),
      size: file.size,
      width: pixels(attachment.width),
      height: pixels(attachment.height),
      durationMs: attachment.durationMs,
      isVoice: attachment.isVoiceMessage === true,
      caption: shownCaption(attachment.caption),
      key: freshLegacyKey(this.deps.random).key,
      state: 'ready',
      fileId: file.id,
    };
  }
}

/** @throws {MessagingError} `preview-invalid` */
function pictureOf(image: PreviewImage): {
  readonly attachment: OutgoingAttachment;
  readonly role: AttachmentRole;
} {
  return { attachment: { ...image, contentType: previewImageType(image) }, role: 'preview-image' };
}

function checkNumber(attachments: readonly OutgoingAttachment[]): void {
  const areSeen = attachments.every(({ contentType }) => /^(?:image|video)\//i.test(contentType));
  if (attachments.length > (areSeen ? MAX_ATTACHMENTS : 1)) throw new MessagingError('attachments-too-many');
}
