import { useLayoutEffect, useState } from 'react';

import { ACCENT_CHOICES, type AccentChoice, accentOf, type Theme, THEMES } from '../../ipc/themes.ts';

export const DIRECTIONS = ['ltr', 'rtl'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** How the gallery looks; the address has the same names: `?theme=ocean-dark&accent=pink&direction=rtl`. */
export interface Look {
  readonly theme: Theme;
  readonly accent: AccentChoice;
  readonly direction: Direction;
}

/** The look of the address, put on the root element and changed from there. */
export function useLook(): readonly [Look, (change: Partial<Look>) => void] {
  const [look, setLook] = useState(readLook);
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = look.theme;
    root.dataset['accent'] = accentOf(look.accent, look.theme);
    root.dir = look.direction;
    root.lang = look.direction === 'rtl' ? 'ar' : 'en';
    const address = new URLSearchParams({ ...look });
    window.history.replaceState(undefined, '', `?${address.toString()}`);
  }, [look]);
  return [look, (change) => setLook((before) => ({ ...before, ...change }))];
}

function readLook(): Look {
  const address = new URLSearchParams(window.location.search);
  return {
    theme: oneOf(THEMES, address.get('theme')),
    accent: oneOf(ACCENT_CHOICES, address.get('accent')),
    direction: oneOf(DIRECTIONS, address.get('direction')),
  };
}

function oneOf<Value extends string>(values: readonly [Value, ...Value[]], wanted: unknown): Value {
  return values.find((value) => value === wanted) ?? values[0];
}
