import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createCatalogue } from '../../../src/renderer/app/text/catalogue.ts';
import {
  EXPIRY_STEPS,
  expiryStep,
  nextStepMs,
} from '../../../src/renderer/features/conversation/expiry-icon.tsx';
import { handleMessageKey } from '../../../src/renderer/features/conversation/message-keys.ts';
import { barEmoji, reactionKinds } from '../../../src/renderer/features/conversation/reaction-model.ts';
import { spanText, timerNotice } from '../../../src/renderer/features/conversation/timer-words.ts';

const catalogue = createCatalogue('en');

describe('CNV-06: the icon of a disappearing message', () => {
  const hour = { mode: 'after-send', timerS: 3_600 } as const;

  test('is full as long as the clock does not run, and empties in twelve steps', () => {
    expect(expiryStep(hour, 0)).toBe(EXPIRY_STEPS);
    const running = { ...hour, expiresAtMs: 3_600_000 };
    const steps = Array.from({ length: 13 }, (_, at) => expiryStep(running, at * 300_000));
    expect(steps).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(expiryStep(running, 9_000_000)).toBe(0);
  });

  test('changes when it has said it would, and not before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 1_209_600 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (timerS, share) => {
          const disappears = { mode: 'after-read', timerS, expiresAtMs: timerS * 1_000 } as const;
          const nowMs = Math.floor((1 - share) * timerS * 1_000);
          const step = expiryStep(disappears, nowMs);
          const waitMs = nextStepMs(disappears, nowMs);
          if (waitMs === undefined) return;
          expect(expiryStep(disappears, nowMs + waitMs)).toBeLessThan(step);
          if (waitMs > 51) expect(expiryStep(disappears, nowMs + waitMs - 3)).toBe(step);
        },
      ),
    );
  });
});

test('times of timers are said in at most two units', () => {
  const said = [0, 5, 60, 43_200, 86_400, 604_800, 1_209_600, 90_061, 2_419_200];
  expect(said.map((seconds) => spanText(seconds, 'en'))).toEqual([
    '0 seconds',
    '5 seconds',
    '1 minute',
    '12 hours',
    '1 day',
    '7 days',
    '14 days',
    '1 day 1 hour',
    '4 weeks',
  ]);
});

test('CNV-14: who has set what', () => {
  const notice = (timer: Parameters<typeof timerNotice>[0]['timer'], isOwn: boolean) =>
    timerNotice({ timer, name: 'Bob', isOwn }, catalogue);
  const read = { mode: 'after-read', timerS: 43_200 } as const;
  expect(notice(read, false)).toBe('Bob has set messages to disappear 12 hours after they have been read.');
  expect(notice({ mode: 'after-send', timerS: 86_400 }, true)).toBe(
    'You set messages to disappear 1 day after they have been sent.',
  );
  expect(notice({ mode: 'off', timerS: 0 }, false)).toContain('Bob has turned disappearing messages off');
  expect(notice({ mode: 'off', timerS: 0 }, true)).toContain('You turned disappearing messages off');
});

test('CNV-10: reactions by kind, in the order in which each was chosen first', () => {
  const reactions = [
    { senderId: 'bob', emoji: '😂' },
    { senderId: 'me', emoji: '😮' },
    { senderId: 'me', emoji: '😂' },
  ];
  expect(reactionKinds({ reactions }, 'me')).toEqual([
    { emoji: '😂', senderIds: ['bob', 'me'], count: 2, isOwn: true },
    { emoji: '😮', senderIds: ['me'], count: 1, isOwn: true },
  ]);
  expect(reactionKinds({ reactions }, 'carla').map(({ isOwn }) => isOwn)).toEqual([false, false]);
});

test('CNV-08: the bar has the six emoji that were used last, and the usual ones before that', () => {
  expect(barEmoji([])).toEqual(['😂', '🥰', '😢', '😡', '😮', '😈']);
  expect(barEmoji(['🌻', '😢'])).toEqual(['🌻', '😢', '😂', '🥰', '😡', '😮']);
});

describe('KEY: a message that has the focus', () => {
  const press = (
    key: string,
    keys: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', true>> = {},
  ) =>
    handleMessageKey(
      { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...keys },
      { isSelecting: false },
    );

  test.each([
    ['Enter', {}, 'menu'],
    ['E', { ctrlKey: true, shiftKey: true }, 'react'],
    ['r', { metaKey: true, shiftKey: true }, 'reply'],
    ['s', { ctrlKey: true }, 'save'],
    ['r', { ctrlKey: true }, undefined],
    ['s', {}, undefined],
    ['s', { ctrlKey: true, altKey: true }, undefined],
    ['Enter', { shiftKey: true }, undefined],
  ] as const)('%s with %j', (key, keys, action) => {
    expect(press(key, keys)).toBe(action);
  });

  test('is chosen with Space or Enter while messages are chosen', () => {
    const keys = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    expect(handleMessageKey({ ...keys, key: ' ' }, { isSelecting: true })).toBe('toggle');
    expect(handleMessageKey({ ...keys, key: 'Enter' }, { isSelecting: true })).toBe('toggle');
    expect(handleMessageKey({ ...keys, key: 'c', ctrlKey: true }, { isSelecting: true })).toBeUndefined();
  });
});
