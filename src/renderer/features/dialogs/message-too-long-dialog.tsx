import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import { MESSAGE_LIMIT } from '../conversation/message-length.ts';
import styles from './confirm-dialog.module.css';
import { dialogClosed } from './dialogs-slice.ts';
import { useDialogLabels } from './use-dialog-labels.ts';

/** Spec 08, CMP-03. */
export function MessageTooLongDialog() {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const close = () => dispatch(dialogClosed());
  return (
    <Dialog
      modalId="localizedPopupDialog"
      title={t('modalMessageTooLongTitle')}
      labels={labels}
      onClose={close}
      isQuestion
      actions={
        <Button variant="solid" onPress={close} autoFocus testId="session-confirm-ok-button">
          {t('okay')}
        </Button>
      }
    >
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('modalMessageTooLongDescription', { limit: MESSAGE_LIMIT.toLocaleString(locale) })}
      </p>
    </Dialog>
  );
}
