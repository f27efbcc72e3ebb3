// From the rows of a room's server to messages (spec 05 §7.5).

import type { BlindedId } from '../../account/index.ts';
import type {
  CommunityServerRow,
  MessageContent,
  MessageRow,
  PersonId,
  PostRow,
  Repositories,
  RoomRow,
} from '../../store/index.ts';
import { receivePostFiles } from '../attachments/receive-attachments.ts';
import type { MessagingEvent } from '../events.ts';
import { quotingChanged } from '../messages/quoting.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import { offeredProfile } from '../receive/offered-profile.ts';
import { type VisibleParts, visibleParts } from '../receive/visible-parts.ts';
import { mentionsUs } from '../text/index.ts';
import type { ReadPost, ReadRow } from './read-rows.ts';
import { isTakenBack, takeBack } from './taken-back.ts';
import { accountOf, blindedIdsFor, isBlindedPerson, notePerson, personIn } from './room-people.ts';

export interface RoomContext {
  readonly repositories: Repositories;
  readonly server: CommunityServerRow;
  readonly room: RoomRow;
  /** By which others see us. */
  readonly ownId: PersonId;
  /** All that mean us, blinded or not. */
  readonly ownIds: ReadonlySet<string>;
  /** Network time. */
  readonly nowMs: number;
}

/** So many milliseconds after its time a post is put, when there is another one of its author at the same. */
const MAX_SHIFT_MS = 1_000;
/** Nobody writes so much at once that their posts are put farther from their time. */
const USUAL_SHIFT_MS = 50;

/** Where the rows come from: `changes` may speak of posts that are older than all that is here. */
export type RowSource = 'changes' | 'history';

/**
 * Takes rows in, in their order. Whatever a server says twice, late or in another order changes nothing: each post has the state of the
 * highest number that was seen of it.
 */
export function takeRows(
  context: RoomContext,
  rows: readonly ReadRow[],
  source: RowSource,
): readonly MessagingEvent[] {
  return rows.flatMap((row) => takeRow(context, row, source));
}

function takeRow(context: RoomContext, row: ReadRow, source: RowSource): readonly MessagingEvent[] {
  const { communities } = context.repositories;
  const { conversationId, hasOlder } = context.room;
  if (row.id === undefined) return [];
  const known = communities.post(conversationId, row.id);
  if (known === undefined && source === 'changes' && hasOlder) {
    const oldest = communities.oldestPostId(conversationId);
    // It comes as it is then with the history, if anybody wants that.
    if (oldest !== undefined && row.id < oldest) return [];
  }
  switch (row.kind) {
    case 'deletion':
      return takeDeletion(context, row, known);
    case 'reactions':
      return takeReactions(context, row, known);
    case 'unusable':
      if (known === undefined) noteNothing(context, { id: row.id, seqno: row.seqno ?? 0 });
      return [];
    case 'post':
      return known === undefined || isOther(context, row, known)
        ? takeNew(context, row)
        : takeChange(context, row, known);
  }
}

function takeDeletion(
  context: RoomContext,
  { id, seqno }: { readonly id: number; readonly seqno: number },
  known: PostRow | undefined,
): readonly MessagingEvent[] {
  const { messages } = context.repositories;
  const message = known?.messageId === undefined ? undefined : messages.get(known.messageId);
  // What nobody here has seen goes without a trace, but is not taken in later either.
  noteNothing(context, { id, seqno });
  return message === undefined ? [] : removePost(context.repositories, message);
}

/** Takes a message out of its room; its number stays. */
export function removePost(repositories: Repositories, message: MessageRow): readonly MessagingEvent[] {
  const { id: messageId, conversationId } = message;
  repositories.messages.delete(messageId);
  return [
    { type: 'message-removed', conversationId, messageId },
    ...quotingChanged(repositories, message),
    { type: 'conversation-changed', conversationId },
  ];
}

function takeReactions(
  { repositories: { communities } }: RoomContext,
  row: Pick<ReadPost, 'seqno' | 'reactions'>,
  known: PostRow | undefined,
): readonly MessagingEvent[] {
  if (known?.messageId === undefined || row.reactions === undefined) return [];
  communities.setReactions({ post: known, seqno: row.seqno, reactions: row.reactions });
  return [{ type: 'message-changed', messageId: known.messageId }];
}

function takeNew(context: RoomContext, row: ReadPost): readonly MessagingEvent[] {
  const author = noteAuthor(context, row);
  const { parts } = author;
  const own = author.isUs ? unsentPost(context, row) : undefined;
  if (own !== undefined) return settleOwnPost(context, own, row);
  if (author.isUs && wasTakenBack(context, row)) {
    const { conversationId } = context.room;
    takeBack(context.repositories, { conversationId, post: row, nowMs: context.nowMs });
    return [];
  }
  if (parts === undefined || author.isBlocked) {
    noteNothing(context, row);
    return author.changes;
  }
  const message = insert(context, row, { ...author, parts });
  notePost(context, row, message.id);
  const { image } = parts;
  receivePostFiles(context, message, { attachments: row.message.attachments, image });
  const conversationId = message.conversationId;
  return [
    ...author.changes,
    { type: 'message-changed', messageId: message.id },
    { type: 'conversation-changed', conversationId },
    ...(message.isUnread ? [{ type: 'message-arrived', messageId: message.id } as const] : []),
    ...quotingChanged(context.repositories, message),
  ];
}

