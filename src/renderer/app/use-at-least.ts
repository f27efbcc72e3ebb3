import { useEffect, useState } from 'react';

/**
 * True for at least `ms` milliseconds from each time that `count` grows: keeps what was shown from flashing by. Spec 08 §1.
 */
export function useAtLeast(count: number, ms: number): boolean {
  const [started, setStarted] = useState(count);
  const [isHeld, setHeld] = useState(false);
  if (count !== started) {
    setStarted(count);
    setHeld(true);
  }
  useEffect(() => {
    if (!isHeld) return undefined;
    const timer = setTimeout(() => setHeld(false), ms);
    return () => clearTimeout(timer);
  }, [isHeld, ms, started]);
  return isHeld;
}
