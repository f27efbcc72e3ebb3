import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './confirm-dialog.module.css';
import { dialogClosed } from './dialogs-slice.ts';
import { hostLook } from './host-look.ts';
import { useDialogLabels } from './use-dialog-labels.ts';

/** Shows the whole address before anything opens. Spec 08, CNV-07. */
export function OpenUrlDialog({ url }: { readonly url: string }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const copy = useCopy();
  const [openUrl, { isLoading }] = api.useOpenUrlMutation();
  const close = () => dispatch(dialogClosed());
  const { look, host } = hostLook(url);
  return (
    <Dialog
      modalId="openUrlModal"
      title={t('urlOpen')}
      labels={labels}
      onClose={close}
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isLoading}
            onPress={() =>
              void openUrl({ url }).then(({ error }) => {
                close();
                if (error !== undefined) dispatch(errorShown(error));
              })
            }
            testId="open-url-confirm-button"
          >
            {t('open')}
          </Button>
          <Button onPress={() => void copy(url).then(close)} testId="copy-url-button">
            {t('urlCopy')}
          </Button>
        </>
      }
    >
      <p className={cx(styles.description, styles.url)} data-testid="modal-description">
        {t('urlOpenDescription', { url })}
      </p>
      {look !== 'plain' && (
        <p className={cx(styles.warning)} data-testid="modal-warning">
          {t(look === 'mixed-scripts' ? 'urlOpenMixedScripts' : 'urlOpenPunycode', { host })}
        </p>
      )}
    </Dialog>
  );
}
