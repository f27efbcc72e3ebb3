import type { CallContext, StartCall } from './call-events.ts';
import { isCallUuid } from './call-message.ts';
import type { CallRow } from './call-row.ts';
import { activeCall, newCall } from './call-state.ts';
import type { CallsState } from './call-state.ts';
import { endCall } from './ending.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';
import { isEnded } from './memory.ts';
import { decideOffer, isFresh } from './offers.ts';
import { sendPreOffer } from './sending.ts';
import { proceed, setTimer, unchanged } from './step.ts';
import type { CallStep, Situation } from './step.ts';

/** We call somebody (spec 04 §6.1, §6.2). */
export function startCall(state: CallsState, { uuid, contact }: StartCall, context: CallContext): CallStep {
  const { peerId } = contact;
  const refuse = (code: 'calls-off' | 'call-in-progress' | 'call-not-possible'): CallStep => ({
    state,
    effects: [{ type: 'toast', code, peerId }],
  });
  if (!context.areCallsAllowed) return refuse('calls-off');
  if (contact.isNoteToSelf || contact.isBlocked) return refuse('call-not-possible');
  if (activeCall(state) !== undefined) return refuse('call-in-progress');
  if (!isCallUuid(uuid) || isEnded(state, { uuid, peerId })) return unchanged(state);

  const row: CallRow = {
    uuid,
    peerId,
    direction: 'outgoing',
    outcome: 'ringing',
    startedAtMs: context.nowMs,
    isUnread: false,
  };
  return {
    state: { ...state, current: { phase: 'outgoing-ringing', call: newCall(row) } },
    effects: [
      ...(contact.isApproved ? [] : [{ type: 'approve-contact', peerId } as const]),
      sendPreOffer(row),
      { type: 'put-row', row },
      { type: 'open-media', uuid, relayOnly: context.relayOnly },
      { type: 'create-offer', uuid, iceRestart: false },
      { type: 'ring', uuid, peerId, direction: 'outgoing', notify: false },
      setTimer(uuid, 'ring', CALL_TIMEOUT_MS),
    ],
  };
}

/** We take the call that rings. */
export function acceptCall(situation: Situation): CallStep {
  const { active, context } = situation;
  const { row, negotiation, remoteCandidates } = active.call;
  if (active.phase !== 'incoming-ringing' || negotiation.remoteOffer === undefined)
    return unchanged(situation.state);
  const { uuid } = row;
  const answered: CallRow = { ...row, outcome: 'answered' };
  return proceed(situation, { phase: 'connecting', row: answered }, [
    { type: 'stop-ringing', uuid },
    { type: 'clear-timers', uuid },
    { type: 'put-row', row: answered },
    { type: 'open-media', uuid, relayOnly: context.relayOnly },
    {
      type: 'apply-description',
      uuid,
      description: { type: 'offer', sdp: negotiation.remoteOffer.sdp },
    },
    ...(remoteCandidates.length === 0
      ? []
      : [{ type: 'add-candidates', uuid, candidates: remoteCandidates } as const]),
    { type: 'create-answer', uuid },
    setTimer(uuid, 'connect', CALL_TIMEOUT_MS),
  ]);
}

/** We decline the call that rings, or end the one that runs (spec 04 §6.2). */
export function hangUp(situation: Situation): CallStep {
  const { phase, call } = situation.active;
  if (phase === 'incoming-ringing') return endCall(situation, { outcome: 'declined', tell: 'peer-and-self' });
  if (phase === 'outgoing-ringing') return endCall(situation, { outcome: 'cancelled', tell: 'peer' });
  // Until the caller has chosen, an end of ours would end the call of our other device too.
  if (phase === 'connecting' && call.hasRival)
    return endCall(situation, { outcome: 'answered-elsewhere', tell: 'nobody' });
  return endCall(situation, { outcome: 'answered', tell: 'peer' });
}

/** Calls were switched on: an offer that came a moment ago rings now (spec 04 §6.3). */
export function permissionGranted(state: CallsState, context: CallContext): CallStep {
  if (state.held === undefined || !context.areCallsAllowed) return unchanged(state);
  const { offer } = state.held;
  const freed = { ...state, held: undefined };
  // It has its row as a missed call already.
  const isTooLate = !isFresh(offer, context) || activeCall(state) !== undefined;
  return isTooLate ? unchanged(freed) : decideOffer(freed, offer, context);
}
