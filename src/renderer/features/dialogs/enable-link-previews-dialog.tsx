import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { dialogClosed } from './dialogs-slice.ts';

/** Asked once, when there is the first link in what somebody writes. Spec 08, CMP-12. */
export function EnableLinkPreviewsDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [changePrivacy, { isLoading }] = api.useChangePrivacyMutation();
  const confirm = async () => {
    const { error } = await changePrivacy({ linkPreviews: true });
    dispatch(dialogClosed());
    if (error !== undefined) dispatch(errorShown(error));
  };
  return (
    <ConfirmDialog
      title={t('linkPreviewsEnable')}
      description={t('linkPreviewsFirstDescription')}
      confirmLabel={t('enable')}
      isBusy={isLoading}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}
