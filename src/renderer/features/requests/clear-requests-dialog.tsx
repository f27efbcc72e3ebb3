import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useAnswer } from '../conversations/dialogs/use-answer.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';

/** Deletes every request; whoever has written may ask again. Spec 08, SET-12. */
export function ClearRequestsDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const [clear, { isLoading }] = api.useClearRequestsMutation();
  return (
    <ConfirmDialog
      title={t('clearAll')}
      description={t('messageRequestsClearAllExplanation')}
      confirmLabel={t('clear')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void answer(clear(undefined))}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
