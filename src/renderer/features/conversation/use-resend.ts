import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Sends a failed message again. */
export function useResend(): (messageId: number) => void {
  const dispatch = useAppDispatch();
  const [retry] = api.useRetryMessageMutation();
  return (messageId) =>
    void retry({ id: messageId }).then(({ error }) => {
      if (error !== undefined) dispatch(errorShown(error));
    });
}
