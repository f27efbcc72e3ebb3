import type { CallMessage } from '../../wire/index.ts';
import type { IceCandidate } from './call-message.ts';
import type { CallRow } from './call-row.ts';
import type { Caller } from './call-state.ts';

/** What may happen to calls. Events of a call that is not the current one any more change nothing. */
export type CallEvent =
  | StartCall
  /** The person takes, declines or ends the call. */
  | { readonly type: 'accept' | 'reject' | 'hang-up'; readonly uuid: string }
  /** The person has seen how the last call ended. */
  | { readonly type: 'dismiss' }
  /** The person has switched calls on. */
  | { readonly type: 'permission-granted' }
  | MediaEvent
  | IncomingCallMessage
  | { readonly type: 'timer'; readonly uuid: string; readonly timer: CallTimer };

export interface StartCall {
  readonly type: 'start';
  /** Fresh and random: UUID v4. */
  readonly uuid: string;
  readonly contact: Pick<Caller, 'peerId' | 'isApproved' | 'isBlocked'> & { readonly isNoteToSelf: boolean };
}

/** What the media layer, the owner of the peer connection, has done or seen. */
export type MediaEvent =
  /** It has made, and set, a description of our side: asked to, or of its own accord. */
  | {
      readonly type: 'local-description';
      readonly uuid: string;
      readonly description: SessionDescription;
    }
  | { readonly type: 'local-candidate'; readonly uuid: string; readonly candidate: IceCandidate }
  | { readonly type: 'ice-state'; readonly uuid: string; readonly state: IceConnectionState }
  /** The other side hung up over the data channel. */
  | { readonly type: 'remote-hang-up'; readonly uuid: string }
  /** The media cannot go on: no peer connection, a description that it does not take. */
  | { readonly type: 'media-failed'; readonly uuid: string };

export interface SessionDescription {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** As a browser's `iceConnectionState`. */
export type IceConnectionState =
  'new' | 'checking' | 'connected' | 'completed' | 'disconnected' | 'failed' | 'closed';

/** A call message from a swarm, of a contact or of another device of ours. */
export interface IncomingCallMessage {
  readonly type: 'message';
  readonly from: Caller | 'self';
  readonly message: CallMessage;
  /** Network time. */
  readonly sentAtMs: number;
  /** Seconds, when the message disappears after reading. */
  readonly expirationTimerS?: number | undefined;
}

export type CallTimer =
  /** It has rung long enough. */
  | 'ring'
  /** It should be connected by now. */
  | 'connect'
  /** Candidates may go out. */
  | 'candidates'
  /** The connection had its time to come back by itself. */
  | 'disconnected'
  /** It should be connected again by now. */
  | 'reconnect';

/** What the rules ask about the moment. */
export interface CallContext {
  /** Network time. */
  readonly nowMs: number;
  /** Of a clock that never jumps. */
  readonly monotonicMs: number;
  /** Whether calls are switched on in the settings. */
  readonly areCallsAllowed: boolean;
  /** Whether the other side may not learn our address. */
  readonly relayOnly: boolean;
}

/** What is to be done, in this order. */
export type CallEffect =
  | SendEffect
  /** Show and sound that it rings; `notify` also outside the window. */
  | {
      readonly type: 'ring';
      readonly uuid: string;
      readonly peerId: string;
      readonly direction: CallRow['direction'];
      readonly notify: boolean;
    }
  | { readonly type: 'stop-ringing'; readonly uuid: string }
  | { readonly type: 'put-row'; readonly row: CallRow }
  | { readonly type: 'approve-contact'; readonly peerId: string }
  | { readonly type: 'toast'; readonly code: CallToast; readonly peerId: string }
  /** Make the peer connection with its data channel and one audio and one video track. */
  | { readonly type: 'open-media'; readonly uuid: string; readonly relayOnly: boolean }
  /** Make an offer; the media layer answers with `local-description`. */
  | { readonly type: 'create-offer'; readonly uuid: string; readonly iceRestart: boolean }
  /** Make an answer; the media layer answers with `local-description`. */
  | { readonly type: 'create-answer'; readonly uuid: string }
  /** Take the other side's description; an offer replaces one of ours that is still open. */
  | { readonly type: 'apply-description'; readonly uuid: string; readonly description: SessionDescription }
  /** Take the other side's candidates; one that does not fit is to be passed over. */
  | { readonly type: 'add-candidates'; readonly uuid: string; readonly candidates: readonly IceCandidate[] }
  /** End the media; with `sayHangUp` after a word over the data channel, if it is open. */
  | { readonly type: 'close-media'; readonly uuid: string; readonly sayHangUp: boolean }
  /** Replaces a timer of the same name. */
  | {
      readonly type: 'set-timer';
      readonly uuid: string;
      readonly timer: CallTimer;
      readonly delayMs: number;
    }
  | { readonly type: 'clear-timer'; readonly uuid: string; readonly timer: CallTimer }
  /** All of the call. */
  | { readonly type: 'clear-timers'; readonly uuid: string };

/** Send at once, not durably: a call message that is late is of no use. */
export interface SendEffect {
  readonly type: 'send';
  readonly peerId: string;
  /** Also to our own swarm, so that our other devices stop ringing. */
  readonly alsoToSelf: boolean;
  readonly message: CallMessage;
  /** Whether it carries the timer of the conversation: see `callContent`. */
  readonly expires: boolean;
  readonly ttlMs: number;
  readonly attempts: number;
}

export type CallToast =
  /** We cannot call: calls are off in the settings. */
  | 'calls-off'
  /** Somebody called, but calls are off in the settings. */
  | 'call-missed-calls-off'
  | 'call-in-progress'
  /** Nobody who can be called: ourselves, or somebody blocked. */
  | 'call-not-possible';
