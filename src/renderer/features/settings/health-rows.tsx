import { useState } from 'react';

import type { IpcErrorData } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useRepair } from '../../app/secrets.ts';
import { selectHasPassword } from '../../app/session-slice.ts';
import { fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { SettingGroup } from '../../ui/index.ts';
import { EnterPasswordDialog } from '../lock/enter-password-dialog.tsx';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { ButtonRow } from './button-row.tsx';
import { CompactRow } from './compact-row.tsx';
import { WorkBar } from './work-bar.tsx';

/** Whether the database is sound; one that is not can be repaired. Spec 08, SET-21. */
export function HealthRows() {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const { data } = api.useHealthQuery(undefined, { refetchOnMountOrArgChange: true });
  const [check, { data: checked, isLoading }] = api.useCheckHealthMutation();
  const health = data ?? checked;
  if (health === undefined) return undefined;
  const isChecking = isLoading || health.isChecking;
  const look = async () => {
    const { error } = await check(undefined);
    if (error !== undefined) dispatch(errorShown(error));
  };
  const state = health.isDamaged
    ? t('healthDamaged')
    : t('healthSound', { time: fullTime(health.checkedAtMs, locale) });
  return (
    <SettingGroup label={t('healthGroup')}>
      <ButtonRow
        id="check-database"
        label={t('healthCheck')}
        description={state}
        button={t('healthCheckButton')}
        isBusy={isChecking}
        onPress={() => void look()}
      />
      {isChecking && <WorkBar label={t('healthChecking')} testId="check-progress" />}
      <CompactRow health={health} />
      {health.isDamaged && <RepairRow />}
    </SettingGroup>
  );
}

/** Main closes everything, saves what can be read, and loads the page anew. */
function RepairRow() {
  const t = useText();
  const dispatch = useAppDispatch();
  const repair = useRepair();
  const hasPassword = useAppSelector(selectHasPassword);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const run = async (appPassword?: string): Promise<IpcErrorData | undefined> => {
    setBusy(true);
    const error = await repair(appPassword === undefined ? undefined : { appPassword });
    setBusy(false);
    if (error === undefined) {
      setAsking(false);
      dispatch(toastShown({ textKey: 'healthRepaired' }));
    } else if (appPassword === undefined) dispatch(errorShown(error));
    return error;
  };
  return (
    <>
      <ButtonRow
        id="repair-database"
        label={t('healthRepair')}
        description={t('healthRepairDescription')}
        button={t('healthRepairButton')}
        isBusy={isBusy}
        onPress={() => {
          if (hasPassword) setAsking(true);
          else void run();
        }}
      />
      {isAsking && <EnterPasswordDialog onEnter={run} onCancel={() => setAsking(false)} />}
    </>
  );
}
