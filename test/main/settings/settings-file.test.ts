import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  ACCENT_CHOICES,
  LIST_WIDTH,
  LOCK_AFTER_MINUTES,
  THEMES,
  settingsChangeSchema,
} from '../../../src/ipc/index.ts';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  readSettings,
  writeSettings,
} from '../../../src/main/settings/settings-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SETTINGS = fc.record({
  theme: fc.constantFrom(...THEMES),
  accent: fc.constantFrom(...ACCENT_CHOICES),
  followSystem: fc.boolean(),
  zoomPercent: fc.integer({ min: 5, max: 20 }).map((tenths) => tenths * 10),
  hideMenuBar: fc.boolean(),
  listWidth: fc.integer({ min: LIST_WIDTH.min, max: LIST_WIDTH.max }),
  isListCollapsed: fc.boolean(),
  lockWithSystem: fc.boolean(),
  enterSends: fc.boolean(),
  linkPreviewsOffered: fc.boolean(),
  microphone: fc.boolean(),
  autoplayAudio: fc.boolean(),
  showsFormatting: fc.boolean(),
  blursAway: fc.boolean(),
  requestsHiddenUntilMs: fc.nat(),
  recoveryBanner: fc.constantFrom('waiting' as const, 'due' as const, 'done' as const),
  lockAfterMinutes: fc.constantFrom(...LOCK_AFTER_MINUTES),
  recoveryPasswordHidden: fc.boolean(),
  contentProtection: fc.boolean(),
  keepInTray: fc.boolean(),
  startAtLogin: fc.boolean(),
  autoUpdate: fc.boolean(),
  updateChannel: fc.constantFrom('stable' as const, 'beta' as const),
  updateFeed: fc.constantFrom('', 'https://updates.example/undertone/'),
});

test('what was written is read', () => {
  const path = join(temporaryFolder(), 'settings.json');
  fc.assert(
    fc.property(SETTINGS, (settings) => {
      writeSettings(path, settings);
      expect(readSettings(path)).toEqual(settings);
    }),
    { numRuns: 10 },
  );
});

test('an absent, broken or unreadable file means the defaults', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings.json');
  expect(readSettings(path)).toEqual(DEFAULT_SETTINGS);
  writeFileSync(path, '{"theme":"classic-li');
  expect(readSettings(path)).toEqual(DEFAULT_SETTINGS);
  mkdirSync(join(folder, 'a folder'));
  expect(readSettings(join(folder, 'a folder'))).toEqual(DEFAULT_SETTINGS);
});

test('one wrong entry does not spoil the others', () => {
  const path = join(temporaryFolder(), 'settings.json');
  writeFileSync(path, '{"theme":"classic-light","followSystem":"yes","later":1}');
  expect(readSettings(path)).toEqual({ ...DEFAULT_SETTINGS, theme: 'classic-light' });
});

test('any content gives settings that the contract accepts', () => {
  const path = join(temporaryFolder(), 'settings.json');
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      writeFileSync(path, text);
      expect(settingsChangeSchema.safeParse(readSettings(path)).success).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a change that changes nothing is the same object', () => {
  expect(changeSettings(DEFAULT_SETTINGS, {})).toBe(DEFAULT_SETTINGS);
  expect(changeSettings(DEFAULT_SETTINGS, { theme: DEFAULT_SETTINGS.theme })).toBe(DEFAULT_SETTINGS);
  expect(changeSettings(DEFAULT_SETTINGS, { followSystem: true })).toEqual({
    ...DEFAULT_SETTINGS,
    followSystem: true,
  });
});
