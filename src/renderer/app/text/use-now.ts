import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;

/** The time now, ms since the epoch; renders again every quarter minute, so that times on the screen stay true. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, currentTick);
}

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, TICK_MS);
  return () => clearInterval(timer);
}

function currentTick(): number {
  // One value within a tick: a snapshot must not change between two renders.
  return Math.floor(Date.now() / TICK_MS) * TICK_MS;
}
