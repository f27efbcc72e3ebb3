import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

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
      'background-primary-color',
      'background-secondary-color',
      'modal-background-content-color',
      'modal-row-background-color',
      'conversation-tab-background-hover-color',
      'conversation-tab-background-unread-color',
    ],
  ],
  ['conversation-tab-secondary-text-selected-color', ['conversation-tab-background-selected-color']],
  [
    'accent-text-color',
    [
      'background-primary-color',
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
  ['warning-text-color', ['background-tertiary-color', 'modal-background-content-color']],
  ['disabled-text-color', ['background-primary-color', 'modal-background-content-color']],
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
    ['background-primary-color', 'modal-background-content-color', 'modal-row-background-color'],
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

describe.each(['classic-dark', 'classic-light'])('%s', (theme) => {
  const tokens = new Map(
    [...readFileSync(new URL(`${theme}.css`, TOKENS), 'utf8').matchAll(/--([\w-]+): (#[\da-f]{6});/gu)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  );
  const color = (name: string) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`${theme} has no colour --${name}`);
    return value;
  };
  const pairs = (table: typeof TEXT | typeof GRAPHICS) =>
    table.flatMap(([front, grounds]) => grounds.map((ground) => [front, ground] as const));

  test.each(pairs(TEXT))('%s can be read on %s', (front, ground) => {
    expect(contrast(color(front), color(ground))).toBeGreaterThanOrEqual(4.5);
  });
  test.each(pairs(GRAPHICS))('%s can be seen on %s', (front, ground) => {
    expect(contrast(color(front), color(ground))).toBeGreaterThanOrEqual(3);
  });
  test.each(DISCS)('initials can be read on %s', (disc) => {
    expect(contrast(color('avatar-text-color'), disc)).toBeGreaterThanOrEqual(4.5);
  });
});

test('both themes define the same tokens', () => {
  const names = (theme: string) =>
    [...readFileSync(new URL(`${theme}.css`, TOKENS), 'utf8').matchAll(/^ {2}--([\w-]+):/gmu)].map(
      ([, name]) => name,
    );
  expect(names('classic-light')).toEqual(names('classic-dark'));
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
