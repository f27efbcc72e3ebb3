import { onTestFinished } from 'vitest';

import type { MovingClock } from '../../support/moving-clock.ts';

/** Lets time run forty times as fast from now on, so that nobody waits for pauses and time-outs. @returns what ends that */
export function runFast(clock: MovingClock): () => void {
  const timer = setInterval(() => clock.moveOn(2_000), 50);
  const stop = (): void => clearInterval(timer);
  onTestFinished(stop);
  return stop;
}
