import {
  type DownloadFailure,
  type SendFailure,
  callRowKind,
  cutToCodePoints,
  fileKindOf,
  isQuotableIn,
  isUnsent,
} from '../messaging/index.ts';
import type { NetworkStatus } from '../network/index.ts';
import type {
  AccountRow,
  AttachmentRow,
  ContactRow,
  ConversationRow,
  MessageDetails,
  MessageExpiration,
  MessageRow,
  QuoteKey,
  ReactionRow,
} from '../store/index.ts';
import type {
  AccountView,
  AttachmentView,
  ConversationView,
  MessageState,
  MessageView,
  NetworkView,
  PathNodeView,
  QuoteView,
} from './types.ts';

export function accountView({ accountId, displayName, origin }: AccountRow): AccountView {
  return { id: accountId, displayName, origin };
}

/** A message that is spoken of, with the first of its files. */
export interface MessageWithFile {
  readonly row: MessageRow;
  readonly file: AttachmentRow | undefined;
}

/** Code points of a quoted text: what a page shows of it. */
const QUOTED_CODE_POINTS = 300;

function messageView(
  row: MessageRow,
  {
    reactions,
    attachments,
    quoted,
    author,
    people,
  }: {
    readonly reactions: readonly ReactionRow[];
    readonly attachments: readonly AttachmentRow[];
    readonly quoted: MessageWithFile | undefined;
    readonly author: MessageView['author'];
    readonly people: MessageView['people'];
  },
): MessageView {
  return {
    id: row.id,
    conversationId: row.conversationId,
    authorId: row.authorId,
    ...(author === undefined ? {} : { author }),
    direction: row.direction,
    text: row.body,
    sentAtMs: row.sentAtMs,
    receivedAtMs: row.receivedAtMs,
    state: messageState(row),
    ...(row.state === 'failed' ? { failure: (row.failure ?? 'unexpected') as SendFailure } : {}),
    synced: row.direction === 'incoming' || row.isSynced,
    kind: row.kind,
    ...(row.deletion === undefined ? {} : { deletion: row.deletion }),
    ...(row.quote === undefined ? {} : { quote: quoteView(row.quote, quoted) }),
    ...(row.readAtMs === undefined ? {} : { readAtMs: row.readAtMs }),
    reactions: reactions.map(({ senderId, emoji }) => ({ senderId, emoji })),
    attachments: attachments
      .filter(({ role }) => role === 'attachment')
      .map((attachment) => attachmentView(attachment, row)),
    ...(row.expiration === undefined ? {} : { disappears: disappearsView(row.expiration) }),
    ...(row.details?.timer === undefined ? {} : { timer: row.details.timer }),
    ...(row.details?.groupUpdate === undefined ? {} : { groupUpdate: row.details.groupUpdate }),
    ...(people === undefined ? {} : { people }),
    ...(row.mentionsUs ? { mentionsUs: true } : {}),
    ...(row.details?.preview === undefined
      ? {}
      : { preview: previewView(row.details.preview, row, attachments) }),
    ...(row.details?.invitation === undefined ? {} : { invitation: row.details.invitation }),
    ...callLine(row),
  };
}

function callLine({ direction, details }: MessageRow): Pick<MessageView, 'call'> {
  if (details?.call === undefined) return {};
  const { id, outcome, durationS } = details.call;
  const form = callRowKind({ direction, outcome });
  return { call: { uuid: id, form, outcome, ...(durationS === undefined ? {} : { durationS }) } };
}

/** {@link messageView} of several, with what belongs to each of them. */
export function messageViews(
  rows: readonly MessageRow[],
  parts: {
    readonly reactions: readonly ReactionRow[];
    readonly attachments: readonly AttachmentRow[];
    readonly quotedIn: (row: MessageRow) => MessageWithFile | undefined;
    /** Of a message in a group. */
    readonly authorOf: (row: MessageRow) => MessageView['author'];
    readonly peopleOf: (row: MessageRow, reactions: readonly ReactionRow[]) => MessageView['people'];
  },
): readonly MessageView[] {
  const reactions = byMessage(parts.reactions);
  const attachments = byMessage(parts.attachments);
  return rows.map((row) => {
    const reacted = reactions.get(row.id) ?? [];
    return messageView(row, {
      reactions: reacted,
      attachments: attachments.get(row.id) ?? [],
      quoted: parts.quotedIn(row),
      author: parts.authorOf(row),
      people: parts.peopleOf(row, reacted),
    });
  });
}

function byMessage<Row extends { readonly messageId: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const known = found.get(row.messageId);
    if (known === undefined) found.set(row.messageId, [row]);
    else known.push(row);
  }
  return found;
}

