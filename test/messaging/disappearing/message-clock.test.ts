import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type Arrival,
  agreedExpiry,
  clockOnArrival,
  endingAt,
  isOver,
  startedAt,
} from '../../../ts/messaging/disappearing/message-clock.ts';

const NOW_MS = 1_700_000_000_000;
const HOUR_S = 3_600;
const HOUR_MS = 3_600_000;

const aMoment = fc.integer({ min: 0, max: 4_000_000_000_000 });
const arrivals: fc.Arbitrary<Arrival> = fc.record({
  expiration: fc.record({
    mode: fc.constantFrom('after-read' as const, 'after-send' as const),
    timerS: fc.integer({ min: 1, max: 0xffff_ffff }),
  }),
  isOwn: fc.boolean(),
  sentAtMs: aMoment,
  swarmExpiryMs: aMoment,
  isRead: fc.boolean(),
  nowMs: aMoment,
});

function arrival(part: Partial<Arrival> & { readonly mode: 'after-read' | 'after-send' }): Arrival {
  const { mode, ...rest } = part;
  return {
    expiration: { mode, timerS: HOUR_S },
    isOwn: false,
    sentAtMs: NOW_MS - 500,
    swarmExpiryMs: NOW_MS + 14 * 24 * HOUR_MS,
    isRead: false,
    nowMs: NOW_MS,
    ...rest,
  };
}

describe('a message that comes', () => {
  test.each([
    [
      'after sending ends when the swarm drops it',
      { mode: 'after-send', swarmExpiryMs: NOW_MS + 7 },
      NOW_MS + 7,
    ],
    ['after sending ends a timer from now at the latest', { mode: 'after-send' }, NOW_MS + HOUR_MS],
    [
      'of ours, after reading, counts from when it was sent',
      { mode: 'after-read', isOwn: true },
      NOW_MS - 500 + HOUR_MS,
    ],
    [
      'of ours, from a device whose clock is ahead, counts from now',
      { mode: 'after-read', isOwn: true, sentAtMs: NOW_MS + 60_000 },
      NOW_MS + HOUR_MS,
    ],
    ['that nobody has read waits', { mode: 'after-read' }, undefined],
    [
      'that was read elsewhere ends when the swarm was told',
      { mode: 'after-read', isRead: true, swarmExpiryMs: NOW_MS + 9 },
      NOW_MS + 9,
    ],
    [
      'that was read, which the swarm does not know, begins now',
      { mode: 'after-read', isRead: true },
      NOW_MS + HOUR_MS,
    ],
  ] as const)('%s', (_story, part, expiresAtMs) => {
    expect(clockOnArrival(arrival(part)).expiration.expiresAtMs).toBe(expiresAtMs);
  });

  test('is told of to the swarm only when it was read and the swarm would keep it longer', () => {
    fc.assert(
      fc.property(arrivals, (message) => {
        const { isToBeShortened, expiration } = clockOnArrival(message);
        const latestMs = message.nowMs + message.expiration.timerS * 1_000;
        const isUnknown = !message.isOwn && message.isRead && message.swarmExpiryMs > latestMs;
        expect(isToBeShortened).toBe(message.expiration.mode === 'after-read' && isUnknown);
        if (isToBeShortened) expect(expiration.startedAtMs).toBe(message.nowMs);
      }),
    );
  });

  test('never outlives its timer, and has a clock unless it waits to be read', () => {
    fc.assert(
      fc.property(arrivals, (message) => {
        const { expiration } = clockOnArrival(message);
        expect(expiration).toMatchObject(message.expiration);
        const waits = message.expiration.mode === 'after-read' && !message.isOwn && !message.isRead;
        expect(expiration.expiresAtMs === undefined).toBe(waits);
        expect(expiration.startedAtMs === undefined).toBe(waits);
        if (expiration.expiresAtMs === undefined) return;
        expect(expiration.expiresAtMs).toBeLessThanOrEqual(message.nowMs + message.expiration.timerS * 1_000);
        expect(expiration.startedAtMs).toBeGreaterThanOrEqual(0);
        expect(expiration.startedAtMs).toBeLessThanOrEqual(Math.max(message.nowMs, 0));
      }),
    );
  });
});

test('a clock runs for its timer, whichever end of it is known, and is over with its last millisecond', () => {
  const setting = { mode: 'after-send', timerS: 60 } as const;
  expect(startedAt(setting, 1_000)).toEqual(endingAt(setting, 61_000));
  const running = startedAt(setting, 1_000);
  expect([60_999, 61_000].map((nowMs) => isOver(running, nowMs))).toEqual([false, true]);
  expect(isOver(setting, Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(isOver(undefined, Number.MAX_SAFE_INTEGER)).toBe(false);
});

describe('nodes of a swarm', () => {
  test('that do not know a message say nothing about it', () => {
    expect(agreedExpiry([])).toBeUndefined();
  });

  test('agree on the earlier of two, and a single one never outvotes many', () => {
    expect(agreedExpiry([9, 5])).toBe(5);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), aMoment, aMoment, (honest, truth, odd) => {
        const answers = [odd, ...Array.from({ length: honest }, () => truth)];
        expect(agreedExpiry(answers)).toBe(truth);
      }),
    );
  });
});
