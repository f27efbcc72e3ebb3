import { useEffect, useState } from 'react';

import type { RoomPreviewView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';

/** ms of rest before a server is asked for what was typed. */
const DELAY_MS = 300;

/** What a server says of a room. */
export type LookedUp =
  | { readonly state: 'none' | 'asking' }
  | { readonly state: 'found'; readonly room: RoomPreviewView }
  | { readonly state: 'failed'; readonly code: string };

interface Answer {
  readonly url: string;
  readonly result: LookedUp;
}

/** Asks the server about a room that has not been joined; `undefined` asks nobody. */
export function useRoomPreview(
  url: string | undefined,
  { delayMs = DELAY_MS }: { readonly delayMs?: number } = {},
): LookedUp {
  const dispatch = useAppDispatch();
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (url === undefined) return undefined;
    let isWanted = true;
    const ask = async () => {
      const request = dispatch(
        api.endpoints.communityPreview.initiate({ url }, { subscribe: false, forceRefetch: true }),
      );
      const { data, error } = await request;
      if (!isWanted) return;
      setAnswer({
        url,
        result:
          data === undefined
            ? { state: 'failed', code: errorCode(error) ?? 'unexpected' }
            : { state: 'found', room: data },
      });
    };
    const timer = setTimeout(() => void ask(), delayMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [delayMs, dispatch, url]);
  if (url === undefined) return { state: 'none' };
  return answer?.url === url ? answer.result : { state: 'asking' };
}
