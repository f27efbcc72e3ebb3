import type { AttachmentRow, MessageRow } from '../../store/index.ts';
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

/** Pictures and voice messages up to this size are fetched unasked in rooms, where we do not know most people. */
const FETCHED_IN_ROOMS_BYTES = 2_000_000;

/**
 * As {@link receiveAttachments} of a post: files lie on the room's own server, as they are (spec 05 §9). One that was edited may have
 * others than before.
 */
export function receivePostFiles(
  { repositories, nowMs }: Pick<IntakeContext, 'repositories' | 'nowMs'>,
  message: Pick<MessageRow, 'id' | 'direction'>,
  {
    attachments = [],
    image,
  }: {
    readonly attachments?: readonly AttachmentPointer[] | undefined;
    readonly image?: AttachmentPointer | undefined;
  },
): void {
  const received = [
    ...attachments.map((pointer) => attachmentOf(pointer, 'attachment', { place: 'community' })),
    ...(image === undefined ? [] : [attachmentOf(image, 'preview-image', { place: 'community' })]),
  ];
  const before = repositories.attachments.forMessages([message.id]);
  const areSame =
    before.length === received.length &&
    before.every((row, at) => row.url === received[at]?.attachment.url && row.url !== undefined);
  if (areSame) return;
  for (const { id } of before) repositories.attachments.remove(id);
  const rows = repositories.attachments.add(
    message.id,
    received.map(({ attachment }) => attachment),
  );
  rows.forEach((row, at) => {
    const failure = received[at]?.failure;
    if (failure !== undefined) repositories.attachments.setState({ id: row.id, state: 'failed', failure });
    else if (message.direction === 'outgoing' || isLight(row)) startDownload(repositories, row.id, nowMs);
  });
}

function isLight({ contentType, isVoice, size = 0 }: AttachmentRow): boolean {
  return size <= FETCHED_IN_ROOMS_BYTES && (isVoice || contentType.startsWith('image/'));
}

function isTrusted(
  { contacts, conversations }: IntakeContext['repositories'],
  { authorId, conversationId }: Pick<MessageRow, 'authorId' | 'conversationId'>,
): boolean {
  if (conversations.get(conversationId)?.kind === 'group') return true;
  const author = contacts.get(authorId);
  return author?.isTrustedForMedia === true && author.isApproved;
}
