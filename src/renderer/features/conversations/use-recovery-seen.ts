import { useEffect } from 'react';

import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { selectTopDialog } from '../dialogs/dialogs-slice.ts';

/** Whoever has opened the page of the recovery password is not asked to any more. Spec 08, LST-09. */
export function useRecoverySeen(): void {
  const isDone = useAppSelector((state) => selectSettings(state)?.recoveryBanner === 'done');
  const isLookedAt = useAppSelector((state) => {
    const top = selectTopDialog(state);
    return top?.kind === 'settings' && top.page === 'recovery-password';
  });
  const [changeSettings] = api.useChangeSettingsMutation();
  useEffect(() => {
    if (isLookedAt && !isDone) void changeSettings({ recoveryBanner: 'done' });
  }, [changeSettings, isDone, isLookedAt]);
}
