import { useState } from 'react';

import { LIST_WIDTH } from '../../../ipc/themes.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';

/** Width in px of a list that shows avatars only. */
export const COLLAPSED_WIDTH = 76;

/** Dragged to less than this, the list collapses. */
const COLLAPSE_BELOW = 170;

export interface ListSize {
  readonly width: number;
  readonly isCollapsed: boolean;
  /** While it is dragged, px; nothing is stored yet. */
  readonly dragTo: (width: number) => void;
  /** Stores a width, px; `undefined` stores the one that it was dragged to. */
  readonly settle: (width?: number) => void;
  readonly toggle: () => void;
}

/** How wide the list of conversations is, and whether it is a list at all. Spec 08, LST-13. */
export function useListSize(): ListSize {
  const settings = useAppSelector(selectSettings);
  const [changeSettings] = api.useChangeSettingsMutation();
  const [dragged, setDragged] = useState<number>();
  const stored = settings?.listWidth ?? LIST_WIDTH.initial;
  const wanted = dragged ?? stored;
  const isCollapsed = dragged === undefined ? settings?.isListCollapsed === true : dragged < COLLAPSE_BELOW;
  return {
    width: isCollapsed ? COLLAPSED_WIDTH : inBounds(wanted),
    isCollapsed,
    dragTo: setDragged,
    settle: (width = dragged) => {
      setDragged(undefined);
      if (width === undefined) return;
      const collapses = width < COLLAPSE_BELOW;
      void changeSettings(
        collapses ? { isListCollapsed: true } : { isListCollapsed: false, listWidth: inBounds(width) },
      );
    },
    toggle: () => void changeSettings({ isListCollapsed: !isCollapsed }),
  };
}

function inBounds(width: number): number {
  return Math.round(Math.max(LIST_WIDTH.min, Math.min(LIST_WIDTH.max, width)));
}
