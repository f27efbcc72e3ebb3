import type { PrivacyView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** What others may know of us, `undefined` until it is known, and how that is changed. */
export function usePrivacy(): {
  readonly privacy: PrivacyView | undefined;
  readonly change: (change: Partial<PrivacyView>) => Promise<void>;
} {
  const dispatch = useAppDispatch();
  const { data } = api.usePrivacyQuery(undefined, { refetchOnMountOrArgChange: true });
  const [send, { data: changed }] = api.useChangePrivacyMutation();
  const change = async (wanted: Partial<PrivacyView>) => {
    const { error } = await send(wanted);
    if (error !== undefined) dispatch(errorShown(error));
  };
  return { privacy: changed ?? data, change };
}
