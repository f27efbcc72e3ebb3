import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useAnswer } from '../conversations/dialogs/use-answer.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';

/** Takes every line of the log away; what happens from then on is noted as before. */
export function ClearLogDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const answer = useAnswer();
  const [clear, { isLoading }] = api.useClearLogMutation();
  return (
    <ConfirmDialog
      title={t('logClear')}
      description={t('logClearDescription')}
      confirmLabel={t('clear')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void answer(clear(undefined))}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
