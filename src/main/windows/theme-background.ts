import type { Theme } from '../../ipc/index.ts';

/** Background of the page in each theme, so that a window has its colour before its page is there (spec 08 §4.4). */
export const THEME_BACKGROUND: Readonly<Record<Theme, string>> = {
  'classic-dark': '#1B1B1B',
  'classic-light': '#FFFFFF',
  'ocean-dark': '#1A1C28',
  'ocean-light': '#FCFFFF',
  'contrast-dark': '#000000',
  'contrast-light': '#FFFFFF',
};
