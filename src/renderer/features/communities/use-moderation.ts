import { useState } from 'react';

import type { ModerationOutcome } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';

/** What a request to a server comes to. */
export type Asked = PromiseLike<{
  readonly data?: ModerationOutcome | undefined;
  readonly error?: unknown;
}>;

/** Waits for what a server is to do, and says what became of it. @returns whether it is done, or will be */
export function tellOutcome(asked: Asked, doneKey: TextKey): AppThunk<Promise<boolean>> {
  return async (dispatch) => {
    const { data, error } = await asked;
    if (data === undefined) {
      dispatch(errorShown(error));
      return false;
    }
    dispatch(toastShown({ textKey: data === 'done' ? doneKey : 'communityWaiting' }));
    return true;
  };
}

/** The same for dialogs, which show that they wait. */
export function useModeration(): {
  readonly isBusy: boolean;
  readonly tell: (asked: Asked, doneKey: TextKey) => Promise<boolean>;
} {
  const dispatch = useAppDispatch();
  const [isBusy, setBusy] = useState(false);
  const tell = async (asked: Asked, doneKey: TextKey) => {
    setBusy(true);
    const isTaken = await dispatch(tellOutcome(asked, doneKey));
    setBusy(false);
    return isTaken;
  };
  return { isBusy, tell };
}
