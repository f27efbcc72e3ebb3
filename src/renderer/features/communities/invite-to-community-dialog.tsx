import { useState } from 'react';

import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { ContactPicker } from '../groups/contact-picker.tsx';
import { useContacts } from '../new-conversation/use-contacts.ts';
import { toastShown } from '../toasts/toasts-slice.ts';
import styles from './community-dialogs.module.css';

/** Sends contacts a card with a room. Spec 08, COM-04. */
export function InviteToCommunityDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const contacts = useContacts();
  const [invite, { isLoading }] = api.useInviteToCommunityMutation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<TextKey>();
  const close = () => dispatch(dialogClosed());
  const submit = async () => {
    const { error } = await invite({ conversationId, accountIds: [...chosen] });
    if (error !== undefined) {
      setFault(errorKey(errorCode(error) ?? 'unexpected'));
      return;
    }
    close();
    dispatch(toastShown({ textKey: 'groupInviteSending', count: chosen.length }));
  };
  return (
    <Dialog
      modalId="inviteContactModal"
      testId="invite-contacts-dialog"
      title={t('membersInvite')}
      labels={labels}
      size="medium"
      onClose={close}
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isLoading}
            isDisabled={chosen.length === 0}
            onPress={() => void submit()}
            testId="session-confirm-ok-button"
          >
            {t('membersInviteTitle')}
          </Button>
          <Button variant="plain" onPress={close} testId="session-confirm-cancel-button">
            {t('cancel')}
          </Button>
        </>
      }
    >
      <div className={cx(styles.tall)}>
        <ContactPicker
          contacts={contacts}
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            setFault(undefined);
          }}
          error={fault === undefined ? undefined : t(fault)}
          nobody={t('communityNobodyToInvite')}
        />
      </div>
    </Dialog>
  );
}
