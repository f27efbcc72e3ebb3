import type { MessageRow } from '../../store/index.ts';
import type { AttachmentPointer } from '../../wire/index.ts';
import type { IntakeContext } from '../receive/handler.ts';
import { startDownload } from './download-attachments.ts';
import { attachmentOf } from './pointers.ts';

/**
 * Keeps what a message says of its attachments, in its transaction; those of our other devices, of people whom we trust and of
 * groups are fetched, others when somebody asks (spec 04 §3.2). The picture of a preview is one of them.
 */
export function receiveAttachments(
  { repositories, ownId, nowMs }: IntakeContext,
  message: Pick<MessageRow, 'id' | 'authorId' | 'conversationId' | 'deletion'>,
  {
    attachments = [],
    image,
  }: {
    readonly attachments?: readonly AttachmentPointer[] | undefined;
    readonly image?: AttachmentPointer | undefined;
  },
): void {
  const hasNone = attachments.length === 0 && image === undefined;
  if (hasNone || message.deletion !== undefined) return;
  if (repositories.attachments.forMessages([message.id]).length > 0) return;
  const received = [
    ...attachments.map((pointer) => attachmentOf(pointer)),
    ...(image === undefined ? [] : [attachmentOf(image, 'preview-image')]),
  ];
  const rows = repositories.attachments.add(
    message.id,
    received.map(({ attachment }) => attachment),
  );
  const isWanted = message.authorId === ownId || isTrusted(repositories, message);
  rows.forEach((row, at) => {
    const failure = received[at]?.failure;
    if (failure !== undefined) repositories.attachments.setState({ id: row.id, state: 'failed', failure });
    else if (isWanted) startDownload(repositories, row.id, nowMs);
  });
}

function isTrusted(
  { contacts, conversations }: IntakeContext['repositories'],
  { authorId, conversationId }: Pick<MessageRow, 'authorId' | 'conversationId'>,
): boolean {
  if (conversations.get(conversationId)?.kind === 'group') return true;
  const author = contacts.get(authorId);
  return author?.isTrustedForMedia === true && author.isApproved;
}
