import type { CallOutcome } from './call-row.ts';
import type { CallsState, CurrentCall } from './call-state.ts';
import type { SessionDescription } from './call-events.ts';
import type { IceCandidate } from './call-message.ts';
import type { DATA_CHANNEL } from './data-channel.ts';
import type { CallConnection } from './turn-servers.ts';

/** The call that rings or runs, or the last one until it is dismissed. */
export interface CallView extends CallSwitches {
  readonly uuid: string;
  readonly conversationId: number;
  /** Account ID of the other side. */
  readonly peerId: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly phase: Exclude<CurrentCall['phase'], 'idle'>;
  /** While it runs: since it was connected first, at the moment of this view. */
  readonly connectedForMs?: number;
  /** The other side shows a picture. */
  readonly isRemoteVideoOn: boolean;
  /** Once it is `ended`. */
  readonly outcome?: CallOutcome;
  /** Of a call that was connected, once it is `ended`. */
  readonly durationS?: number;
}

/** What of us the other side hears and sees. */
export interface CallSwitches {
  readonly isMicrophoneOn: boolean;
  readonly isCameraOn: boolean;
}

/** What the media layer, the owner of the peer connection, is to do, in this order. */
export type CallMediaCommand =
  /** Make the peer connection with this data channel and one audio and one video track. */
  | {
      readonly type: 'open';
      readonly uuid: string;
      readonly connection: CallConnection;
      readonly dataChannel: typeof DATA_CHANNEL;
    }
  /** Make and set an offer, and report it. */
  | { readonly type: 'create-offer'; readonly uuid: string; readonly iceRestart: boolean }
  /** Make and set an answer, and report it. */
  | { readonly type: 'create-answer'; readonly uuid: string }
  /** Take the other side's description; an offer replaces one of ours that is still open. */
  | { readonly type: 'apply-description'; readonly uuid: string; readonly description: SessionDescription }
  /** Take the other side's candidates; one that does not fit is to be passed over. */
  | { readonly type: 'add-candidates'; readonly uuid: string; readonly candidates: readonly IceCandidate[] }
  /** Send this text over the data channel. */
  | { readonly type: 'say'; readonly uuid: string; readonly text: string }
  /** End the media, after a last word over the data channel if it is open. */
  | { readonly type: 'close'; readonly uuid: string; readonly lastWord?: string };

/** What surrounds a call and is not part of its rules. */
export interface CallSurroundings extends CallSwitches {
  readonly conversationId: number;
  readonly isChannelOpen: boolean;
  readonly isRemoteVideoOn: boolean;
}

export const NEW_SURROUNDINGS: Omit<CallSurroundings, 'conversationId'> = {
  isMicrophoneOn: true,
  isCameraOn: false,
  isChannelOpen: false,
  isRemoteVideoOn: false,
};

/** The current call as it is shown; undefined while there is none. */
export function callView(
  { current }: Pick<CallsState, 'current'>,
  surroundings: CallSurroundings,
  monotonicMs: number,
): CallView | undefined {
  if (current.phase === 'idle') return undefined;
  const { conversationId, isMicrophoneOn, isCameraOn, isRemoteVideoOn } = surroundings;
  const around = { conversationId, isMicrophoneOn, isCameraOn, isRemoteVideoOn };
  const { phase } = current;
  if (phase === 'ended') {
    const { uuid, peerId, direction, outcome, durationMs } = current;
    const duration = durationMs === undefined ? {} : { durationS: Math.round(durationMs / 1_000) };
    return { uuid, peerId, direction, phase, ...around, outcome, ...duration };
  }
  const { row, connectedSinceMs } = current.call;
  const { uuid, peerId, direction } = row;
  const connected = connectedSinceMs === undefined ? {} : { connectedForMs: monotonicMs - connectedSinceMs };
  return { uuid, peerId, direction, phase, ...around, ...connected };
}