function previewView(
  preview: Required<MessageDetails>['preview'],
  message: MessageRow,
  attachments: readonly AttachmentRow[],
): Required<MessageView>['preview'] {
  const image = attachments.find(({ role }) => role === 'preview-image');
  return { ...preview, ...(image === undefined ? {} : { image: attachmentView(image, message) }) };
}

/** What opens it, and where it lies, is nobody's business. */
export function attachmentView(row: AttachmentRow, message: MessageRow | undefined): AttachmentView {
  const { fileName, size, width, height, durationMs, caption } = row;
  return {
    id: row.id,
    contentType: row.contentType,
    ...(fileName === undefined ? {} : { fileName }),
    ...(size === undefined ? {} : { size }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(caption === undefined ? {} : { caption }),
    isVoiceMessage: row.isVoice,
    state: row.state,
    ...(row.failure === undefined ? {} : { failure: row.failure as DownloadFailure }),
    ...(isUnsent(row, message) ? { isUploading: true } : {}),
    ...(row.isPaused ? { isPaused: true } : {}),
  };
}

export function conversationView(
  row: ConversationRow,
  lastMessage: MessageWithFile | undefined,
  draftQuoted?: MessageWithFile,
): Omit<ConversationView, 'isTrustedForMedia' | 'hasApprovedUs'> {
  return {
    id: row.id,
    kind: row.kind === 'legacy-group' ? 'group' : row.kind,
    isRequest: row.shelf === 'requests',
    peerId: row.peerId,
    name: row.name,
    nickname: row.nickname,
    isBlocked: row.isBlocked,
    priority: row.priority,
    isMarkedUnread: row.isMarkedUnread,
    notify: row.notify,
    mutedUntilS: row.mutedUntilS,
    lastActiveMs: row.lastActiveMs,
    unreadCount: row.unreadCount,
    lastReadMs: row.lastReadMs,
    draft: row.draft,
    mentionCount: row.mentionCount,
    ...(row.draftQuote === undefined || draftQuoted === undefined || !isQuotableIn(row.id, draftQuoted.row)
      ? {}
      : { draftQuote: quoteView(row.draftQuote, draftQuoted) }),
    ...(lastMessage === undefined ? {} : { lastMessage: lastMessageView(lastMessage) }),
    disappearing: row.expiration,
  };
}

/** The number of the file changes with the picture. */
export function pictureView(
  contact: Pick<ContactRow, 'pictureFileId'> | undefined,
): Pick<AccountView, 'picture'> {
  return contact?.pictureFileId === undefined ? {} : { picture: contact.pictureFileId };
}

function disappearsView({
  mode,
  timerS,
  expiresAtMs,
}: MessageExpiration): Required<MessageView>['disappears'] {
  return { mode, timerS, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) };
}

export function networkView({ state, paths, problem }: NetworkStatus): NetworkView {
  return {
    state,
    ...(problem === undefined ? {} : { problem }),
    paths: paths.filter(({ kind }) => kind === 'messages').map(({ nodes }) => nodes),
  };
}

/** The nodes of a path by their keys; the address of one that has left every path meanwhile is empty. */
export function pathView(path: readonly string[], { paths }: NetworkStatus): readonly PathNodeView[] {
  const addresses = new Map(
    paths.flatMap(({ nodes }) => nodes.map(({ id, ip }) => [id as string, ip] as const)),
  );
  return path.map((id) => ({ id, ip: addresses.get(id) ?? '' }));
}

function lastMessageView({ row, file }: MessageWithFile): NonNullable<ConversationView['lastMessage']> {
  return {
    id: row.id,
    authorId: row.authorId,
    text: row.body,
    direction: row.direction,
    state: messageState(row),
    ...(row.readAtMs === undefined ? {} : { readAtMs: row.readAtMs }),
    kind: row.kind,
    ...(row.deletion === undefined ? {} : { deletion: row.deletion }),
    ...(row.details?.invitation === undefined ? {} : { invitation: row.details.invitation }),
    ...(row.details?.timer === undefined ? {} : { timer: row.details.timer }),
    ...(row.details?.groupUpdate === undefined ? {} : { groupUpdate: row.details.groupUpdate }),
    ...callLine(row),
    ...(file === undefined ? {} : { file: fileKindOf(file) }),
  };
}

function quoteView({ authorId, sentAtMs }: QuoteKey, quoted: MessageWithFile | undefined): QuoteView {
  if (quoted === undefined) return { authorId, sentAtMs };
  const { row, file } = quoted;
  const { id, body, deletion } = row;
  const text = cutToCodePoints(body, QUOTED_CODE_POINTS);
  return {
    authorId,
    sentAtMs,
    original: {
      id,
      text,
      ...(deletion === undefined ? {} : { deletion }),
      ...(file === undefined ? {} : { attachment: attachmentView(file, row) }),
    },
  };
}

function messageState({ state }: MessageRow): MessageState {
  return state === 'queued' ? 'sending' : state;
}
