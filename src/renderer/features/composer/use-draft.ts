import { useEffect, useEffectEvent, useRef } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';

/** How long after the last key a draft is saved. */
const DELAY_MS = 600;
/**
 * When the window goes. A closing window waits for the answer to the first, so what is sent then surely arrives; the second is for pages
 * that go without being asked.
 */
const LAST_MOMENTS = ['beforeunload', 'pagehide'] as const;

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
    const onLeave = () => flush();
    for (const moment of LAST_MOMENTS) window.addEventListener(moment, onLeave);
    return () => {
      for (const moment of LAST_MOMENTS) window.removeEventListener(moment, onLeave);
      onLeave();
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
