// Messages of a group are taken back, by who wrote them or by an admin (spec 04 §3.9).

import type { AccountId } from '../../account/index.ts';
import { ed25519KeyOf } from '../../account/index.ts';
import type { MessageRow } from '../../store/index.ts';
import type { GroupDeleteMemberContent } from '../../wire/index.ts';
import { isAdminUpdate } from '../../wire/index.ts';
import type { MessagingEvent } from '../events.ts';
import { GROUP_MESSAGES } from '../limits.ts';
import { leavePlaceholder } from '../messages/placeholder.ts';
import { quotingChanged } from '../messages/quoting.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import { deleteGroupHashesJob } from './group-jobs.ts';
import type { GroupHandlerContext } from './group-handler.ts';

/** Messages of one member that a stroke takes; a member who wrote more has them taken in the next. */
const MOST_OF_MEMBER = 1_000;
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

export function handleDeleteContent(
  message: IncomingMessage,
  update: GroupDeleteMemberContent,
  context: GroupHandlerContext,
): readonly MessagingEvent[] {
  const { groupId, state, repositories, nowMs } = context;
  const isByAdmin = isAdminUpdate(update, {
    sentAtMs: message.sentAtMs,
    groupKey: ed25519KeyOf(groupId),
  });
  if (update.adminSignature !== undefined && !isByAdmin) return [];
  const rows = isByAdmin ? rowsForAdmin(message, update, context) : ownRows(message, update, context);
  if (isByAdmin) forgetUnseen(message, update, context);
  else letOwnWait(message, update, context);
  // Members cannot delete in the swarm; a device of an admin does it for them.
  const hashes = rows.flatMap(({ remoteHash }) => remoteHash ?? []);
  if (state.isAdmin && hashes.length > 0)
    repositories.jobs.enqueue(deleteGroupHashesJob(groupId, hashes, nowMs));
  return takeBackRows(rows, context);
}

/** Leaves placeholders, and says which. */
export function takeBackRows(
  rows: readonly MessageRow[],
  { repositories, conversation, nowMs }: Pick<GroupHandlerContext, 'repositories' | 'conversation' | 'nowMs'>,
): readonly MessagingEvent[] {
  if (rows.length === 0) return [];
  for (const row of rows) leavePlaceholder(repositories, row, { deletion: 'globally', nowMs });
  return [
    ...rows.flatMap((row): readonly MessagingEvent[] => [
      { type: 'message-changed', messageId: row.id },
      ...quotingChanged(repositories, row),
    ]),
    { type: 'conversation-changed', conversationId: conversation.id },
  ];
}

/** Of those that are named, and of those members, whatever was sent until then. */
function rowsForAdmin(
  { sentAtMs }: IncomingMessage,
  { memberIds, messageHashes }: GroupDeleteMemberContent,
  context: GroupHandlerContext,
): readonly MessageRow[] {
  const { messages } = context.repositories;
  const ofMembers = memberIds.flatMap((id) =>
    messages.byAuthor({
      conversationId: context.conversation.id,
      authorId: id.toLowerCase() as AccountId,
      upToSentAtMs: sentAtMs,
      limit: MOST_OF_MEMBER,
    }),
  );
  const named = byHashes(messageHashes, context).filter((row) => row.sentAtMs <= sentAtMs);
  return [...new Map([...ofMembers, ...named].map((row) => [row.id, row])).values()].filter(isThere);
}

/** Without an admin's signature everybody takes back only what they wrote. */
function ownRows(
  { authorId, sentAtMs }: IncomingMessage,
  { messageHashes }: GroupDeleteMemberContent,
  context: GroupHandlerContext,
): readonly MessageRow[] {
  return byHashes(messageHashes, context).filter(
    (row) => row.authorId === authorId && row.sentAtMs <= sentAtMs && isThere(row),
  );
}

function byHashes(
  hashes: readonly string[],
  { repositories, conversation }: GroupHandlerContext,
): readonly MessageRow[] {
  return hashes
    .flatMap((hash) => repositories.messages.findByHash(hash, 'remote'))
    .filter(({ conversationId }) => conversationId === conversation.id);
}

/** What an admin has deleted before we saw it is never shown. */
function forgetUnseen(
  { sentAtMs }: IncomingMessage,
  { memberIds, messageHashes }: GroupDeleteMemberContent,
  { repositories, groupId, nowMs }: GroupHandlerContext,
): void {
  const expiresAtMs = nowMs + LONGEST_LIFE_MS;
  for (const hash of messageHashes)
    repositories.hashes.markSeen({ account: groupId, namespace: GROUP_MESSAGES, hash, expiresAtMs });
  for (const id of memberIds) {
    const item = { groupId, authorId: id.toLowerCase() as AccountId, hash: undefined, expiresAtMs };
    repositories.takenBack.add({ ...item, upToSentAtMs: sentAtMs }, { atMostOfAuthor: MOST_OF_MEMBER });
  }
}

/** Whose a message is that has not come yet shows when it comes. */
function letOwnWait(
  { authorId, sentAtMs }: IncomingMessage,
  { messageHashes }: GroupDeleteMemberContent,
  context: GroupHandlerContext,
): void {
  const { repositories, groupId, nowMs } = context;
  const known = new Set(byHashes(messageHashes, context).map(({ remoteHash }) => remoteHash));
  for (const hash of messageHashes.slice(0, MOST_OF_MEMBER)) {
    if (known.has(hash)) continue;
    const item = { groupId, authorId, hash, upToSentAtMs: sentAtMs, expiresAtMs: nowMs + LONGEST_LIFE_MS };
    repositories.takenBack.add(item, { atMostOfAuthor: MOST_OF_MEMBER });
  }
}

/** Whether a message that has just come was taken back before; an admin's device then deletes it in the swarm too. */
export function wasTakenBack(
  { hash, authorId, sentAtMs }: IncomingMessage,
  { repositories, groupId, state, nowMs }: GroupHandlerContext,
): boolean {
  if (!repositories.takenBack.has({ groupId, authorId, hash, sentAtMs })) return false;
  if (state.isAdmin) repositories.jobs.enqueue(deleteGroupHashesJob(groupId, [hash], nowMs));
  return true;
}

function isThere({ deletion, kind }: MessageRow): boolean {
  return deletion === undefined && kind === 'text';
}
