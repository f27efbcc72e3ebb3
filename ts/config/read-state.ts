// How far one conversation has been read (spec 03 §8.3).

import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import {
  deleteString,
  readBytes,
  readFlag,
  readInteger,
  readPositive,
  writeBytes,
  writeFlag,
  writePositive,
} from './fields.ts';
import { readExpiryMs, writeExpiryMs } from './pro-credential.ts';

/** Of somebody else's Session Pro, as their last message proved it. */
export interface ProProofSummary {
  readonly expiryMs: number;
  /** By which the backend revokes the proof, 32 bytes: the hash of the generation index, or the revocation tag. */
  readonly tag: Uint8Array;
}

export interface ReadState {
  /** Milliseconds since the epoch of the last message that was read. */
  readonly lastReadMs: number | undefined;
  /** A person said that there is something to read, whatever `lastReadMs` says. */
  readonly isMarkedUnread: boolean;
  /** Of direct and blinded conversations only. */
  readonly proProof: ProProofSummary | undefined;
}

const DAY_MS = 86_400_000;
/** What was read longer ago is not written any more. */
const MAX_WRITTEN_AGE_MS = 30 * DAY_MS;
/** What was read longer ago is dropped. */
const MAX_KEPT_AGE_MS = 45 * DAY_MS;

const [LAST_READ, MARKED_UNREAD, PRO_EXPIRY, PRO_TAG] = ['r', 'u', 'e', 'g'];
const PRO_TAG_BYTES = 32;

export function readReadState(fields: Fields): ReadState {
  return {
    lastReadMs: readPositive(fields, LAST_READ),
    isMarkedUnread: readFlag(fields, MARKED_UNREAD),
    proProof: readProProof(fields),
  };
}

/**
 * A time that is newer than the stored one, but older than 30 days, is not written.
 * @throws {ConfigError} `value-invalid` for a time that is no safe integer
 */
export function writeReadState(editor: DictEditor, state: Omit<ReadState, 'proProof'>, nowMs: number): void {
  const stored = readPositive(editor, LAST_READ) ?? 0;
  const wanted = state.lastReadMs ?? 0;
  const isTooOld = wanted > stored && wanted < nowMs - MAX_WRITTEN_AGE_MS;
  writePositive(editor, LAST_READ, isTooOld ? stored : wanted);
  writeFlag(editor, MARKED_UNREAD, state.isMarkedUnread);
}

/** Both parts, or neither. @throws {ConfigError} `value-invalid` for a time that is no safe integer */
export function writeProProof(editor: DictEditor, proof: ProProofSummary | undefined): void {
  if (proof !== undefined && proof.expiryMs > 0 && proof.tag.length === PRO_TAG_BYTES) {
    writeExpiryMs(editor, PRO_EXPIRY, proof.expiryMs);
    writeBytes(editor, PRO_TAG, proof.tag);
    return;
  }
  if (readInteger(editor, PRO_EXPIRY) !== undefined) editor.delete(PRO_EXPIRY);
  deleteString(editor, PRO_TAG);
}

/** Whether a conversation was read so long ago that its record is dropped. */
export function isForgettable({ lastReadMs, isMarkedUnread }: ReadState, nowMs: number): boolean {
  return !isMarkedUnread && (lastReadMs ?? 0) < nowMs - MAX_KEPT_AGE_MS;
}

function readProProof(fields: Fields): ProProofSummary | undefined {
  const expiryMs = readExpiryMs(fields, PRO_EXPIRY);
  const tag = readBytes(fields, PRO_TAG, PRO_TAG_BYTES);
  return expiryMs === undefined || tag === undefined ? undefined : { expiryMs, tag };
}
