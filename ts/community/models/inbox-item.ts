import { blindedId } from '../../account/index.ts';
import type { BlindedId } from '../../account/index.ts';
import { isCodedError } from '../../util/index.ts';
import { CommunityError } from '../errors.ts';
import {
  asBytes,
  asCount,
  asList,
  asRecord,
  asText,
  asTimeMs,
  isRecord,
  optionalTimeMs,
  present,
} from '../json.ts';
import type { JsonRecord } from '../json.ts';
import { jsonOf } from '../reply-errors.ts';
import type { CommunityReply } from '../request.ts';

/** What is known of a direct message once the server has it (spec 05 §10). */
export interface InboxReceipt {
  /** Goes up on the server. */
  readonly id: number;
  readonly postedAtMs: number;
  readonly expiresAtMs?: number;
  readonly sender: BlindedId;
  readonly recipient: BlindedId;
}

/** A direct message in an inbox or outbox. */
export interface InboxItem extends InboxReceipt {
  /** Encrypted. */
  readonly message: Uint8Array;
}

/** What came since the last one; `lastId` is where to go on, whatever could be read. */
export interface InboxPage {
  readonly items: readonly InboxItem[];
  readonly lastId: number | undefined;
}

const NOTHING_NEW = 304;

/**
 * The items of an inbox or outbox, those left out that are none (spec 05 §10). Nothing new is no failure.
 * @throws {CommunityError} of a reply that is no success; `answer-invalid` when it is no list.
 */
export function readInbox(reply: CommunityReply): InboxPage {
  if (reply.status === NOTHING_NEW) return { items: [], lastId: undefined };
  const rows = asList(jsonOf(reply), 'inbox').filter(isRecord);
  const ids = rows.flatMap(({ id }) => (Number.isSafeInteger(id) ? [id as number] : []));
  return {
    items: rows.flatMap(readableItem),
    lastId: ids.length === 0 ? undefined : ids.reduce((highest, id) => Math.max(highest, id)),
  };
}

/**
 * The answer to a direct message that was sent.
 * @throws {CommunityError} `answer-invalid`
 */
export function readInboxReceipt(json: unknown): InboxReceipt {
  return readReceipt(asRecord(json, 'item'));
}

function readableItem(json: JsonRecord): readonly InboxItem[] {
  try {
    return [{ ...readReceipt(json), message: asBytes(json['message'], 'message') }];
  } catch (error) {
    if (error instanceof CommunityError) return [];
    throw error;
  }
}

function readReceipt(json: JsonRecord): InboxReceipt {
  return {
    id: asCount(json['id'], 'id'),
    postedAtMs: asTimeMs(json['posted_at'], 'posted_at'),
    sender: readBlindedId(json['sender'], 'sender'),
    recipient: readBlindedId(json['recipient'], 'recipient'),
    ...present({ expiresAtMs: optionalTimeMs(json['expires_at'], 'expires_at') }),
  };
}

function readBlindedId(value: unknown, what: string): BlindedId {
  try {
    return blindedId(asText(value, what));
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new CommunityError('answer-invalid', { message: what, cause });
  }
}
