// Marks many messages as read without holding up the engine: the first at once, the others by a job.

import type { JobRow, JsonValue, NewJob, ReadMessage, Repositories } from '../../store/index.ts';

export const MARK_READ = 'mark-read';

/** Messages a stroke: with their receipts, clocks and views a few milliseconds. */
const SLICE = 100;

/** Up to where a conversation was read, and on which of our devices. */
export interface ReadMark {
  readonly conversationId: number;
  readonly upToSentAtMs: number;
  readonly by: 'this-device' | 'another-device';
  /** Whoever wrote them is told, if they may know. */
  readonly withReceipts: boolean;
}

/** Marks the first messages, and writes down that the others follow; inside a transaction. Whoever calls wakes the outbox after it. */
export function markReadInStrokes(
  { conversations, jobs }: Repositories,
  { nowMs, ...mark }: ReadMark & { readonly nowMs: number },
): readonly ReadMessage[] {
  const { conversationId: id, upToSentAtMs } = mark;
  const slice = conversations.markReadSlice({ id, upToSentAtMs, limit: SLICE });
  if (slice.more) jobs.enqueue(markReadJob(mark, nowMs));
  return slice.rows;
}

/** Marks the next messages. A mark of unread that the person has set meanwhile stays. */
export function markMoreRead(
  { conversations }: Repositories,
  { conversationId: id, upToSentAtMs }: ReadMark,
): { readonly rows: readonly ReadMessage[]; readonly more: boolean } {
  return conversations.markReadSlice({ id, upToSentAtMs, limit: SLICE, keepsMark: true });
}

function markReadJob(mark: ReadMark, nowMs: number): NewJob {
  const { conversationId, upToSentAtMs, by, withReceipts } = mark;
  return {
    kind: MARK_READ,
    queue: `${MARK_READ}:${conversationId}`,
    payload: { conversationId, upToSentAtMs, by, withReceipts },
    // At once, whichever of the clocks of the network and of this machine says when that is.
    runAtMs: 0,
    nowMs,
  };
}

/** The mark in a payload; undefined when somebody else wrote it. */
export function markIn({ payload }: Pick<JobRow, 'payload'>): ReadMark | undefined {
  if (!isRecord(payload)) return undefined;
  const { conversationId, upToSentAtMs, by, withReceipts } = payload;
  if (typeof conversationId !== 'number' || typeof upToSentAtMs !== 'number') return undefined;
  if (by !== 'this-device' && by !== 'another-device') return undefined;
  return { conversationId, upToSentAtMs, by, withReceipts: withReceipts === true };
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
