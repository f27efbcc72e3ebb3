import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { useNameOf } from '../conversations/dialogs/use-answer.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** A legacy group is to be made anew, with the same people. Spec 08, GRP-08. */
export function RecreateDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const name = useNameOf(conversationId);
  const [recreate, { isLoading }] = api.useRecreateGroupMutation();
  const confirm = async () => {
    const { data, error } = await recreate({ conversationId });
    dispatch(dialogClosed());
    if (data === undefined) dispatch(errorShown(error));
    else await dispatch(openConversation(data.id));
  };
  return (
    <ConfirmDialog
      title={t('recreateGroup')}
      description={t('recreateGroupDescription', { group_name: name })}
      confirmLabel={t('recreateGroup')}
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
