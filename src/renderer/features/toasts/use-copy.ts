import { useCallback } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useClipboard } from '../../app/secrets.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { errorShown, toastShown } from './toasts-slice.ts';

/** Copies a text and says so; true when it worked. */
export function useCopy(): (
  text: string,
  options?: { readonly toast?: TextKey; readonly clearAfterMs?: number },
) => Promise<boolean> {
  const write = useClipboard();
  const dispatch = useAppDispatch();
  return useCallback(
    async (text, options = {}) => {
      const error = await write(
        text,
        options.clearAfterMs === undefined ? undefined : { clearAfterMs: options.clearAfterMs },
      );
      if (error === undefined) dispatch(toastShown({ textKey: options.toast ?? 'copied' }));
      else dispatch(errorShown({ code: 'clipboard-failed' }));
      return error === undefined;
    },
    [dispatch, write],
  );
}
