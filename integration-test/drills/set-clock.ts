// Loaded before an engine in all of its threads: its wall clock is wrong by what a file says, and may jump. Its monotonic clock and its
// timers are the machine's, as they are when somebody sets a clock.

import { readFileSync } from 'node:fs';

const path = process.env['DRILL_CLOCK'];
const rightNow = Date.now.bind(Date);
const LOOK_EVERY_MS = 20;
let lookedAtMs = Number.NEGATIVE_INFINITY;
let wrongByMs = 0;

if (path !== undefined) {
  Date.now = () => {
    const nowMs = rightNow();
    if (nowMs - lookedAtMs > LOOK_EVERY_MS) {
      lookedAtMs = nowMs;
      wrongByMs = Number(readFileSync(path, 'utf8'));
    }
    return nowMs + wrongByMs;
  };
}
