import type { MouseEvent } from 'react';

import type { MenuPlace } from '../../ui/index.ts';

/** Where the menu of a row opens: at the pointer, or at the row for the menu key and Shift+F10, which have no place. */
export function menuPlaceOf(event: MouseEvent<HTMLElement>): MenuPlace {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  return { x: left + 20, y: bottom - 8 };
}
