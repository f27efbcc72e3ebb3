import type { CallMessage, Content } from '../../wire/index.ts';
import {
  MAX_CANDIDATE_LENGTH,
  MAX_CANDIDATES,
  MAX_M_LINES,
  MAX_MID_LENGTH,
  MAX_SDP_LENGTH,
} from './limits.ts';

/** A way to reach one side of a call, as a browser's `RTCIceCandidateInit`. */
export interface IceCandidate {
  readonly candidate: string;
  readonly sdpMLineIndex: number;
  readonly sdpMid: string;
}

/** A call message that means something to us. */
export type Signal =
  | { readonly type: 'offer'; readonly uuid: string; readonly sdp: string }
  | { readonly type: 'answer'; readonly uuid: string; readonly sdp: string }
  | { readonly type: 'candidates'; readonly uuid: string; readonly candidates: readonly IceCandidate[] }
  | { readonly type: 'end'; readonly uuid: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SDP_START = 'v=0';
const CANDIDATE_START = /^(?:a=)?candidate:/;

/** Whether `text` has the form of the ID of a call. */
export function isCallUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * What a call message of anybody says; undefined when it is to be passed over: a kind that only phones look at, or one that breaks
 * the rules or a limit (spec 04 §6.2). Never throws.
 */
export function readCallMessage(message: CallMessage): Signal | undefined {
  const { type, uuid } = message;
  if (!isCallUuid(uuid)) return undefined;
  switch (type) {
    case 'offer':
    case 'answer':
      return readDescription(type, message);
    case 'ice-candidates':
      return readCandidates(message);
    case 'end-call':
      return { type: 'end', uuid };
    case 'pre-offer':
    case 'provisional-answer':
      return undefined;
  }
}

function readDescription(type: 'offer' | 'answer', { uuid, sdps = [] }: CallMessage): Signal | undefined {
  const [sdp] = sdps;
  if (sdp === undefined || sdp.length > MAX_SDP_LENGTH || !sdp.startsWith(SDP_START)) return undefined;
  return { type, uuid, sdp };
}

function readCandidates(message: CallMessage): Signal | undefined {
  const { uuid, sdps = [], sdpMLineIndexes = [], sdpMids = [] } = message;
  if (sdps.length !== sdpMLineIndexes.length || sdps.length !== sdpMids.length) return undefined;
  const candidates = sdps
    .map((candidate, at) => ({
      candidate,
      sdpMLineIndex: sdpMLineIndexes[at] ?? 0,
      sdpMid: sdpMids[at] ?? '',
    }))
    .filter(isCandidate)
    // Some clients repeat those of their former calls as well: the newest come last.
    .slice(-MAX_CANDIDATES);
  return candidates.length === 0 ? undefined : { type: 'candidates', uuid, candidates };
}

/** Whether a candidate keeps to the limits, whoever made it. */
export function isCandidate({ candidate, sdpMLineIndex, sdpMid }: IceCandidate): boolean {
  return (
    CANDIDATE_START.test(candidate) &&
    candidate.length <= MAX_CANDIDATE_LENGTH &&
    sdpMid.length <= MAX_MID_LENGTH &&
    sdpMLineIndex < MAX_M_LINES
  );
}

/** The message with all `candidates` of a call so far (spec 04 §6.2). */
export function candidatesMessage(uuid: string, candidates: readonly IceCandidate[]): CallMessage {
  return {
    kind: 'call',
    type: 'ice-candidates',
    uuid,
    sdps: candidates.map(({ candidate }) => candidate),
    sdpMLineIndexes: candidates.map(({ sdpMLineIndex }) => sdpMLineIndex),
    sdpMids: candidates.map(({ sdpMid }) => sdpMid),
  };
}

/** What goes out for one call message. */
export interface OutgoingCall {
  readonly message: CallMessage;
  /** Whether the message disappears as the conversation's messages do; see the effect `send`. */
  readonly expires: boolean;
  /** Seconds; 0 or absent when messages of the conversation do not disappear. */
  readonly conversationTimerS?: number | undefined;
  readonly sentAtMs: number;
}

/** The content around a call message: a conversation's timer, of either mode, counts from reading (spec 04 §6.2). */
export function callContent({ message, expires, conversationTimerS = 0, sentAtMs }: OutgoingCall): Content {
  const disappears = expires && conversationTimerS > 0;
  return {
    payload: message,
    sigTimestampMs: sentAtMs,
    expirationType: disappears ? 'delete-after-read' : 'unknown',
    expirationTimerS: disappears ? conversationTimerS : 0,
  };
}
