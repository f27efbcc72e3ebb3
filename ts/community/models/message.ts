import { CommunityError } from '../errors.ts';
import {
  asBytes,
  asCount,
  asList,
  asRecord,
  asTimeMs,
  isAbsent,
  isRecord,
  isTrue,
  optionalTimeMs,
  present,
  refuse,
} from '../json.ts';
import type { JsonRecord } from '../json.ts';
import { parseUserId, readUserId } from '../user-id.ts';
import type { CommunityUserId } from '../user-id.ts';
import { readReactions } from './reactions.ts';
import type { ReactionCount } from './reactions.ts';

interface Row {
  /** Of the message; unique on the server. */
  readonly id: number;
  /** Of its latest change; goes up in the room. */
  readonly seqno: number;
}

/** For whom a whisper is (spec 05 §7.6). */
export interface Whisper {
  readonly toModerators: boolean;
  readonly to?: CommunityUserId;
}

/** A post in its latest state. Its signature has yet to be checked. */
export interface PostRow extends Row {
  readonly kind: 'post';
  readonly author: CommunityUserId;
  readonly postedAtMs: number;
  readonly editedAtMs?: number;
  /** Padded content, never empty. */
  readonly data: Uint8Array;
  /** 64 bytes over `data`. */
  readonly signature: Uint8Array;
  /** Undefined when the server says nothing of them. */
  readonly reactions?: readonly ReactionCount[];
  readonly whisper?: Whisper;
  /** The server hides it from all others. */
  readonly isFiltered: boolean;
}

/** A post is gone. */
export interface DeletionRow extends Row {
  readonly kind: 'deletion';
  readonly deletedAtMs?: number;
}

/** Nothing but the reactions to a post has changed. */
export interface ReactionsRow extends Row {
  readonly kind: 'reactions';
  readonly reactions: readonly ReactionCount[];
}

/** A row that is not as it should be. Its numbers, where it has some, tell how far to go on. */
export interface UnreadableRow extends Partial<Row> {
  readonly kind: 'unreadable';
}

/** One change in a room (spec 05 §7.1). */
export type MessageRow = PostRow | DeletionRow | ReactionsRow | UnreadableRow;

const SIGNATURE_BYTES = 64;

/**
 * The rows of an answer in its order; one that is not as it should be does not spoil the others.
 * @throws {CommunityError} `answer-invalid` when it is no list.
 */
export function readMessages(json: unknown): readonly MessageRow[] {
  return asList(json, 'messages').map((value) => {
    try {
      return readRow(asRecord(value, 'message'));
    } catch (error) {
      if (error instanceof CommunityError) return unreadable(value);
      throw error;
    }
  });
}

/**
 * The answer to a post, or to the request for one.
 * @throws {CommunityError} `answer-invalid` when it is anything but a post.
 */
export function readPost(json: unknown): PostRow {
  const row = readRow(asRecord(json, 'message'));
  return row.kind === 'post' ? row : refuse('not a post');
}

/** The highest sequence number of rows that came after `seqno`: where to ask next (spec 05 §6, §7.5). */
export function highestSeqno(rows: readonly MessageRow[], seqno: number): number {
  return rows.reduce((highest, row) => Math.max(highest, row.seqno ?? 0), seqno);
}

function readRow(json: JsonRecord): Exclude<MessageRow, UnreadableRow> {
  const row = { id: asCount(json['id'], 'id'), seqno: asCount(json['seqno'], 'seqno') };
  if (isTrue(json['deleted'])) {
    return {
      kind: 'deletion',
      ...row,
      ...present({ deletedAtMs: optionalTimeMs(json['edited'], 'edited') }),
    };
  }
  if (!('data' in json) && 'reactions' in json) {
    return { kind: 'reactions', ...row, reactions: readReactions(json['reactions']) };
  }
  return { kind: 'post', ...row, ...readContent(json) };
}

function readContent(json: JsonRecord): Omit<PostRow, 'kind' | keyof Row> {
  const data = asBytes(json['data'], 'data');
  const signature = asBytes(json['signature'], 'signature');
  if (data.length === 0 || signature.length !== SIGNATURE_BYTES) return refuse('length');
  return {
    author: readUserId(json['session_id'], 'session_id'),
    postedAtMs: asTimeMs(json['posted'], 'posted'),
    data,
    signature,
    isFiltered: isTrue(json['filtered']),
    ...present({
      editedAtMs: optionalTimeMs(json['edited'], 'edited'),
      reactions: isAbsent(json['reactions']) ? undefined : readReactions(json['reactions']),
      whisper: readWhisper(json),
    }),
  };
}

function readWhisper(json: JsonRecord): Whisper | undefined {
  if (!isTrue(json['whisper'])) return undefined;
  return {
    toModerators: isTrue(json['whisper_mods']),
    ...present({ to: parseUserId(json['whisper_to']) }),
  };
}

function unreadable(value: unknown): UnreadableRow {
  const { id, seqno } = isRecord(value) ? value : {};
  return { kind: 'unreadable', ...present({ id: countIn(id), seqno: countIn(seqno) }) };
}

function countIn(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}
