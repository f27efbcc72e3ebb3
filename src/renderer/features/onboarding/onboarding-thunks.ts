import { api } from '../../app/api.ts';
import { selectPhase } from '../../app/session-slice.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { onboardingStepShown } from '../shell/navigation-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Back to the landing screen; an account that has no name yet is forgotten. Spec 08, ONB-06. */
export function leaveOnboarding(): AppThunk {
  return async (dispatch, getState) => {
    const phase = selectPhase(getState());
    if (phase === 'restoring' || phase === 'needs-name') {
      const { error } = await dispatch(api.endpoints.discardAccount.initiate(undefined, { track: false }));
      if (error !== undefined) {
        dispatch(dialogClosed());
        dispatch(errorShown(error));
        return;
      }
    }
    dispatch(dialogClosed());
    dispatch(onboardingStepShown('landing'));
  };
}
