import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';

import type { Input, LogPageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { type LogWindow, windowOf, withNewer, withOlder } from './log-window.ts';

export type LogFilter = Required<Pick<Input<'app:log-page'>, 'level' | 'text'>>;

/** Lines that one request brings at most. */
const PAGE = 100;
/** A list that is to be scrolled has so many, if there are so many: a page of a narrow filter may have none. */
const ENOUGH = 50;
const FOLLOW_MS = 1_000;

/** The log by pages, as the filter wants it. As long as it is followed, what comes is added at the top. */
export function useLog(filter: LogFilter, { isFollowed }: { readonly isFollowed: boolean }) {
  const { level, text } = filter;
  const dispatch = useAppDispatch();
  const [window, setWindow] = useState<LogWindow>();
  const [error, setError] = useState<string>();
  /** Grows with each beginning: answers to an earlier one are not shown any more. */
  const generation = useRef(0);
  const isAsking = useRef(false);

  const ask = useCallback(
    async (place: {
      readonly before?: number;
      readonly after?: number;
    }): Promise<LogPageView | undefined> => {
      const query = { limit: PAGE, level, text, ...place };
      const request = dispatch(
        api.endpoints.logPage.initiate(query, { subscribe: false, forceRefetch: true }),
      );
      const { data, error: failure } = await request;
      setError(data === undefined ? errorCode(failure) : undefined);
      return data;
    },
    [dispatch, level, text],
  );

  /** Asks on from `window` until there is something to be seen, or no more. */
  const fill = useCallback(
    async (begun: LogWindow | undefined, current: number): Promise<void> => {
      let filled = begun;
      const enough = (begun?.lines.length ?? 0) + ENOUGH;
      isAsking.current = true;
      try {
        while (filled === undefined || (filled.next !== undefined && filled.lines.length < enough)) {
          const before = filled?.next;
          const page = await ask(before === undefined ? {} : { before });
          if (page === undefined || generation.current !== current) return;
          filled = filled === undefined ? windowOf(page) : withOlder(filled, page);
          setWindow(filled);
          // A full window stays as long as it is: that is enough, too.
          if (!filled.hasNewest) return;
        }
      } finally {
        if (generation.current === current) isAsking.current = false;
      }
    },
    [ask],
  );

  const reload = useCallback(() => {
    generation.current += 1;
    void fill(undefined, generation.current);
  }, [fill]);

  useEffect(() => reload(), [reload]);

  const follow = useEffectEvent(async () => {
    if (isAsking.current || window === undefined) return;
    const current = generation.current;
    const page = await ask({ after: window.end });
    if (page === undefined || generation.current !== current || isAsking.current) return;
    const newer = withNewer(window, page);
    if (newer === undefined) reload();
    else setWindow(newer);
  });
  useEffect(() => {
    if (!isFollowed) return undefined;
    const timer = setInterval(() => void follow(), FOLLOW_MS);
    return () => clearInterval(timer);
  }, [isFollowed]);

  return {
    window,
    errorCode: error,
    reload,
    loadOlder: () => {
      if (!isAsking.current && window?.next !== undefined) void fill(window, generation.current);
    },
  } as const;
}
