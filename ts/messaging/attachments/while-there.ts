import type { Emitter } from '../../util/index.ts';
import type { MessagingEvent } from '../events.ts';

/** A signal that aborts with `signal`, and as soon as something changed and `isThere` says no. Call `end` when it is no longer needed. */
export function whileThere(
  events: Emitter<MessagingEvent>,
  signal: AbortSignal,
  isThere: () => boolean,
): { readonly signal: AbortSignal; readonly end: () => void } {
  const gone = new AbortController();
  const stop = events.subscribe(({ type }) => {
    const mayBeGone =
      type === 'message-removed' || type === 'message-changed' || type === 'conversation-removed';
    if (mayBeGone && !isThere()) gone.abort();
  });
  return { signal: AbortSignal.any([signal, gone.signal]), end: stop };
}
