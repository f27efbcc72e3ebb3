import type { CallContext, CallEffect, IncomingCallMessage } from './call-events.ts';
import { readCallMessage } from './call-message.ts';
import type { IceCandidate, Signal } from './call-message.ts';
import type { CallRow } from './call-row.ts';
import { activeCall } from './call-state.ts';
import type { Call, Caller, CallsState, Offer } from './call-state.ts';
import { endCall } from './ending.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';
import { isEnded, mergeCandidates, rememberEarly, rememberEnded } from './memory.ts';
import { decideOffer, isKnown } from './offers.ts';
import type { CallAddress } from './sending.ts';
import { proceed, setTimer, unchanged } from './step.ts';
import type { CallStep, Situation } from './step.ts';

/** A call message has come from a swarm (spec 04 §6.2). */
export function messageCame(state: CallsState, event: IncomingCallMessage, context: CallContext): CallStep {
  const signal = readCallMessage(event.message);
  if (signal === undefined) return unchanged(state);
  if (event.from === 'self') return ownDeviceSaid(state, signal, context);
  const { from: caller, sentAtMs, expirationTimerS } = event;
  const address = { uuid: signal.uuid, peerId: caller.peerId };
  if (caller.isBlocked) return unchanged(state);
  if (isEnded(state, address))
    return signal.type === 'end' ? { state: withoutHeld(state, address), effects: [] } : unchanged(state);
  const active = activeCall(state);
  if (active !== undefined && isOf(active.call, address))
    return peerSaid({ state, active, context }, signal, sentAtMs);
  return ofUnknownCall(state, signal, { caller, sentAtMs, expirationTimerS, context });
}

interface Circumstances {
  readonly caller: Caller;
  readonly sentAtMs: number;
  readonly expirationTimerS: number | undefined;
  readonly context: CallContext;
}

function ofUnknownCall(state: CallsState, signal: Signal, circumstances: Circumstances): CallStep {
  const { caller, sentAtMs, expirationTimerS, context } = circumstances;
  const { uuid } = signal;
  const { peerId } = caller;
  if (signal.type === 'offer') {
    const offer: Offer = { uuid, sdp: signal.sdp, sentAtMs, expirationTimerS, caller };
    return decideOffer(state, offer, context);
  }
  // What strangers say is not worth memory.
  if (!isKnown(caller)) return unchanged(state);
  const atMs = context.monotonicMs;
  if (signal.type === 'end') return { state: rememberEnded(state, { uuid, peerId, atMs }), effects: [] };
  if (signal.type === 'answer') return unchanged(state);
  return { state: rememberEarly(state, { uuid, peerId, candidates: signal.candidates, atMs }), effects: [] };
}

/** Only what stops the ringing here counts: another device of ours has taken or declined the call. */
function ownDeviceSaid(state: CallsState, signal: Signal, context: CallContext): CallStep {
  if (signal.type !== 'answer' && signal.type !== 'end') return unchanged(state);
  const { uuid } = signal;
  const active = activeCall(state);
  if (active?.call.row.uuid !== uuid) return ownDeviceEnded(state, uuid, context);
  const situation = { state, active, context };
  if (active.phase === 'incoming-ringing')
    return endCall(situation, {
      outcome: signal.type === 'answer' ? 'answered-elsewhere' : 'declined-elsewhere',
      tell: 'nobody',
    });
  const { row, negotiation } = active.call;
  if (signal.type === 'end' || row.direction === 'outgoing' || signal.sdp === negotiation.ownAnswer)
    return unchanged(state);
  // Two devices of ours took it. We give way while our answer is not out; then the caller chooses.
  return negotiation.ownAnswer === undefined
    ? endCall(situation, { outcome: 'answered-elsewhere', tell: 'nobody' })
    : proceed(situation, { hasRival: true });
}

function ownDeviceEnded(state: CallsState, uuid: string, { monotonicMs }: CallContext): CallStep {
  const held = state.held?.offer.uuid === uuid ? undefined : state.held;
  return {
    state: rememberEnded({ ...state, held }, { uuid, peerId: undefined, atMs: monotonicMs }),
    effects: [],
  };
}

function peerSaid(situation: Situation, signal: Signal, sentAtMs: number): CallStep {
  switch (signal.type) {
    case 'offer':
      return peerOffered(situation, signal.sdp, sentAtMs);
    case 'answer':
      return peerAnswered(situation, signal.sdp);
    case 'candidates':
      return peerFoundCandidates(situation, signal.candidates);
    case 'end':
      return peerEnded(situation);
  }
}

