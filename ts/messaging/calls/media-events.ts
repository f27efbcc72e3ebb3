import type { IceConnectionState, MediaEvent, SessionDescription } from './call-events.ts';
import { isCandidate } from './call-message.ts';
import type { IceCandidate } from './call-message.ts';
import { endCall } from './ending.ts';
import {
  CALL_TIMEOUT_MS,
  CANDIDATES_EVERY_MS,
  DISCONNECTED_FOR_MS,
  FIRST_CANDIDATES_AFTER_MS,
} from './limits.ts';
import { mergeCandidates } from './memory.ts';
import { sendAnswer, sendCandidates, sendOffer } from './sending.ts';
import { andThen, clearTimer, proceed, setTimer, unchanged } from './step.ts';
import type { CallStep, Situation } from './step.ts';

/** The media layer of the current call has done or seen something (spec 04 §6.1, §6.2). */
export function mediaEvent(situation: Situation, event: MediaEvent): CallStep {
  // Before a call is taken there are no media: nothing of it is worth listening to.
  if (situation.active.phase === 'incoming-ringing') return unchanged(situation.state);
  switch (event.type) {
    case 'local-description':
      return describedOurselves(situation, event.description);
    case 'local-candidate':
      return foundCandidate(situation, event.candidate);
    case 'ice-state':
      return iceChanged(situation, event.state);
    case 'remote-hang-up':
      return endCall(situation, { outcome: 'answered', tell: 'nobody' });
    case 'media-failed':
      return mediaFailed(situation);
  }
}

/** The media are lost for good. Nobody is told when another device of ours may have the call. */
export function mediaFailed(situation: Situation): CallStep {
  const { phase, call } = situation.active;
  if (phase === 'connecting' && call.hasRival)
    return endCall(situation, { outcome: 'answered-elsewhere', tell: 'nobody' });
  return endCall(situation, { outcome: 'failed', tell: 'peer' });
}

function describedOurselves(situation: Situation, { type, sdp }: SessionDescription): CallStep {
  const { active, context } = situation;
  const { row, negotiation } = active.call;
  if (type === 'offer') {
    const ownOffer = { sentAtMs: context.nowMs, isOpen: true };
    const offered = proceed(situation, { negotiation: { ...negotiation, ownOffer } }, [sendOffer(row, sdp)]);
    return andThen(offered, (state) => scheduleCandidates({ ...situation, state }));
  }
  if (active.phase === 'outgoing-ringing') return unchanged(situation.state);
  const answered = proceed(
    situation,
    { negotiation: { ...negotiation, ownAnswer: negotiation.ownAnswer ?? sdp } },
    // Later answers are for connecting anew: our other devices have long stopped ringing.
    [
      sendAnswer(row, sdp, {
        alsoToSelf: row.direction === 'incoming' && negotiation.ownAnswer === undefined,
      }),
    ],
  );
  return andThen(answered, (state) => scheduleCandidates({ ...situation, state }));
}

function foundCandidate(situation: Situation, candidate: IceCandidate): CallStep {
  const { outgoing } = situation.active.call;
  if (!isCandidate(candidate)) return unchanged(situation.state);
  const { merged, fresh } = mergeCandidates(outgoing.all, [candidate]);
  if (fresh.length === 0) return unchanged(situation.state);
  const kept = proceed(situation, { outgoing: { ...outgoing, all: merged, hasUnsent: true } });
  return andThen(kept, (state) => scheduleCandidates({ ...situation, state }));
}

/** Candidates go out together and not too often, and never before the description that they belong to. */
function scheduleCandidates({ state, context }: Omit<Situation, 'active'>): CallStep {
  const { current } = state;
  if (current.phase === 'idle' || current.phase === 'ended') return unchanged(state);
  const { outgoing, negotiation, row } = current.call;
  const isDescribed = negotiation.ownOffer !== undefined || negotiation.ownAnswer !== undefined;
  if (!outgoing.hasUnsent || outgoing.isTimerSet || !isDescribed) return unchanged(state);
  const delayMs =
    outgoing.sentAtMs === undefined
      ? FIRST_CANDIDATES_AFTER_MS
      : Math.max(0, outgoing.sentAtMs + CANDIDATES_EVERY_MS - context.monotonicMs);
  return proceed({ state, active: current }, { outgoing: { ...outgoing, isTimerSet: true } }, [
    setTimer(row.uuid, 'candidates', delayMs),
  ]);
}

/** Every message has all candidates so far: it makes up for those that were lost. */
export function sendAllCandidates(situation: Situation): CallStep {
  const { active, context } = situation;
  const { outgoing, row } = active.call;
  if (!outgoing.isTimerSet) return unchanged(situation.state);
  return proceed(
    situation,
    { outgoing: { ...outgoing, hasUnsent: false, isTimerSet: false, sentAtMs: context.monotonicMs } },
    [sendCandidates(row, outgoing.all)],
  );
}

function iceChanged(situation: Situation, state: IceConnectionState): CallStep {
  switch (state) {
    case 'connected':
    case 'completed':
      return connected(situation);
    case 'disconnected':
      return shaken(situation);
    case 'failed':
      return broken(situation);
    case 'new':
    case 'checking':
    case 'closed':
      return unchanged(situation.state);
  }
}

function connected(situation: Situation): CallStep {
  const { active, context } = situation;
  const { row, connectedSinceMs = context.monotonicMs } = active.call;
  const { uuid } = row;
  if (active.phase === 'connected')
    return proceed(
      situation,
      { isShaky: false },
      active.call.isShaky ? [clearTimer(uuid, 'disconnected')] : [],
    );
  if (active.phase === 'outgoing-ringing') return unchanged(situation.state);
  return proceed(situation, { phase: 'connected', connectedSinceMs, isShaky: false }, [
    clearTimer(uuid, active.phase === 'connecting' ? 'connect' : 'reconnect'),
  ]);
}

/** It may heal by itself. */
function shaken(situation: Situation): CallStep {
  const { phase, call } = situation.active;
  if (phase !== 'connected' || call.isShaky) return unchanged(situation.state);
  return proceed(situation, { isShaky: true }, [
    setTimer(call.row.uuid, 'disconnected', DISCONNECTED_FOR_MS),
  ]);
}

/** The connection is gone. The caller offers a new one, so that the two sides do not do it at once. */
export function broken(situation: Situation): CallStep {
  const { phase, call } = situation.active;
  const { uuid, direction } = call.row;
  const canOffer = direction === 'outgoing' && call.negotiation.ownOffer?.isOpen !== true;
  const restart = canOffer ? [{ type: 'create-offer', uuid, iceRestart: true } as const] : [];
  if (phase === 'connecting') return proceed(situation, {}, restart);
  if (phase !== 'connected') return unchanged(situation.state);
  return proceed(situation, { phase: 'reconnecting', isShaky: false }, [
    clearTimer(uuid, 'disconnected'),
    ...restart,
    setTimer(uuid, 'reconnect', CALL_TIMEOUT_MS),
  ]);
}
