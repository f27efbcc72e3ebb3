import { ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount, selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectConversationIds } from './conversations-slice.ts';
import { ListBanner } from './list-banner.tsx';

/** With more conversations than this there is something to lose. */
const FEW = 2;

/** Asks for the recovery password to be saved, on accounts that were made here, until it was looked at. Spec 08, LST-09. */
export function RecoveryBanner() {
  const t = useText();
  const dispatch = useAppDispatch();
  const isCreated = useAppSelector((state) => selectAccount(state)?.origin === 'created');
  const banner = useAppSelector((state) => selectSettings(state)?.recoveryBanner);
  const isHidden = useAppSelector((state) => selectSettings(state)?.recoveryPasswordHidden === true);
  const hasSome = useAppSelector((state) => selectConversationIds(state).length > FEW);
  const [changeSettings] = api.useChangeSettingsMutation();
  const isDue = isCreated && !isHidden && (banner === 'due' || (banner === 'waiting' && hasSome));
  useEffect(() => {
    if (banner === 'waiting' && isDue) void changeSettings({ recoveryBanner: 'due' });
  }, [banner, changeSettings, isDue]);
  if (!isDue) return undefined;
  return (
    <ListBanner
      icon={ShieldCheck}
      title={t('recoveryPasswordBannerTitle')}
      description={t('recoveryPasswordBannerDescription')}
      testId="reveal-recovery-phrase"
      onPress={() => dispatch(dialogOpened({ kind: 'settings', page: 'recovery-password' }))}
    />
  );
}
