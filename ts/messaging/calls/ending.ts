import type { CallContext, CallEffect } from './call-events.ts';
import type { CallOutcome } from './call-row.ts';
import { endedCall } from './call-state.ts';
import type { ActiveCall } from './call-state.ts';
import { rememberEnded } from './memory.ts';
import { sendEndCall } from './sending.ts';
import type { CallStep, Situation } from './step.ts';

export interface Ending {
  /** Unless the call was connected once: then it was answered, whatever ended it. */
  readonly outcome: CallOutcome;
  /** Whether the other side is told, and our own devices too. */
  readonly tell: 'nobody' | 'peer' | 'peer-and-self';
}

/** The one way in which the current call ends: the row gets its last form, everything that runs for the call stops. */
export function endCall({ state, active, context }: Situation, { outcome, tell }: Ending): CallStep {
  const { row } = active.call;
  const durationMs = durationOf(active, context);
  const finalOutcome = durationMs === undefined ? outcome : 'answered';
  const isUnread = finalOutcome === 'missed';
  return {
    state: {
      ...rememberEnded(state, { uuid: row.uuid, peerId: row.peerId, atMs: context.monotonicMs }),
      current: endedCall(row, finalOutcome, durationMs),
    },
    effects: [
      ...stopEffects(active, { sayHangUp: tell !== 'nobody' }),
      ...(tell === 'nobody' ? [] : [sendEndCall(row, { alsoToSelf: tell === 'peer-and-self' })]),
      { type: 'put-row', row: { ...row, outcome: finalOutcome, durationMs, isUnread } },
    ],
  };
}

function durationOf({ call }: ActiveCall, { monotonicMs }: CallContext): number | undefined {
  return call.connectedSinceMs === undefined ? undefined : Math.max(0, monotonicMs - call.connectedSinceMs);
}

function stopEffects(
  { phase, call }: ActiveCall,
  { sayHangUp }: { readonly sayHangUp: boolean },
): readonly CallEffect[] {
  const { uuid } = call.row;
  const isRinging = phase === 'incoming-ringing' || phase === 'outgoing-ringing';
  return [
    ...(isRinging ? [{ type: 'stop-ringing', uuid } as const] : []),
    { type: 'clear-timers', uuid },
    ...(phase === 'incoming-ringing' ? [] : [{ type: 'close-media', uuid, sayHangUp } as const]),
  ];
}
