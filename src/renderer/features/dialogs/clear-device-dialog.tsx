import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

/** Asks before everything on this device is deleted, because its password was forgotten. Spec 08, APP-11. */
export function ClearDeviceDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [clearDevice, { isLoading }] = api.useClearDeviceMutation();
  const confirm = async () => {
    const { error } = await clearDevice(undefined);
    if (error === undefined) return;
    dispatch(dialogClosed());
    dispatch(errorShown(error));
  };
  return (
    <ConfirmDialog
      title={t('clearDevice')}
      description={t('clearDeviceForgottenDescription')}
      confirmLabel={t('clear')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
