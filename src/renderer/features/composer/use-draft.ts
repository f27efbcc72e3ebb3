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

/** What is kept of what is being written. */
export interface Draft {
  readonly text: string;
  /** The message that it answers. */
  readonly quoteMessageId?: number | undefined;
}

/** Keeps what is being written: after a pause, when the conversation is left, and when the window goes. Spec 08, CMP-04 and APP-15. */
export function useDraft(conversationId: number): {
  readonly save: (draft: Draft) => void;
  readonly clear: () => void;
} {
  const dispatch = useAppDispatch();
  const pending = useRef<{ readonly draft: Draft; readonly timer: ReturnType<typeof setTimeout> }>(undefined);

  const write = ({ text, quoteMessageId }: Draft) => {
    clearTimeout(pending.current?.timer);
    pending.current = undefined;
    const quote = quoteMessageId === undefined ? {} : { quoteMessageId };
    void dispatch(api.endpoints.saveDraft.initiate({ conversationId, text, ...quote }, { track: false }));
  };
  const flush = useEffectEvent(() => {
    if (pending.current !== undefined) write(pending.current.draft);
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
    save: (draft) => {
      clearTimeout(pending.current?.timer);
      pending.current = { draft, timer: setTimeout(() => write(draft), DELAY_MS) };
    },
    clear: () => write({ text: '' }),
  };
}
