import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { selectMessage } from '../conversation/messages-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

/** Takes a message off this device. */
export function DeleteMessageDialog({ messageId }: { readonly messageId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const isSending = useAppSelector((state) => selectMessage(state, messageId)?.state === 'sending');
  const [deleteMessage, { isLoading }] = api.useDeleteMessageMutation();
  const confirm = async () => {
    const { error } = await deleteMessage({ ids: [messageId], scope: 'device' });
    dispatch(dialogClosed());
    dispatch(
      error === undefined ? toastShown({ textKey: 'deleteMessageDeleted', count: 1 }) : errorShown(error),
    );
  };
  return (
    <ConfirmDialog
      title={t('deleteMessage', { count: 1 })}
      description={t(isSending ? 'deleteMessageDescriptionSending' : 'deleteMessageDescriptionDevice')}
      confirmLabel={t('delete')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
