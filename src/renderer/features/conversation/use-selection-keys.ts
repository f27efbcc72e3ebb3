import { useEffect, useEffectEvent } from 'react';

/** Delete deletes what is chosen, wherever the focus is, unless somebody writes. Spec 08, CNV-12. */
export function useSelectionKeys(onDelete: () => void): void {
  const remove = useEffectEvent(onDelete);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Delete' || event.defaultPrevented) return;
      const isWriting =
        event.target instanceof Element &&
        event.target.closest('[role="textbox"], input:not([type="checkbox"])') !== null;
      if (isWriting || document.querySelector('[data-modal-id]') !== null) return;
      event.preventDefault();
      remove();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
