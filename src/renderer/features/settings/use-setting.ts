import type { AppSettings } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** One setting of this device, and how it is changed; says so when that fails. */
export function useSetting<Name extends keyof AppSettings>(
  name: Name,
): readonly [value: AppSettings[Name] | undefined, set: (value: AppSettings[Name]) => void] {
  const dispatch = useAppDispatch();
  const value = useAppSelector((state) => selectSettings(state)?.[name]);
  const [change] = api.useChangeSettingsMutation();
  const set = (wanted: AppSettings[Name]) =>
    void change({ [name]: wanted }).then(({ error }) => {
      if (error !== undefined) dispatch(errorShown(error));
    });
  return [value, set];
}
