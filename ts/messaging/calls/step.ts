import type { CallContext, CallEffect, CallTimer } from './call-events.ts';
import type { ActiveCall, ActivePhase, Call, CallsState } from './call-state.ts';

/** What an event makes of the state, and what is to be done about it. */
export interface CallStep {
  readonly state: CallsState;
  readonly effects: readonly CallEffect[];
}

/** A state, the call in it and the moment: what most rules start from. */
export interface Situation {
  readonly state: CallsState;
  readonly active: ActiveCall;
  readonly context: CallContext;
}

/** Nothing changes. */
export function unchanged(state: CallsState): CallStep {
  return { state, effects: [] };
}

/** The call changes or moves on to another phase. */
export function proceed(
  { state, active }: Pick<Situation, 'state' | 'active'>,
  changes: Partial<Call> & { readonly phase?: ActivePhase },
  effects: readonly CallEffect[] = [],
): CallStep {
  const { phase = active.phase, ...rest } = changes;
  return { state: { ...state, current: { phase, call: { ...active.call, ...rest } } }, effects };
}

/** A step and then, in the same event, another one. */
export function andThen(first: CallStep, next: (state: CallsState) => CallStep): CallStep {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

export function setTimer(uuid: string, timer: CallTimer, delayMs: number): CallEffect {
  return { type: 'set-timer', uuid, timer, delayMs };
}

export function clearTimer(uuid: string, timer: CallTimer): CallEffect {
  return { type: 'clear-timer', uuid, timer };
}
