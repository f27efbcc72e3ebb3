import type { CallsState, EarlyCandidates, EndedCall } from './call-state.ts';
import type { IceCandidate } from './call-message.ts';
import {
  CALL_TIMEOUT_MS,
  ENDED_MEMORY_MS,
  MAX_CANDIDATES,
  MAX_EARLY_CALLS,
  MAX_ENDED_CALLS,
  MAX_ENDED_CALLS_OF_ONE,
} from './limits.ts';
import type { CallAddress } from './sending.ts';

/** The state without what has been remembered long enough. */
export function forgetOld(state: CallsState, monotonicMs: number): CallsState {
  const { ended, early, held } = state;
  return {
    ...state,
    ended: onlyNewer(ended, monotonicMs - ENDED_MEMORY_MS),
    early: onlyNewer(early, monotonicMs - CALL_TIMEOUT_MS),
    held: held === undefined || monotonicMs - held.atMs > CALL_TIMEOUT_MS ? undefined : held,
  };
}

/** Entries are in order of time. */
function onlyNewer<Entry extends { readonly atMs: number }>(
  entries: readonly Entry[],
  oldestMs: number,
): readonly Entry[] {
  const [oldest] = entries;
  if (oldest === undefined || oldest.atMs >= oldestMs) return entries;
  return entries.filter(({ atMs }) => atMs >= oldestMs);
}

/** Whether messages of this call are passed over. Nobody can end the calls of others: the contact counts too. */
export function isEnded({ ended }: CallsState, { uuid, peerId }: CallAddress): boolean {
  return ended.some((entry) => entry.uuid === uuid && (entry.peerId ?? peerId) === peerId);
}

/** Remembers that a call is over; a contact who ends very many makes only their own forgotten. */
export function rememberEnded(state: CallsState, call: EndedCall): CallsState {
  const { uuid, peerId } = call;
  if (state.ended.some((entry) => entry.uuid === uuid && entry.peerId === peerId)) return state;
  const ofSame = state.ended.filter((entry) => entry.peerId === peerId);
  const [oldestOfSame] = ofSame.length < MAX_ENDED_CALLS_OF_ONE ? [] : ofSame;
  const kept = state.ended.filter((entry) => entry !== oldestOfSame);
  return { ...state, ended: [...kept, call].slice(-MAX_ENDED_CALLS) };
}

/** Makes a call possible again that was remembered as over. */
export function forgetEnded(state: CallsState, { uuid, peerId }: CallAddress): CallsState {
  return {
    ...state,
    ended: state.ended.filter((entry) => entry.uuid !== uuid || entry.peerId !== peerId),
  };
}

/** Keeps candidates until their offer comes. */
export function rememberEarly(state: CallsState, come: EarlyCandidates): CallsState {
  const known = state.early.find((entry) => isSameCall(entry, come));
  const { merged } = mergeCandidates(known?.candidates ?? [], come.candidates);
  const entry = { ...come, candidates: merged, atMs: known?.atMs ?? come.atMs };
  const early =
    known === undefined
      ? [...state.early, entry].slice(-MAX_EARLY_CALLS)
      : state.early.map((other) => (other === known ? entry : other));
  return { ...state, early };
}

/** The candidates that came before their offer. */
export function earlyCandidates({ early }: CallsState, call: CallAddress): readonly IceCandidate[] {
  return early.find((entry) => isSameCall(entry, call))?.candidates ?? [];
}

/** All candidates without repetitions, the newest of too many; and which of them are new. */
export function mergeCandidates(
  known: readonly IceCandidate[],
  come: readonly IceCandidate[],
): { readonly merged: readonly IceCandidate[]; readonly fresh: readonly IceCandidate[] } {
  const seen = new Set(known.map(candidateKey));
  const fresh = come.filter((candidate) => {
    const key = candidateKey(candidate);
    return !seen.has(key) && seen.add(key);
  });
  return { merged: [...known, ...fresh].slice(-MAX_CANDIDATES), fresh };
}

function candidateKey({ candidate, sdpMLineIndex, sdpMid }: IceCandidate): string {
  return JSON.stringify([candidate, sdpMLineIndex, sdpMid]);
}

function isSameCall(a: CallAddress, b: CallAddress): boolean {
  return a.uuid === b.uuid && a.peerId === b.peerId;
}
