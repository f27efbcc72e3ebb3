import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import styles from './confirm-dialog.module.css';
import { dialogClosed, dialogReplaced } from './dialogs-slice.ts';
import { useDialogLabels } from './use-dialog-labels.ts';

const TERMS_URL = 'https://getsession.org/terms-of-service';
const PRIVACY_URL = 'https://getsession.org/privacy-policy';

/** What the links on the landing screen lead to. Spec 08, ONB-01. */
export function TermsDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const open = (url: string) => () => dispatch(dialogReplaced({ kind: 'open-url', url }));
  return (
    <Dialog
      modalId="openUrlModal"
      title={t('onboardingTermsPrivacyTitle')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
      actions={
        <>
          <Button onPress={open(TERMS_URL)} testId="terms-of-service-button">
            {t('termsOfService')}
          </Button>
          <Button onPress={open(PRIVACY_URL)} testId="privacy-policy-button">
            {t('privacyPolicy')}
          </Button>
        </>
      }
    >
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('onboardingTermsPrivacyDescription')}
      </p>
    </Dialog>
  );
}
