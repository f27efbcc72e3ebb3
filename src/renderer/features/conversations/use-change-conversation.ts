import { useCallback } from 'react';

import type { Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Changes what is for a person to choose of a conversation, and says what went wrong. */
export function useChangeConversation(): (
  id: number,
  change: Input<'conversations:change'>['change'],
) => void {
  const dispatch = useAppDispatch();
  const [changeConversation] = api.useChangeConversationMutation();
  return useCallback(
    (id, change) =>
      void changeConversation({ id, change }).then(({ error }) => {
        if (error !== undefined) dispatch(errorShown(error));
      }),
    [changeConversation, dispatch],
  );
}
