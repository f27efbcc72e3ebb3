import { useEffect, useState } from 'react';

import { useAppSelector } from '../../app/hooks.ts';
import { selectLock } from '../../app/session-slice.ts';

const TICK_MS = 250;

/** Seconds until the next password may be tried, counted down; 0 when it may be now. */
export function useSecondsLeft(): number {
  const lock = useAppSelector(selectLock);
  const [seen, setSeen] = useState(lock);
  const [seconds, setSeconds] = useState(toSeconds(lock?.retryAfterMs));
  if (lock !== seen) {
    setSeen(lock);
    setSeconds(toSeconds(lock?.retryAfterMs));
  }
  useEffect(() => {
    const endMs = performance.now() + (lock?.retryAfterMs ?? 0);
    if (toSeconds(lock?.retryAfterMs) === 0) return undefined;
    const timer = setInterval(() => {
      const left = toSeconds(endMs - performance.now());
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [lock]);
  return seconds;
}

function toSeconds(ms = 0): number {
  return Math.max(0, Math.ceil(ms / 1_000));
}