export interface Author {
  readonly id: PersonId;
  readonly isUs: boolean;
  readonly isBlocked: boolean;
  readonly parts: VisibleParts | undefined;
  /** What is other than before of whoever wrote it. */
  readonly changes: readonly MessagingEvent[];
}

/** Who wrote it, as what we keep them, and what there is to see. */
export function noteAuthor(context: RoomContext, { author, message, postedAtMs }: ReadPost): Author {
  const { repositories, server, ownId, ownIds, nowMs } = context;
  const parts = visibleParts(message, {
    place: 'community',
    authorIn: (id) => quotedIn(context, id, message.quote?.sentAtMs ?? 0),
  });
  if (ownIds.has(author)) return { id: ownId, isUs: true, isBlocked: false, parts, changes: [] };
  const id = author as PersonId;
  const { contacts } = repositories;
  const accountId = isBlindedPerson(id) ? notePerson(repositories, server, id)?.accountId : id;
  const isBlocked = accountId !== undefined && contacts.get(accountId)?.isBlocked === true;
  contacts.findOrCreate({ accountId: id, createdAtS: Math.floor(nowMs / 1_000) });
  const { profile, profileKey, blocksCommunityMessageRequests = false } = message;
  if (profile !== undefined && contacts.offerProfile(offeredProfile(id, { profile, profileKey })))
    wantPicture(repositories, id, nowMs);
  const refusal = { isRefusing: blocksCommunityMessageRequests, atMs: postedAtMs };
  const changes = isBlindedPerson(id) ? noteRefusal(context, id, refusal) : [];
  return { id, isUs: false, isBlocked, parts, changes };
}

/** Whether somebody may be written to, as their last post says (spec 05 §10.3). */
function noteRefusal(
  { repositories: { communities, conversations }, server }: RoomContext,
  blindedId: BlindedId,
  refusal: { readonly isRefusing: boolean; readonly atMs: number },
): readonly MessagingEvent[] {
  const before = communities.person(blindedId)?.refusesRequests;
  communities.putPerson({ blindedId, serverId: server.id, refusal });
  if (before === communities.person(blindedId)?.refusesRequests) return [];
  const conversation = conversations.byPeer(blindedId);
  return conversation === undefined
    ? []
    : [{ type: 'conversation-changed', conversationId: conversation.id }];
}

/**
 * Whom a quote means: us under any ID of ours, and somebody by their account where people hide, as far as their message is here
 * (spec 04 §3.3).
 */
function quotedIn(context: RoomContext, text: string, sentAtMs: number): PersonId | undefined {
  const { repositories, server, room, ownId, ownIds } = context;
  const id = personIn(text);
  if (id === undefined || ownIds.has(id)) return id === undefined ? undefined : ownId;
  const { conversationId } = room;
  const isThere = (authorId: PersonId): boolean =>
    repositories.messages.find({ conversationId, authorId, sentAtMs }) !== undefined;
  if (isThere(id)) return id;
  const others = isBlindedPerson(id)
    ? [accountOf(repositories, id)].filter((account) => account !== undefined)
    : blindedIdsFor(id, server);
  return others.find(isThere) ?? id;
}

/** Our own post as this device wrote it, whose number nobody has told it yet: its time is what we have signed. */
function unsentPost({ repositories, room, ownId }: RoomContext, row: ReadPost): MessageRow | undefined {
  if (row.sigTimestampMs === undefined) return undefined;
  const { conversationId } = room;
  const { messages, communities } = repositories;
  const message = messages.find({ conversationId, authorId: ownId, sentAtMs: row.sigTimestampMs });
  if (message?.direction !== 'outgoing' || message.state === 'sent') return undefined;
  return communities.postOf(message.id) === undefined ? message : undefined;
}

function wasTakenBack(
  { repositories, room: { conversationId }, ownId }: RoomContext,
  { sigTimestampMs }: ReadPost,
): boolean {
  const conversation = repositories.conversations.require(conversationId);
  if (sigTimestampMs === undefined || conversation.kind !== 'community') return false;
  const post = { room: conversation.peerId, authorId: ownId, signedAtMs: sigTimestampMs };
  return isTakenBack(repositories, post);
}

/** The server has a post of ours: it gets its number and the time that all others see. */
export function settleOwnPost(
  context: RoomContext,
  message: MessageRow,
  row: Pick<ReadPost, 'id' | 'seqno' | 'postedAtMs' | 'reactions' | 'whisper' | 'editedAtMs'>,
): readonly MessagingEvent[] {
  const { messages, deliveries } = context.repositories;
  const sentAtMs = freeTime(context, message.authorId, { wantedMs: row.postedAtMs, exceptId: message.id });
  messages.restamp({ id: message.id, sentAtMs, clock: 'network' });
  messages.setState({ id: message.id, state: 'sent' });
  messages.markSynced(message.id);
  deliveries.deleteForMessage(message.id);
  notePost(context, row, message.id);
  const { conversationId } = message;
  return [
    { type: 'message-changed', messageId: message.id },
    { type: 'conversation-changed', conversationId },
  ];
}

