import { useEffect, useEffectEvent, useRef } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';

/** How long after the last key a draft is saved. */
const DELAY_MS = 600;

/** Keeps what is being written: after a pause, when the conversation is left, and when the window goes. Spec 08, CMP-04 and APP-15. */
export function useDraft(conversationId: number): {
  readonly save: (text: string) => void;
  readonly clear: () => void;
} {
  const dispatch = useAppDispatch();
  const pending = useRef<{ readonly text: string; readonly timer: ReturnType<typeof setTimeout> }>(undefined);

  const write = (text: string) => {
    clearTimeout(pending.current?.timer);
    pending.current = undefined;
    void dispatch(api.endpoints.saveDraft.initiate({ conversationId, text }, { track: false }));
  };
  const flush = useEffectEvent(() => {
    if (pending.current !== undefined) write(pending.current.text);
  });
  useEffect(() => {
    const onPageHide = () => flush();
    window.addEventListener('pagehide', onPageHide);
    return () => {
      window.removeEventListener('pagehide', onPageHide);
      onPageHide();
    };
  }, []);

  return {
    save: (text) => {
      clearTimeout(pending.current?.timer);
      pending.current = { text, timer: setTimeout(() => write(text), DELAY_MS) };
    },
    clear: () => write(''),
  };
}
