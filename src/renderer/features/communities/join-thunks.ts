import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { toastShown } from '../toasts/toasts-slice.ts';

/** Joins a room and opens it. Gives back the code of what went wrong. Spec 08, NEW-05 and COM-01. */
export function joinCommunity(url: string): AppThunk<Promise<string | undefined>> {
  return async (dispatch) => {
    const { data, error } = await dispatch(api.endpoints.joinCommunity.initiate({ url }, { track: false }));
    if (data !== undefined) {
      await dispatch(openConversation(data.id));
      return undefined;
    }
    const code = errorCode(error);
    if (code === 'community-joined-already') dispatch(toastShown({ textKey: 'communityJoinedAlready' }));
    return code;
  };
}
