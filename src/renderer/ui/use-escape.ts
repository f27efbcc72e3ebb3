import { useEffect, useEffectEvent } from 'react';

/** What lies above an overlay, as a selector: while one of these is open, Esc is theirs. */
export const ABOVE_DIALOG = '[role="menu"], [data-popover]';
export const ABOVE_OVERLAY = '[role="menu"], [data-popover], [data-modal-id]';

/**
 * Calls `onEscape` when Esc is pressed, unless something that matches `above` is open or an input method uses the key. Listens before
 * the tooltips do, which would take the first press for themselves.
 */
export function useEscape(above: string, onEscape: () => void): void {
  const handle = useEffectEvent(onEscape);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || document.querySelector(above) !== null) return;
      if (isFilledSearch(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      handle();
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [above]);
}

/** A search field empties itself first. */
function isFilledSearch(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'search' && target.value !== '';
}
