import fc from 'fast-check';
import { expect, test } from 'vitest';

import { expirationIn, isOffered, ttlOf, wireExpiration } from '../../../ts/messaging/disappearing/timers.ts';
import type { ExpirationSetting } from '../../../ts/store/index.ts';

const DAY_S = 86_400;
const FOURTEEN_DAYS_MS = 14 * DAY_S * 1_000;
const payload = { kind: 'empty' } as const;

test('what is offered is what other clients offer', () => {
  const offered = (kind: 'contact' | 'note-to-self', mode: ExpirationSetting['mode']) =>
    [0, 1, 60, 300, 3_600, 43_200, DAY_S, 7 * DAY_S, 14 * DAY_S, 15 * DAY_S].filter((timerS) =>
      isOffered({ mode, timerS }, { kind }),
    );
  expect(offered('contact', 'off')).toEqual([0]);
  expect(offered('contact', 'after-read')).toEqual([300, 3_600, 43_200, DAY_S, 7 * DAY_S, 14 * DAY_S]);
  expect(offered('contact', 'after-send')).toEqual([43_200, DAY_S, 7 * DAY_S, 14 * DAY_S]);
  expect(offered('note-to-self', 'after-read')).toEqual([]);
  expect(offered('note-to-self', 'after-send')).toEqual([43_200, DAY_S, 7 * DAY_S, 14 * DAY_S]);
});

test('timers of seconds are for tests only', () => {
  for (const timerS of [10, 30, 60]) {
    expect(isOffered({ mode: 'after-send', timerS }, { kind: 'note-to-self', hasShortTimers: true })).toBe(
      true,
    );
    expect(isOffered({ mode: 'after-read', timerS }, { kind: 'contact', hasShortTimers: true })).toBe(true);
    expect(isOffered({ mode: 'after-read', timerS }, { kind: 'note-to-self', hasShortTimers: true })).toBe(
      false,
    );
    expect(isOffered({ mode: 'after-send', timerS }, { kind: 'contact' })).toBe(false);
  }
  expect(isOffered({ mode: 'off', timerS: 10 }, { kind: 'contact', hasShortTimers: true })).toBe(false);
});

test('whatever timer others set is honoured, and what is written is read again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('after-read' as const, 'after-send' as const),
      fc.integer({ min: 1, max: 0xffff_ffff }),
      (mode, timerS) => {
        const content = { payload, ...wireExpiration({ mode, timerS }) };
        expect(expirationIn(content, { kind: 'contact' })).toEqual({ mode, timerS });
        expect(expirationIn(content, { kind: 'note-to-self' })).toEqual({ mode: 'after-send', timerS });
      },
    ),
  );
});

test.each([
  {},
  { expirationType: 'unknown', expirationTimerS: 60 },
  { expirationType: 'delete-after-send' },
  { expirationType: 'delete-after-read', expirationTimerS: 0 },
  wireExpiration(undefined),
  wireExpiration({ mode: 'off', timerS: 0 }),
] as const)('a message stays when it says %j', (fields) => {
  expect(expirationIn({ payload, ...fields }, { kind: 'contact' })).toBeUndefined();
});

test('a swarm keeps what is read later as long as it can, and our own copy as long as its timer', () => {
  const afterRead = { mode: 'after-read', timerS: 300 } as const;
  const afterSend = { mode: 'after-send', timerS: 43_200 } as const;
  expect(ttlOf(undefined, 'recipient')).toBe(FOURTEEN_DAYS_MS);
  expect(ttlOf({ mode: 'off', timerS: 0 }, 'own-swarm')).toBe(FOURTEEN_DAYS_MS);
  expect(ttlOf(afterRead, 'recipient')).toBe(FOURTEEN_DAYS_MS);
  expect(ttlOf(afterRead, 'own-swarm')).toBe(300_000);
  expect(ttlOf(afterSend, 'recipient')).toBe(43_200_000);
  expect(ttlOf(afterSend, 'own-swarm')).toBe(43_200_000);
  // What no swarm would take is brought within what it takes.
  expect(ttlOf({ mode: 'after-send', timerS: 1 }, 'recipient')).toBe(10_000);
  expect(ttlOf({ mode: 'after-send', timerS: 0xffff_ffff }, 'recipient')).toBe(FOURTEEN_DAYS_MS);
});
