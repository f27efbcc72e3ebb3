import type { ReactNode } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, type ButtonProps, Dialog, type DialogProps, Skeleton } from '../../ui/index.ts';
import { dialogClosed } from './dialogs-slice.ts';
import { useDialogLabels } from './use-dialog-labels.ts';

type FormDialogProps = Pick<DialogProps, 'modalId' | 'title' | 'children' | 'size' | 'testId'> & {
  /** What the button does that ends the form. */
  readonly submit: Required<Pick<ButtonProps, 'onPress' | 'isBusy' | 'isDisabled'>> &
    Pick<ButtonProps, 'variant' | 'testId'> & { readonly label: string };
  readonly cancelTestId: string;
};

/** Something to be filled in: one button that does it, and one that leaves it. */
export function FormDialog({ submit, cancelTestId, ...dialog }: FormDialogProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const close = () => dispatch(dialogClosed());
  const { label, ...button } = submit;
  return (
    <Dialog
      {...dialog}
      labels={labels}
      onClose={close}
      actions={
        <>
          <Button variant="solid" {...button}>
            {label}
          </Button>
          <Button variant="plain" onPress={close} testId={cancelTestId}>
            {t('cancel')}
          </Button>
        </>
      }
    />
  );
}

/** In its place until what it shows is there: a form must not change under the hands of whoever fills it in. */
export function LoadingDialog({ modalId, title }: Pick<DialogProps, 'modalId' | 'title'>): ReactNode {
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  return (
    <Dialog modalId={modalId} title={title} labels={labels} onClose={() => dispatch(dialogClosed())}>
      <Skeleton shape="block" height={220} width="100%" />
    </Dialog>
  );
}
