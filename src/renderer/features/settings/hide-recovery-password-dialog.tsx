import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed, dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Asks twice before the words cannot be seen on this device any more. Spec 08 §3.10, flow 9. */
export function HideRecoveryPasswordDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [isSecond, setSecond] = useState(false);
  const [change, { isLoading }] = api.useChangeSettingsMutation();
  const hide = async () => {
    const { error } = await change({ recoveryPasswordHidden: true });
    dispatch(dialogClosed());
    if (error !== undefined) dispatch(errorShown(error));
    // The page with the words is below, and there is no such page any more.
    else dispatch(dialogReplaced({ kind: 'settings', page: 'main' }));
  };
  return (
    <ConfirmDialog
      key={String(isSecond)}
      modalId="hideRecoveryPasswordModal"
      title={t('recoveryPasswordHidePermanently')}
      description={
        isSecond
          ? t('recoveryPasswordHidePermanentlyDescription2')
          : t('recoveryPasswordHidePermanentlyDescription1')
      }
      confirmLabel={isSecond ? t('yes') : t('theContinue')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => {
        if (isSecond) void hide();
        else setSecond(true);
      }}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
