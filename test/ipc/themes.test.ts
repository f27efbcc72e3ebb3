import fc from 'fast-check';
import { expect, test } from 'vitest';

import { settingsChangeSchema } from '../../src/ipc/settings.ts';
import {
  ACCENT_CHOICES,
  ACCENTS,
  accentOf,
  familyOf,
  inMode,
  isDarkTheme,
  THEMES,
  ZOOM,
  zoomStep,
} from '../../src/ipc/themes.ts';

test('every family has a dark and a light theme, and a mode changes nothing but that', () => {
  fc.assert(
    fc.property(fc.constantFrom(...THEMES), fc.boolean(), (theme, isDark) => {
      const other = inMode(theme, isDark);
      expect(THEMES).toContain(other);
      expect(isDarkTheme(other)).toBe(isDark);
      expect(familyOf(other)).toBe(familyOf(theme));
      expect(inMode(other, isDarkTheme(theme))).toBe(theme);
    }),
  );
});

test('spec 08 §4.3: Classic is green and Ocean is blue until somebody chooses', () => {
  expect(accentOf('default', 'classic-light')).toBe('green');
  expect(accentOf('default', 'ocean-dark')).toBe('blue');
  for (const theme of THEMES) {
    for (const accent of ACCENTS) expect(accentOf(accent, theme)).toBe(accent);
    expect(ACCENTS).toContain(accentOf('default', theme));
  }
});

test('SET-07: however often it is changed, the zoom is one that the contract accepts', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('in' as const, 'out' as const), { maxLength: 40 }), (steps) => {
      let zoomPercent: number = ZOOM.initial;
      for (const step of steps) zoomPercent = zoomStep(zoomPercent, step);
      expect(settingsChangeSchema.safeParse({ zoomPercent }).success).toBe(true);
    }),
  );
});

test.each([
  { zoomPercent: 105 },
  { zoomPercent: 210 },
  { listWidth: 10 },
  { accent: 'black' },
  { theme: 'x' },
])('the contract refuses %j', (change) => {
  expect(settingsChangeSchema.safeParse(change).success).toBe(false);
});

test('the contract accepts every theme and every choice of an accent', () => {
  for (const theme of THEMES)
    for (const accent of ACCENT_CHOICES)
      expect(settingsChangeSchema.safeParse({ theme, accent }).success).toBe(true);
});
