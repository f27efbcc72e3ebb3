import type { IpcErrorData } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { PasswordField } from './password-field.tsx';
import { usePasswordTry } from './use-password-try.ts';
import { WaitHint } from './wait-hint.tsx';

/** Asks for the app's password before something is shown; `onEnter` gives back what is wrong with it. Spec 08 §3.10, flow 2. */
export function EnterPasswordDialog({
  onEnter,
  onCancel,
}: {
  readonly onEnter: (password: string) => Promise<IpcErrorData | undefined>;
  readonly onCancel: () => void;
}) {
  const t = useText();
  const labels = useDialogLabels();
  const { seconds, isBusy, submit, field } = usePasswordTry(onEnter);
  return (
    <Dialog
      modalId="enterPasswordModal"
      title={t('passwordEnter')}
      labels={labels}
      onClose={onCancel}
      isQuestion
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isBusy}
            isDisabled={seconds > 0}
            onPress={() => void submit()}
            testId="session-confirm-ok-button"
          >
            {t('enter')}
          </Button>
          <Button variant="plain" onPress={onCancel} testId="session-confirm-cancel-button">
            {t('cancel')}
          </Button>
        </>
      }
    >
      <PasswordField {...field} testId="password-input" autoFocus />
      <WaitHint seconds={seconds} />
    </Dialog>
  );
}
