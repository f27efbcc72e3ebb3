import type { CallContext } from './call-events.ts';
import type { CallRow } from './call-row.ts';
import { activeCall, newCall } from './call-state.ts';
import type { Caller, CallsState, Offer } from './call-state.ts';
import { CALL_TIMEOUT_MS, OFFER_FRESH_MS } from './limits.ts';
import { earlyCandidates, forgetEnded, rememberEnded } from './memory.ts';
import type { CallAddress } from './sending.ts';
import { sendEndCall } from './sending.ts';
import { setTimer, unchanged } from './step.ts';
import type { CallStep } from './step.ts';

/** Somebody calls: the questions are asked in the order of spec 04 §6.3. */
export function decideOffer(state: CallsState, offer: Offer, context: CallContext): CallStep {
  const { caller } = offer;
  if (!context.areCallsAllowed) return holdOffer(state, offer, context);
  if (!isKnown(caller)) return unchanged(state);
  if (!isFresh(offer, context)) return missOffer(state, offer, context);
  const active = activeCall(state);
  if (active !== undefined) return refuseAsBusy(state, offer, { ...context, peerId: active.call.row.peerId });
  return ring(state, offer);
}

/** Whether the one who called may still be waiting. */
export function isFresh({ sentAtMs }: Offer, { nowMs }: CallContext): boolean {
  return nowMs - sentAtMs <= OFFER_FRESH_MS;
}

/** Whether we have anything to do with the contact. */
export function isKnown({ isApproved, haveWeWritten }: Caller): boolean {
  return isApproved || haveWeWritten;
}

/** Calls are off: a missed call, which still rings when calls are switched on within a minute. */
function holdOffer(state: CallsState, offer: Offer, context: CallContext): CallStep {
  const { peerId } = offer.caller;
  const { state: missed, effects } = missOffer(state, offer, context);
  return {
    state: { ...missed, held: { offer, atMs: context.monotonicMs } },
    // Strangers get their row, but cannot make toasts pop up.
    effects: isKnown(offer.caller)
      ? [...effects, { type: 'toast', code: 'call-missed-calls-off', peerId }]
      : effects,
  };
}

function missOffer(
  state: CallsState,
  offer: Offer,
  { monotonicMs }: Pick<CallContext, 'monotonicMs'>,
): CallStep {
  return {
    state: rememberEnded(state, { ...addressOf(offer), atMs: monotonicMs }),
    effects: [{ type: 'put-row', row: { ...rowOf(offer), outcome: 'missed', isUnread: true } }],
  };
}

/** Another device of the one we talk with has no row: they know that we are busy. */
function refuseAsBusy(
  state: CallsState,
  offer: Offer,
  { peerId, monotonicMs }: Pick<CallContext, 'monotonicMs'> & { readonly peerId: string },
): CallStep {
  const missed = missOffer(state, offer, { monotonicMs });
  const end = sendEndCall(addressOf(offer));
  return {
    state: missed.state,
    effects: offer.caller.peerId === peerId ? [end] : [...missed.effects, end],
  };
}

function ring(state: CallsState, offer: Offer): CallStep {
  const address = addressOf(offer);
  const { uuid, peerId } = address;
  const row = rowOf(offer);
  const { sdp, sentAtMs, caller } = offer;
  const call = newCall(row, { remoteCandidates: earlyCandidates(state, address) });
  return {
    state: {
      // A call that was held has been remembered as over.
      ...forgetEnded(state, address),
      current: {
        phase: 'incoming-ringing',
        call: { ...call, negotiation: { ...call.negotiation, remoteOffer: { sdp, sentAtMs } } },
      },
    },
    effects: [
      { type: 'put-row', row },
      { type: 'ring', uuid, peerId, direction: 'incoming', notify: !caller.isMuted },
      setTimer(uuid, 'ring', CALL_TIMEOUT_MS),
    ],
  };
}

function addressOf({ uuid, caller }: Offer): CallAddress {
  return { uuid, peerId: caller.peerId };
}

function rowOf(offer: Offer): CallRow {
  return {
    ...addressOf(offer),
    direction: 'incoming',
    outcome: 'ringing',
    startedAtMs: offer.sentAtMs,
    isUnread: false,
    expirationTimerS: offer.expirationTimerS,
  };
}
