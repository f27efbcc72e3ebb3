import type { ReactNode } from 'react';

import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import styles from './confirm-dialog.module.css';
import { useDialogLabels } from './use-dialog-labels.ts';

/** A question with two answers; the one that does something names what it does. Spec 08 §1. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly description: ReactNode;
  readonly confirmLabel: string;
  /** What is to be chosen, below the words. */
  readonly children?: ReactNode;
  /** Value of `data-modal-id`; that of all questions without one of their own. */
  readonly modalId?: string;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const t = useText();
  const labels = useDialogLabels();
  return (
    <Dialog
      modalId={props.modalId ?? 'confirmModal'}
      title={props.title}
      labels={labels}
      onClose={props.onCancel}
      isQuestion
      actions={
        <>
          <Button
            variant={props.isDangerous === true ? 'danger' : 'solid'}
            isBusy={props.isBusy ?? false}
            onPress={props.onConfirm}
            testId="session-confirm-ok-button"
          >
            {props.confirmLabel}
          </Button>
          <Button variant="plain" onPress={props.onCancel} autoFocus testId="session-confirm-cancel-button">
            {t('cancel')}
          </Button>
        </>
      }
    >
      <p className={cx(styles.description)} data-testid="modal-description">
        {props.description}
      </p>
      {props.children}
    </Dialog>
  );
}
