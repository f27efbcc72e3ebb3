import { Pin } from 'lucide-react';

import { useAppDispatch } from '../../../app/hooks.ts';
import { useText } from '../../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../../ui/index.ts';
import { dialogClosed } from '../../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../../dialogs/use-dialog-labels.ts';
import styles from './pins-full-dialog.module.css';

/** No more conversations can be pinned. Spec 08, LST-11 and PRO-02. */
export function PinsFullDialog({ most }: { readonly most: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const close = () => dispatch(dialogClosed());
  return (
    <Dialog
      modalId="sessionProInfoModal"
      title={t('pinsFull')}
      labels={labels}
      onClose={close}
      isQuestion
      actions={
        <Button variant="solid" onPress={close} autoFocus testId="cta-cancel-button">
          {t('okay')}
        </Button>
      }
    >
      <div className={cx(styles.body)}>
        <Pin size={40} strokeWidth={1.5} aria-hidden />
        <p data-testid="cta-body">{t('pinsFullDescription', { limit: most })}</p>
      </div>
    </Dialog>
  );
}
