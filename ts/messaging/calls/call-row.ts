/** How a call went, or how it stands. */
export type CallOutcome =
  /** Nobody has taken it yet. A row that still says so at a start of the program is of a call that was missed, or broken off. */
  | 'ringing'
  /** Somebody took it here; with a duration once it was connected and is over. */
  | 'answered'
  | 'answered-elsewhere'
  /** We declined it: here, or on another device of ours. */
  | 'declined'
  | 'declined-elsewhere'
  | 'missed'
  /** We called, and took it back before anybody answered. */
  | 'cancelled'
  /** We called, and the other side declined or was busy. */
  | 'refused'
  /** We called, and nobody answered in time. */
  | 'unanswered'
  /** It was taken, and never came about. */
  | 'failed';

/** The one row of a call in its conversation: put again, it replaces what was there under its `peerId` and `uuid` (spec 04 §6.3). */
export interface CallRow {
  readonly uuid: string;
  readonly peerId: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly outcome: CallOutcome;
  /** Network time: of the offer, or of our start. */
  readonly startedAtMs: number;
  /** From connected to ended. */
  readonly durationMs?: number | undefined;
  readonly isUnread: boolean;
  /**
   * Seconds; of an incoming call only, from its offer: disappears so long after it is read. Rows of our own calls take the timer of
   * the conversation, counting from when they are written.
   */
  readonly expirationTimerS?: number | undefined;
}

/** The three forms in which a call is shown (spec 04 §6.3, spec 08 CNV-14). */
export type CallRowKind = 'started-call' | 'answered-call' | 'missed-call';

/** In which form a row is shown. */
export function callRowKind({ direction, outcome }: Pick<CallRow, 'direction' | 'outcome'>): CallRowKind {
  if (direction === 'outgoing') return 'started-call';
  return outcome === 'answered' || outcome === 'answered-elsewhere' || outcome === 'failed'
    ? 'answered-call'
    : 'missed-call';
}
