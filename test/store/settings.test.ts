import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { booleanSetting, choiceSetting, numberSetting, stringSetting } from '../../ts/store/index.ts';
import { expectCode, temporaryPath, temporaryStore } from './support.ts';

const NAME = stringSetting('test.name');
const ZOOM = numberSetting('test.zoom');
const SOUND = booleanSetting('test.sound');
const THEME = choiceSetting('test.theme', ['light', 'dark']);

describe('settings', () => {
  test('are absent until set, and again when deleted', () => {
    const { settings } = temporaryStore();
    expect(settings.get(NAME)).toBeUndefined();
    settings.set(NAME, 'x');
    expect(settings.get(NAME)).toBe('x');
    settings.delete(NAME);
    expect(settings.get(NAME)).toBeUndefined();
  });

  test('keep any value of their type over a restart', () => {
    const path = temporaryPath();
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        wellFormed,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        (name, zoom, sound) => {
          const before = temporaryStore(path);
          before.settings.set(NAME, name);
          before.settings.set(ZOOM, zoom);
          before.settings.set(SOUND, sound);
          before.close();
          const after = temporaryStore(path);
          expect(after.settings.get(NAME)).toBe(name);
          expect(after.settings.get(ZOOM)).toBe(zoom === 0 ? 0 : zoom);
          expect(after.settings.get(SOUND)).toBe(sound);
          after.close();
        },
      ),
      { numRuns: 20 },
    );
  });

  test('of another type or an unknown choice read as absent', () => {
    const { settings } = temporaryStore();
    settings.set(stringSetting(ZOOM.name), 'large');
    expect(settings.get(ZOOM)).toBeUndefined();
    settings.set(stringSetting(THEME.name), 'sepia');
    expect(settings.get(THEME)).toBeUndefined();
    settings.set(THEME, 'dark');
    expect(settings.get(THEME)).toBe('dark');
  });

  test('refuse what their key does not accept', () => {
    const { settings } = temporaryStore();
    expectCode('store-conflict', () => settings.set(ZOOM, Number.NaN));
    expectCode('store-conflict', () => settings.set(ZOOM, Number.POSITIVE_INFINITY));
    expect(settings.get(ZOOM)).toBeUndefined();
  });
});

describe('sent-at', () => {
  test('grows strictly, whatever the clock does, also over a restart', () => {
    const path = temporaryPath();
    let store = temporaryStore(path);
    let last = -1;
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 2_000_000_000_000 })),
        fc.boolean(),
        (candidate, restart) => {
          if (restart) {
            store.close();
            store = temporaryStore(path);
          }
          const sentAt = store.settings.nextSentAtMs(candidate, 'network');
          expect(sentAt).toBe(Math.max(candidate, last + 1));
          last = sentAt;
        },
      ),
      { numRuns: 40 },
    );
    expect(last).toBeGreaterThan(0);
  });

  test('is given back by a transaction that fails', () => {
    const store = temporaryStore();
    expect(store.settings.nextSentAtMs(500, 'network')).toBe(500);
    expect(() =>
      store.transaction(({ settings }) => {
        expect(settings.nextSentAtMs(900, 'network')).toBe(900);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.settings.nextSentAtMs(1, 'network')).toBe(501);
  });

  test('of a clock that runs ahead does not carry the checked ones with it', () => {
    const { settings } = temporaryStore();
    expect(settings.nextSentAtMs(9_000_000, 'local')).toBe(9_000_000);
    expect(settings.nextSentAtMs(5_000, 'network')).toBe(5_000);
    expect(settings.nextSentAtMs(5_000, 'local')).toBe(9_000_001);
    expect(settings.nextSentAtMs(5_000, 'network')).toBe(5_001);
  });

  test('is an integer', () => {
    const { settings } = temporaryStore();
    expectCode('store-conflict', () => settings.nextSentAtMs(1.5, 'network'));
    expectCode('store-conflict', () => settings.nextSentAtMs(Number.NaN, 'network'));
  });
});