function peerEnded(situation: Situation): CallStep {
  const { phase } = situation.active;
  const outcome =
    phase === 'incoming-ringing' ? 'missed' : phase === 'outgoing-ringing' ? 'refused' : 'answered';
  return endCall(situation, { outcome, tell: 'nobody' });
}

/** Another offer of the call that we know: a repetition, or the connection is to be made anew. */
function peerOffered(situation: Situation, sdp: string, sentAtMs: number): CallStep {
  const { state, active } = situation;
  const { negotiation, row } = active.call;
  const { remoteOffer } = negotiation;
  if (active.phase === 'outgoing-ringing') return unchanged(state);
  if (remoteOffer !== undefined && (remoteOffer.sentAtMs >= sentAtMs || remoteOffer.sdp === sdp))
    return unchanged(state);
  const isPending = active.phase === 'incoming-ringing';
  if (!isPending && !doWeGiveWay(active.call, sentAtMs)) return unchanged(state);
  const ownOffer = negotiation.ownOffer && { ...negotiation.ownOffer, isOpen: false };
  const changes = { negotiation: { ...negotiation, remoteOffer: { sdp, sentAtMs }, ownOffer } };
  if (isPending) return proceed(situation, changes);
  return proceed(situation, changes, [
    ...applyEffects(active.call, { type: 'offer', sdp }),
    { type: 'create-answer', uuid: row.uuid },
  ]);
}

/** Both sides offered at once: the older offer gives way, and of two equally old ones that of the side that was called. */
function doWeGiveWay({ negotiation, row }: Call, theirsSentAtMs: number): boolean {
  const { ownOffer } = negotiation;
  if (ownOffer?.isOpen !== true) return true;
  return ownOffer.sentAtMs === theirsSentAtMs
    ? row.direction === 'incoming'
    : ownOffer.sentAtMs < theirsSentAtMs;
}

function peerAnswered(situation: Situation, sdp: string): CallStep {
  const { state, active } = situation;
  const { negotiation, row } = active.call;
  const { ownOffer, remoteAnswer } = negotiation;
  // Not asked for, a repetition, or a second device of theirs.
  if (ownOffer?.isOpen !== true || remoteAnswer === sdp) return unchanged(state);
  const changes = {
    negotiation: { ...negotiation, ownOffer: { ...ownOffer, isOpen: false }, remoteAnswer: sdp },
  };
  const apply = applyEffects(active.call, { type: 'answer', sdp });
  if (active.phase !== 'outgoing-ringing') return proceed(situation, changes, apply);
  const { uuid } = row;
  const answered: CallRow = { ...row, outcome: 'answered' };
  return proceed(situation, { ...changes, phase: 'connecting', row: answered }, [
    { type: 'stop-ringing', uuid },
    { type: 'clear-timer', uuid, timer: 'ring' },
    { type: 'put-row', row: answered },
    ...apply,
    setTimer(uuid, 'connect', CALL_TIMEOUT_MS),
  ]);
}

/** With a new description all candidates are given again: some may have come before the one that they belong to. */
function applyEffects(
  { row: { uuid }, remoteCandidates: candidates }: Call,
  description: { readonly type: 'offer' | 'answer'; readonly sdp: string },
): readonly CallEffect[] {
  const apply: CallEffect = { type: 'apply-description', uuid, description };
  return candidates.length === 0 ? [apply] : [apply, { type: 'add-candidates', uuid, candidates }];
}

function peerFoundCandidates(situation: Situation, come: readonly IceCandidate[]): CallStep {
  const { phase, call } = situation.active;
  const { merged, fresh } = mergeCandidates(call.remoteCandidates, come);
  if (fresh.length === 0) return unchanged(situation.state);
  const isRinging = phase === 'incoming-ringing' || phase === 'outgoing-ringing';
  return proceed(
    situation,
    { remoteCandidates: merged },
    isRinging ? [] : [{ type: 'add-candidates', uuid: call.row.uuid, candidates: fresh }],
  );
}

function withoutHeld(state: CallsState, { uuid, peerId }: CallAddress): CallsState {
  const offer = state.held?.offer;
  return offer?.uuid === uuid && offer.caller.peerId === peerId ? { ...state, held: undefined } : state;
}

function isOf({ row }: Call, { uuid, peerId }: CallAddress): boolean {
  return row.uuid === uuid && row.peerId === peerId;
}