function insert(
  context: RoomContext,
  row: ReadPost,
  { id, isUs, parts }: Author & { readonly parts: VisibleParts },
): MessageRow {
  const { messages } = context.repositories;
  const { image: _, ...shown } = parts;
  const content: MessageContent = {
    conversationId: context.room.conversationId,
    authorId: id,
    ...shown,
    sentAtMs: freeTime(context, id, { wantedMs: row.postedAtMs }),
    receivedAtMs: context.nowMs,
  };
  if (isUs) {
    const { id: messageId } = messages.insertOutgoing({ ...content, clock: 'network', state: 'sent' });
    return messages.markSynced(messageId);
  }
  const message = messages.insertIncoming({ ...content, mentionsUs: meansUs(context, shown) });
  if (message === undefined) throw new RangeError('The time is not free');
  return message;
}

function meansUs({ ownIds }: RoomContext, { body, quote }: Pick<VisibleParts, 'body' | 'quote'>): boolean {
  return mentionsUs({ body, quotedAuthor: quote?.authorId, ownIds });
}

/** A known post in another state: edited, with other reactions, or nothing new (spec 05 §7.5, 4). */
function takeChange(context: RoomContext, row: ReadPost, known: PostRow): readonly MessagingEvent[] {
  const { messages } = context.repositories;
  const message = known.messageId === undefined ? undefined : messages.get(known.messageId);
  if (message === undefined || !isAuthor(context, row, message)) return [];
  if (row.seqno <= known.seqno) return takeReactions(context, row, known);
  const { parts, changes } = noteAuthor(context, row);
  const events: MessagingEvent[] = [...changes, { type: 'message-changed', messageId: message.id }];
  if (row.editedAtMs !== undefined && row.editedAtMs !== known.editedAtMs && parts !== undefined) {
    const { body, quote, details } = parts;
    const isMeant = message.direction === 'incoming' && meansUs(context, parts);
    messages.rewrite({ id: message.id, body, quote, details, mentionsUs: isMeant });
    receivePostFiles(context, message, { attachments: row.message.attachments, image: parts.image });
    const { conversationId } = message;
    events.push({ type: 'conversation-changed', conversationId });
    events.push(...quotingChanged(context.repositories, message));
  }
  notePost(context, row, message.id);
  return events;
}

/** A server that has gone back to an older state gives the numbers of posts that it has lost to others. */
function isOther(context: RoomContext, row: ReadPost, { seqno, messageId }: PostRow): boolean {
  if (seqno > 0 || messageId === undefined) return false;
  const message = context.repositories.messages.get(messageId);
  if (message === undefined) return false;
  const shiftMs = message.sentAtMs - row.postedAtMs;
  const isSameTime = shiftMs >= 0 && shiftMs < USUAL_SHIFT_MS;
  return !isSameTime || !isAuthor(context, row, message);
}

/** Nobody else than who wrote a post can edit it. */
function isAuthor({ ownIds }: RoomContext, { author }: ReadPost, message: MessageRow): boolean {
  return message.direction === 'outgoing' ? ownIds.has(author) : message.authorId === author;
}

function notePost(
  { repositories: { communities }, room }: RoomContext,
  row: Pick<ReadPost, 'id' | 'seqno' | 'reactions' | 'whisper' | 'editedAtMs'>,
  messageId: number,
): void {
  const { id: postId, seqno, editedAtMs, whisper } = row;
  const { conversationId } = room;
  communities.putPost({ conversationId, postId, messageId, seqno, editedAtMs, whisper });
  if (row.reactions === undefined) return;
  const post = { conversationId, postId, messageId };
  communities.setReactions({ post, seqno, reactions: row.reactions });
}

/** There is nothing to show of it, now or later. */
function noteNothing(
  { repositories: { communities }, room: { conversationId } }: RoomContext,
  { id: postId, seqno }: { readonly id: number; readonly seqno: number },
): void {
  const nothing = { messageId: undefined, editedAtMs: undefined, whisper: undefined };
  communities.putPost({ conversationId, postId, seqno, ...nothing });
}

/** A time at which the author has no other message in the room. */
function freeTime(
  { repositories: { messages }, room: { conversationId } }: RoomContext,
  authorId: PersonId,
  { wantedMs, exceptId }: { readonly wantedMs: number; readonly exceptId?: number },
): number {
  for (let sentAtMs = wantedMs; sentAtMs < wantedMs + MAX_SHIFT_MS; sentAtMs += 1) {
    const there = messages.find({ conversationId, authorId, sentAtMs });
    if (there === undefined || there.id === exceptId) return sentAtMs;
  }
  throw new RangeError('No time is free');
}
