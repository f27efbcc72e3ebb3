import { useEffect } from 'react';

import { useAppSelector } from './hooks.ts';
import { selectSettings } from './session-slice.ts';

/** Makes the page unreadable while another window has the focus, for those who want that. Spec 08, SEC-03. */
export function useBlurAway(): void {
  const isWanted = useAppSelector((state) => selectSettings(state)?.blursAway === true);
  useEffect(() => {
    if (!isWanted) return undefined;
    const root = document.documentElement;
    const leave = () => {
      root.dataset['away'] = 'true';
    };
    const comeBack = () => {
      delete root.dataset['away'];
    };
    if (!document.hasFocus()) leave();
    window.addEventListener('blur', leave);
    window.addEventListener('focus', comeBack);
    return () => {
      window.removeEventListener('blur', leave);
      window.removeEventListener('focus', comeBack);
      comeBack();
    };
  }, [isWanted]);
}
