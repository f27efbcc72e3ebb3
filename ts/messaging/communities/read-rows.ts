// What a room's server gives, checked and opened, before it touches the database (spec 05 §7.2, §7.3).

import {
  type MessageRow as WireRow,
  type DeletionRow,
  type PostRow as WirePost,
  type ReactionsRow,
  isPostAuthentic,
} from '../../community/index.ts';
import { type Log, errorCode } from '../../util/index.ts';
import {
  type DataMessage,
  checkTimestamps,
  decodeCommunityContent,
  decodeContent,
} from '../../wire/index.ts';

/** A post whose author has proven to have written it. */
export interface ReadPost extends Omit<WirePost, 'kind'> {
  readonly kind: 'post';
  readonly message: DataMessage;
  readonly sigTimestampMs: number | undefined;
}

/** Of which only the numbers are known: not proven, not to be read, or nothing to be seen. */
export interface UnusableRow {
  readonly kind: 'unusable';
  readonly id: number | undefined;
  readonly seqno: number | undefined;
}

export type ReadRow = ReadPost | UnusableRow | DeletionRow | ReactionsRow;

/** Opens one row. Whoever passes a post of somebody else off as another's, or changes one, gives nothing. */
export function readRow(row: WireRow, log: Log): ReadRow {
  if (row.kind === 'deletion' || row.kind === 'reactions') return row;
  if (row.kind === 'unreadable') return unusable(row, { log, reason: 'unreadable' });
  try {
    const { author, data, signature, postedAtMs } = row;
    if (!isPostAuthentic({ author, paddedContent: data, signature }))
      return unusable(row, { log, reason: 'signature' });
    const content = decodeContent(decodeCommunityContent(data).content);
    const { sigTimestampMs, payload } = content;
    checkTimestamps({ sentAtMs: postedAtMs, sigTimestampMs, source: 'community' });
    if (payload.kind !== 'data') return unusable(row, { log, reason: 'kind' });
    return { ...row, message: payload, sigTimestampMs };
  } catch (error) {
    return unusable(row, { log, reason: errorCode(error) });
  }
}

function unusable(
  { id, seqno }: { readonly id?: number; readonly seqno?: number },
  { log, reason }: { readonly log: Log; readonly reason: string },
): UnusableRow {
  log.write('warn', 'post-unusable', { reason });
  return { kind: 'unusable', id, seqno };
}
