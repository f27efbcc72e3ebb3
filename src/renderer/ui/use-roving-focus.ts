import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** How many items PageUp and PageDown go. */
const PAGE = 8;

/**
 * One Tab stop for a whole list, moved by arrows, PageUp, PageDown, Home and End. Works on a virtualised list: the item is scrolled
 * to first and focused as soon as it is in the DOM. The element to focus carries `data-roving={id}`.
 */
export function useRovingFocus<Id extends number>(options: {
  readonly container: RefObject<HTMLElement | null>;
  readonly ids: readonly Id[];
  /** Where Tab goes when nothing had the focus yet. */
  readonly initialId: Id | undefined;
  readonly scrollTo: (index: number) => void;
}) {
  const { container, ids, initialId, scrollTo } = options;
  const [lastId, setLastId] = useState<Id>();
  const wanted = useRef<Id>(undefined);
  const currentId = lastId !== undefined && ids.includes(lastId) ? lastId : initialId;

  // After every render: the wanted item may have come into the DOM with this one.
  useLayoutEffect(() => {
    if (wanted.current !== undefined && focusItem(container.current, wanted.current))
      wanted.current = undefined;
  });

  const focusIndex = useCallback(
    (index: number) => {
      const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
      if (id === undefined) return;
      setLastId(id);
      scrollTo(ids.indexOf(id));
      if (!focusItem(container.current, id)) {
        wanted.current = id;
        requestAnimationFrame(() => {
          if (wanted.current === id && focusItem(container.current, id)) wanted.current = undefined;
        });
      }
    },
    [container, ids, scrollTo],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const index = currentId === undefined ? -1 : ids.indexOf(currentId);
      const target = {
        ArrowUp: index - 1,
        ArrowDown: index + 1,
        PageUp: index - PAGE,
        PageDown: index + PAGE,
        Home: 0,
        End: ids.length - 1,
      }[event.key];
      if (target === undefined) return;
      event.preventDefault();
      focusIndex(target);
    },
    [currentId, focusIndex, ids],
  );

  return { currentId, onKeyDown, onItemFocus: setLastId, focusIndex } as const;
}

function focusItem(container: HTMLElement | null, id: number): boolean {
  const element = container?.querySelector<HTMLElement>(`[data-roving="${id}"]`);
  if (!element) return false;
  element.focus({ preventScroll: true });
  return true;
}
