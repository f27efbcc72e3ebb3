import type { CallContext, CallEvent } from './call-events.ts';
import { activeCall } from './call-state.ts';
import type { CallsState } from './call-state.ts';
import { endCall } from './ending.ts';
import { acceptCall, hangUp, permissionGranted, startCall } from './local-events.ts';
import { broken, mediaEvent, mediaFailed, sendAllCandidates } from './media-events.ts';
import { forgetOld } from './memory.ts';
import { messageCame } from './message-events.ts';
import { unchanged } from './step.ts';
import type { CallStep, Situation } from './step.ts';

/**
 * The rules of calls (spec 04 §6) as one function: from what is known and what happens to what is known then and what is to be done.
 * There is at most one call. Never throws, whatever comes from outside.
 */
export function reduceCalls(before: CallsState, event: CallEvent, context: CallContext): CallStep {
  const state = forgetOld(before, context.monotonicMs);
  switch (event.type) {
    case 'start':
      return startCall(state, event, context);
    case 'dismiss':
      return state.current.phase === 'ended'
        ? { state: { ...state, current: { phase: 'idle' } }, effects: [] }
        : unchanged(state);
    case 'permission-granted':
      return permissionGranted(state, context);
    case 'message':
      return messageCame(state, event, context);
    default:
      return ofCurrentCall(state, event, context);
  }
}

type EventOfCall = Exclude<
  CallEvent,
  { readonly type: 'start' | 'dismiss' | 'permission-granted' | 'message' }
>;

function ofCurrentCall(state: CallsState, event: EventOfCall, context: CallContext): CallStep {
  const active = activeCall(state);
  if (active?.call.row.uuid !== event.uuid) return unchanged(state);
  const situation = { state, active, context };
  switch (event.type) {
    case 'accept':
      return acceptCall(situation);
    case 'reject':
      return active.phase === 'incoming-ringing' ? hangUp(situation) : unchanged(state);
    case 'hang-up':
      return hangUp(situation);
    case 'timer':
      return timerFired(situation, event.timer);
    default:
      return mediaEvent(situation, event);
  }
}

/** A timer of a phase that is over says nothing. */
function timerFired(
  situation: Situation,
  timer: (CallEvent & { readonly type: 'timer' })['timer'],
): CallStep {
  const { state, active } = situation;
  const { phase } = active;
  switch (timer) {
    case 'ring':
      if (phase === 'outgoing-ringing') return endCall(situation, { outcome: 'unanswered', tell: 'peer' });
      if (phase === 'incoming-ringing') return endCall(situation, { outcome: 'missed', tell: 'nobody' });
      return unchanged(state);
    case 'connect':
      return phase === 'connecting' ? mediaFailed(situation) : unchanged(state);
    case 'candidates':
      return sendAllCandidates(situation);
    case 'disconnected':
      return phase === 'connected' && active.call.isShaky ? broken(situation) : unchanged(state);
    case 'reconnect':
      return phase === 'reconnecting' ? mediaFailed(situation) : unchanged(state);
  }
}
