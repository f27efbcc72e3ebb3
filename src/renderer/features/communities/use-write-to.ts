import { useCallback } from 'react';

import type { Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Opens the conversation with somebody who is in a room; says why not. @returns whether it is open */
export function useWriteTo(): (member: Input<'communities:write-to'>) => Promise<boolean> {
  const dispatch = useAppDispatch();
  const [writeTo] = api.useWriteToMemberMutation();
  return useCallback(
    async (member) => {
      const { data, error } = await writeTo(member);
      if (data === undefined) dispatch(errorShown(error));
      else await dispatch(openConversation(data.id));
      return data !== undefined;
    },
    [dispatch, writeTo],
  );
}
