import { useEffect, useEffectEvent, useRef } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';

/** The client repeats itself after ten seconds; it need not hear of every key. Spec 04 §3.7. */
const TELL_EVERY_MS = 300;
const IDLE_MS = 10_000;

/** Tells the client when somebody types and when they stop; whether anybody else hears of it is a setting there. */
export function useTyping(conversationId: number): {
  readonly typed: (text: string) => void;
  /** What was typed is on its way: that says enough. */
  readonly sent: () => void;
} {
  const dispatch = useAppDispatch();
  const state = useRef<{ toldAtMs: number; idle: ReturnType<typeof setTimeout> }>(undefined);

  const tell = (isTyping: boolean) =>
    void dispatch(api.endpoints.setTyping.initiate({ conversationId, isTyping }, { track: false }));
  const forget = () => {
    clearTimeout(state.current?.idle);
    state.current = undefined;
  };
  const stop = () => {
    if (state.current === undefined) return;
    forget();
    tell(false);
  };
  const leave = useEffectEvent(stop);
  useEffect(() => () => leave(), []);

  return {
    sent: forget,
    typed: (text) => {
      if (text.trim() === '') {
        stop();
        return;
      }
      const nowMs = performance.now();
      const toldAtMs = state.current?.toldAtMs ?? -Infinity;
      const isDue = nowMs - toldAtMs >= TELL_EVERY_MS;
      clearTimeout(state.current?.idle);
      state.current = { toldAtMs: isDue ? nowMs : toldAtMs, idle: setTimeout(stop, IDLE_MS) };
      if (isDue) tell(true);
    },
  };
}
