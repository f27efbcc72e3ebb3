// Posts of ours that were deleted while they were on their way to their server.

import type { CommunityId, MessageRow, PersonId, Repositories } from '../../store/index.ts';
import { roomActionJob } from './room-jobs.ts';

/** As long as an answer of a server may be missing. */
const REMEMBERED_FOR_MS = 2 * 24 * 60 * 60_000;
const AT_MOST = 1_000;

/** Keeps in mind that a post is not wanted, should it have arrived. */
export function rememberTakenBack(
  { waiting }: Pick<Repositories, 'waiting'>,
  {
    room,
    message,
    nowMs,
  }: {
    readonly room: CommunityId;
    readonly message: Pick<MessageRow, 'authorId' | 'sentAtMs'>;
    readonly nowMs: number;
  },
): void {
  const { authorId, sentAtMs } = message;
  waiting.add(
    {
      kind: 'unsend',
      peerId: room,
      authorId,
      targetSentAtMs: sentAtMs,
      senderId: authorId,
      sentAtMs: nowMs,
      expiresAtMs: nowMs + REMEMBERED_FOR_MS,
    },
    { atMostOfSender: AT_MOST },
  );
}

/** Whether a post of ours, by the time that we have signed, was deleted before we heard of it. */
export function isTakenBack(
  { waiting }: Pick<Repositories, 'waiting'>,
  post: { readonly room: CommunityId; readonly authorId: PersonId; readonly signedAtMs: number },
): boolean {
  const { room: peerId, authorId, signedAtMs: targetSentAtMs } = post;
  return waiting.forTarget({ peerId, authorId, targetSentAtMs }).some(({ kind }) => kind === 'unsend');
}

/** Has the server delete a post that nobody wanted any more when it arrived; its number stays. */
export function takeBack(
  { communities, jobs }: Pick<Repositories, 'communities' | 'jobs'>,
  {
    conversationId,
    post,
    nowMs,
  }: {
    readonly conversationId: number;
    readonly post: { readonly id: number; readonly seqno: number };
    /** Of this machine. */
    readonly nowMs: number;
  },
): void {
  const { id: postId, seqno } = post;
  const nothing = { messageId: undefined, editedAtMs: undefined, whisper: undefined };
  communities.putPost({ conversationId, postId, seqno, ...nothing });
  jobs.enqueue(roomActionJob(conversationId, { action: 'delete', postId }, nowMs));
}
