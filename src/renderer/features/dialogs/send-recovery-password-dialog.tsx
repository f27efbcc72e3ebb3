import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { sendingConfirmed } from '../composer/composer-slice.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

/** Somebody is about to give their account away. Spec 08, CMP-13. */
export function SendRecoveryPasswordDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <ConfirmDialog
      title={t('warning')}
      description={t('recoveryPasswordSendDescription')}
      confirmLabel={t('sendAnyway')}
      isDangerous
      onConfirm={() => {
        dispatch(dialogClosed());
        dispatch(sendingConfirmed({ conversationId }));
      }}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
