import type { IceCandidate } from './call-message.ts';
import type { CallOutcome, CallRow } from './call-row.ts';

/** Everything that is known about calls. Plain data: a change makes a new one. */
export interface CallsState {
  readonly current: CurrentCall;
  /** Calls whose messages are passed over from now on, oldest first. */
  readonly ended: readonly EndedCall[];
  /** Candidates that came before their offer, oldest call first. */
  readonly early: readonly EarlyCandidates[];
  /** An offer that could not ring because calls are switched off: it rings if they are switched on in time. */
  readonly held: HeldOffer | undefined;
}

/** The one call there can be. */
export type CurrentCall =
  | { readonly phase: 'idle' }
  | { readonly phase: 'outgoing-ringing'; readonly call: Call }
  | { readonly phase: 'incoming-ringing'; readonly call: Call }
  /** It was taken; the media are not connected yet. */
  | { readonly phase: 'connecting'; readonly call: Call }
  | { readonly phase: 'connected'; readonly call: Call }
  /** It was connected, and is to be again. */
  | { readonly phase: 'reconnecting'; readonly call: Call }
  /** Nothing goes on: the last call, to be shown until the next one or until it is dismissed. */
  | ({ readonly phase: 'ended' } & Pick<CallRow, 'uuid' | 'peerId' | 'direction' | 'outcome' | 'durationMs'>);

export type ActivePhase = Exclude<CurrentCall['phase'], 'idle' | 'ended'>;
export type ActiveCall = Extract<CurrentCall, { readonly phase: ActivePhase }>;

export interface Call {
  readonly row: CallRow;
  /** Monotonic time since when the media are connected, first time. */
  readonly connectedSinceMs: number | undefined;
  /** The connection was lost a moment ago, and may come back by itself. */
  readonly isShaky: boolean;
  readonly negotiation: Negotiation;
  readonly outgoing: OutgoingCandidates;
  /** Of the other side, without repetitions. */
  readonly remoteCandidates: readonly IceCandidate[];
  /** Another device of ours has answered as well: which of us is heard, the caller decides. */
  readonly hasRival: boolean;
}

/** Where offers and answers stand. */
export interface Negotiation {
  /** Network time of our last offer, and whether it waits for its answer. */
  readonly ownOffer: { readonly sentAtMs: number; readonly isOpen: boolean } | undefined;
  /** The first answer that we sent. */
  readonly ownAnswer: string | undefined;
  readonly remoteOffer: { readonly sdp: string; readonly sentAtMs: number } | undefined;
  readonly remoteAnswer: string | undefined;
}

export interface OutgoingCandidates {
  /** All of this call so far. */
  readonly all: readonly IceCandidate[];
  readonly hasUnsent: boolean;
  /** Monotonic time of the last message with candidates. */
  readonly sentAtMs: number | undefined;
  readonly isTimerSet: boolean;
}

export interface EndedCall {
  readonly uuid: string;
  /** Undefined when a device of our own said so, which does not name the other side. */
  readonly peerId: string | undefined;
  /** Monotonic. */
  readonly atMs: number;
}

export interface EarlyCandidates {
  readonly uuid: string;
  readonly peerId: string;
  readonly candidates: readonly IceCandidate[];
  /** Monotonic time of the first ones. */
  readonly atMs: number;
}

export interface HeldOffer {
  readonly offer: Offer;
  /** Monotonic. */
  readonly atMs: number;
}

/** An offer and who made it. */
export interface Offer {
  readonly uuid: string;
  readonly sdp: string;
  readonly sentAtMs: number;
  /** Seconds, when the offer disappears after reading. */
  readonly expirationTimerS: number | undefined;
  readonly caller: Caller;
}

/** The contact from whom a message came, as we know them. */
export interface Caller {
  readonly peerId: string;
  /** We have approved them. */
  readonly isApproved: boolean;
  /** We have written to them, approved or not. */
  readonly haveWeWritten: boolean;
  readonly isBlocked: boolean;
  /** Notifications of their conversation are off. */
  readonly isMuted: boolean;
}

export const NO_CALLS: CallsState = { current: { phase: 'idle' }, ended: [], early: [], held: undefined };

/** The call that rings or runs. */
export function activeCall({ current }: CallsState): ActiveCall | undefined {
  return current.phase === 'idle' || current.phase === 'ended' ? undefined : current;
}

/** A call of which only its row is known yet. */
export function newCall(row: CallRow, changes: Partial<Call> = {}): Call {
  return {
    row,
    connectedSinceMs: undefined,
    isShaky: false,
    negotiation: {
      ownOffer: undefined,
      ownAnswer: undefined,
      remoteOffer: undefined,
      remoteAnswer: undefined,
    },
    outgoing: { all: [], hasUnsent: false, sentAtMs: undefined, isTimerSet: false },
    remoteCandidates: [],
    hasRival: false,
    ...changes,
  };
}

/** How the current call is replaced by what is left of it. */
export function endedCall(row: CallRow, outcome: CallOutcome, durationMs: number | undefined): CurrentCall {
  const { uuid, peerId, direction } = row;
  return { phase: 'ended', uuid, peerId, direction, outcome, durationMs };
}
