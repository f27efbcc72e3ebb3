// Without schemas, so that the page can use it, too.

export const THEMES = [
  'classic-dark',
  'classic-light',
  'ocean-dark',
  'ocean-light',
  'contrast-dark',
  'contrast-light',
] as const;
export type Theme = (typeof THEMES)[number];

/** A pair of themes, one dark and one light. */
export type ThemeFamily = 'classic' | 'ocean' | 'contrast';

/** Spec 08 §4.3, in the order of the row in Settings. */
export const ACCENTS = ['green', 'blue', 'yellow', 'pink', 'purple', 'orange', 'red'] as const;
export type Accent = (typeof ACCENTS)[number];

/** `default` is the accent that the family of the theme comes with. */
export const ACCENT_CHOICES = ['default', ...ACCENTS] as const;
export type AccentChoice = (typeof ACCENT_CHOICES)[number];

const DEFAULT_ACCENTS: Readonly<Record<ThemeFamily, Accent>> = {
  classic: 'green',
  ocean: 'blue',
  contrast: 'yellow',
};

export function familyOf(theme: Theme): ThemeFamily {
  return theme.slice(0, theme.indexOf('-')) as ThemeFamily;
}

export function isDarkTheme(theme: Theme): boolean {
  return theme.endsWith('-dark');
}

/** The dark or the light theme of the same family. */
export function inMode(theme: Theme, isDark: boolean): Theme {
  return `${familyOf(theme)}-${isDark ? 'dark' : 'light'}`;
}

/** The accent that is shown. */
export function accentOf(choice: AccentChoice, theme: Theme): Accent {
  return choice === 'default' ? DEFAULT_ACCENTS[familyOf(theme)] : choice;
}

/** Steps of the zoom of the window, in percent. Spec 08, SET-07. */
export const ZOOM = { min: 50, max: 200, step: 10, initial: 100 } as const;

/** Width of the list of conversations, in px. */
export const LIST_WIDTH = { min: 240, max: 520, initial: 300 } as const;

/** The next zoom in a direction, in percent; the same at either end. */
export function zoomStep(percent: number, direction: 'in' | 'out'): number {
  const next = percent + (direction === 'in' ? ZOOM.step : -ZOOM.step);
  return Math.max(ZOOM.min, Math.min(ZOOM.max, next));
}
