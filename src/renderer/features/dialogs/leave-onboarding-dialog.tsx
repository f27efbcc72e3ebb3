import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { leaveOnboarding } from '../onboarding/onboarding-thunks.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

/** Asks before everything entered and fetched so far is thrown away. Spec 08, ONB-06. */
export function LeaveOnboardingDialog({ flow }: { readonly flow: 'create' | 'restore' }) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <ConfirmDialog
      title={t('warning')}
      description={t(flow === 'create' ? 'onboardingBackAccountCreation' : 'onboardingBackLoadAccount')}
      confirmLabel={t('quitButton')}
      isDangerous
      onConfirm={() => void dispatch(leaveOnboarding())}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
