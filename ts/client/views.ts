import { type SendFailure, cutToCodePoints, isQuotableIn } from '../messaging/index.ts';
import type { NetworkStatus } from '../network/index.ts';
import type {
  AccountRow,
  ConversationRow,
  MessageExpiration,
  MessageRow,
  QuoteKey,
  ReactionRow,
} from '../store/index.ts';
import type {
  AccountView,
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

/** Code points of a quoted text: what a page shows of it. */
const QUOTED_CODE_POINTS = 300;

export function messageView(
  row: MessageRow,
  reactions: readonly ReactionRow[],
  quoted?: MessageRow,
): MessageView {
  return {
    id: row.id,
    conversationId: row.conversationId,
    authorId: row.authorId,
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
    ...(row.expiration === undefined ? {} : { disappears: disappearsView(row.expiration) }),
    ...(row.details?.timer === undefined ? {} : { timer: row.details.timer }),
    ...(row.mentionsUs ? { mentionsUs: true } : {}),
    ...(row.details?.preview === undefined ? {} : { preview: row.details.preview }),
    ...(row.details?.invitation === undefined ? {} : { invitation: row.details.invitation }),
  };
}

export function conversationView(
  row: ConversationRow,
  lastMessage: MessageRow | undefined,
  draftQuoted?: MessageRow,
): ConversationView {
  return {
    id: row.id,
    kind: row.kind,
    isRequest: row.shelf === 'requests',
    peerId: row.peerId,
    name: row.name,
    nickname: row.nickname,
    isBlocked: row.isBlocked,
    priority: row.priority,
    isMarkedUnread: row.isMarkedUnread,
    lastActiveMs: row.lastActiveMs,
    unreadCount: row.unreadCount,
    lastReadMs: row.lastReadMs,
    draft: row.draft,
    mentionCount: row.mentionCount,
    ...(row.draftQuote === undefined || draftQuoted === undefined || !isQuotableIn(row.id, draftQuoted)
      ? {}
      : { draftQuote: quoteView(row.draftQuote, draftQuoted) }),
    ...(lastMessage === undefined ? {} : { lastMessage: lastMessageView(lastMessage) }),
    disappearing: row.expiration,
  };
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

function lastMessageView(row: MessageRow): NonNullable<ConversationView['lastMessage']> {
  return {
    id: row.id,
    text: row.body,
    direction: row.direction,
    state: messageState(row),
    kind: row.kind,
    ...(row.deletion === undefined ? {} : { deletion: row.deletion }),
    ...(row.details?.invitation === undefined ? {} : { invitation: row.details.invitation }),
  };
}

function quoteView({ authorId, sentAtMs }: QuoteKey, quoted: MessageRow | undefined): QuoteView {
  if (quoted === undefined) return { authorId, sentAtMs };
  const { id, body, deletion } = quoted;
  const text = cutToCodePoints(body, QUOTED_CODE_POINTS);
  return {
    authorId,
    sentAtMs,
    original: { id, text, ...(deletion === undefined ? {} : { deletion }) },
  };
}

function messageState({ state }: MessageRow): MessageState {
  return state === 'queued' ? 'sending' : state;
}
