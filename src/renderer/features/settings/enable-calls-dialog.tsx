import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Says what calls give away before they are switched on. Spec 08 §3.10, flow 7. */
export function EnableCallsDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [change, { isLoading }] = api.useChangePrivacyMutation();
  const confirm = async () => {
    const { error } = await change({ calls: true });
    dispatch(dialogClosed());
    if (error !== undefined) dispatch(errorShown(error));
  };
  return (
    <ConfirmDialog
      title={t('callsVoiceAndVideoBeta')}
      description={t('callsVoiceAndVideoModalDescription')}
      confirmLabel={t('enable')}
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
