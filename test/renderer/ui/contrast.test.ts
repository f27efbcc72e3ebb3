import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { ACCENTS, familyOf, THEMES } from '../../../src/ipc/themes.ts';
import { THEME_BACKGROUND } from '../../../src/main/windows/theme-background.ts';

const TOKENS = new URL('../../../src/renderer/ui/tokens/', import.meta.url);

/** Words on their grounds: at least 4.5. Spec 08 §4.6. */
const TEXT = [
  [
    'text-primary-color',
    [
      'background-primary-color',
      'background-secondary-color',
      'background-tertiary-color',
      'modal-background-content-color',
      'modal-row-background-color',
      'menu-background-color',
      'menu-background-hover-color',
      'toast-background-color',
      'chat-buttons-background-color',
      'chat-buttons-background-hover-color',
      'conversation-tab-background-color',
      'conversation-tab-background-hover-color',
      'conversation-tab-background-selected-color',
      'conversation-tab-background-unread-color',
    ],
  ],
  [
    'text-secondary-color',
    [
      'background-tertiary-color',
      'background-primary-color',
      'background-secondary-color',
      'modal-background-content-color',
      'modal-row-background-color',
      'conversation-tab-background-hover-color',
      'conversation-tab-background-unread-color',
      'search-bar-background-color',
      'menu-background-color',
      'toast-background-color',
    ],
  ],
  ['message-bubble-incoming-secondary-text-color', ['message-bubble-incoming-background-color']],
  ['message-bubble-incoming-accent-text-color', ['message-bubble-incoming-background-color']],
  ['on-primary-color', ['primary-color']],
  ['conversation-tab-secondary-text-selected-color', ['conversation-tab-background-selected-color']],
  [
    'accent-text-color',
    [
      'background-tertiary-color',
      'background-primary-color',
      'background-secondary-color',
      'modal-row-background-color',
      'menu-background-color',
      'modal-background-content-color',
      'conversation-tab-background-hover-color',
      'conversation-tab-background-unread-color',
    ],
  ],
  [
    'danger-text-color',
    [
      'background-primary-color',
      'background-secondary-color',
      'background-tertiary-color',
      'modal-background-content-color',
      'menu-background-color',
      'menu-background-hover-color',
      'conversation-tab-background-hover-color',
      'conversation-tab-background-unread-color',
    ],
  ],
  [
    'warning-text-color',
    ['background-primary-color', 'background-tertiary-color', 'modal-background-content-color'],
  ],
  [
    'disabled-text-color',
    [
      'background-primary-color',
      'modal-background-content-color',
      'modal-row-background-color',
      'menu-background-color',
    ],
  ],
  ['on-danger-color', ['danger-color']],
  ['on-unread-color', ['unread-color']],
  ['message-bubble-incoming-text-color', ['message-bubble-incoming-background-color']],
  ['message-bubble-outgoing-text-color', ['message-bubble-outgoing-background-color']],
  ['button-solid-text-color', ['button-solid-background-color', 'button-solid-background-hover-color']],
  ['button-outline-text-hover-color', ['button-outline-background-hover-color']],
  ['background-primary-color', ['text-primary-color']],
] as const;

/** Borders, icons and lights that mean something: at least 3. */
const GRAPHICS = [
  [
    'control-border-color',
    [
      'background-primary-color',
      'background-secondary-color',
      'search-bar-background-color',
      'modal-background-content-color',
      'modal-row-background-color',
    ],
  ],
  [
    'focus-color',
    [
      'background-primary-color',
      'background-secondary-color',
      'modal-background-content-color',
      'modal-row-background-color',
      'menu-background-hover-color',
      'conversation-tab-background-selected-color',
    ],
  ],
  ['mark-color', ['background-primary-color', 'modal-background-content-color']],
  [
    'unread-color',
    ['conversation-tab-background-unread-color', 'conversation-tab-background-selected-color'],
  ],
  ['button-path-default-color', ['background-secondary-color', 'modal-row-background-color']],
  ['button-path-connecting-color', ['background-secondary-color', 'modal-row-background-color']],
  ['button-path-error-color', ['background-secondary-color', 'modal-row-background-color']],
  ['danger-text-color', ['conversation-tab-background-selected-color']],
] as const;

/** Disc colours of avatars, spec 08 §4.5. */
const DISCS = ['#31f196', '#57c9fa', '#fad657', '#ff95ef', '#c993ff', '#fcb159', '#ff9c8e'];

/** The colours of a sheet: names with literal values or the name of another colour. */
function colorsOf(css: string): ReadonlyMap<string, string> {
  return new Map(
    [...css.matchAll(/--([\w-]+): (?:(#[\da-f]{6})|var\(--([\w-]+)\));/gu)].map(
      ([, name = '', literal, other]) => [name, literal ?? other ?? ''] as const,
    ),
  );
}

const accentSheet = readFileSync(new URL('accents.css', TOKENS), 'utf8');

/** The five steps of an accent. */
function accentColors(accent: string): ReadonlyMap<string, string> {
  const rule = accentSheet.split('}').find((part) => part.includes(`[data-accent='${accent}']`));
  return colorsOf(rule ?? '');
}

function pairs(table: typeof TEXT | typeof GRAPHICS) {
  return table.flatMap(([front, grounds]) => grounds.map((ground) => [front, ground] as const));
}

describe.each(THEMES.flatMap((theme) => ACCENTS.map((accent) => [theme, accent] as const)))(
  '%s with %s',
  (theme, accent) => {
    const colors = new Map([
      ...accentColors(accent),
      ...colorsOf(readFileSync(new URL(`${theme}.css`, TOKENS), 'utf8')),
    ]);
    const color = (name: string): string => {
      const value = colors.get(name);
      if (value === undefined) throw new Error(`${theme} with ${accent} has no colour --${name}`);
      return value.startsWith('#') ? value : color(value);
    };
    const words = familyOf(theme) === 'contrast' ? 7 : 4.5;

    test('spec 08 §4.6: words can be read', () => {
      const faint = pairs(TEXT).filter(([front, ground]) => contrast(color(front), color(ground)) < words);
      expect(faint).toEqual([]);
    });
    test('borders, icons and lights can be seen', () => {
      const faint = pairs(GRAPHICS).filter(([front, ground]) => contrast(color(front), color(ground)) < 3);
      expect(faint).toEqual([]);
    });
    test('initials can be read on every disc', () => {
      expect(DISCS.filter((disc) => contrast(color('avatar-text-color'), disc) < 4.5)).toEqual([]);
    });
  },
);

test('all themes define the same tokens, in the same order', () => {
  const names = (theme: string) =>
    [...readFileSync(new URL(`${theme}.css`, TOKENS), 'utf8').matchAll(/^ {2}--([\w-]+):/gmu)].map(
      ([, name]) => name,
    );
  for (const theme of THEMES) expect(names(theme), theme).toEqual(names('classic-dark'));
});

test('spec 08 §4.3: the accents are those of the ecosystem, and so are the discs of avatars', () => {
  expect(ACCENTS.map((accent) => accentColors(accent).get('primary-color'))).toEqual(DISCS);
});

test('a window has the ground of its page before there is a page', () => {
  for (const theme of THEMES) {
    const css = readFileSync(new URL(`${theme}.css`, TOKENS), 'utf8');
    expect(THEME_BACKGROUND[theme].toLowerCase()).toBe(colorsOf(css).get('background-primary-color'));
  }
});

/** WCAG 2.x contrast ratio of two #rrggbb colours, 1…21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
