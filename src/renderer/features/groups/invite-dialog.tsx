import { useMemo, useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, Checkbox, cx, Dialog } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { useContacts } from '../new-conversation/use-contacts.ts';
import { toastShown } from '../toasts/toasts-slice.ts';
import { ContactPicker } from './contact-picker.tsx';
import styles from './group-dialogs.module.css';
import { MOST_MEMBERS } from './group-name.ts';
import { useGroup } from './use-group.ts';

/** Contacts who are to join a group, with or without what was written before. Spec 08, GRP-02. */
export function InviteDialog({ conversationId }: { readonly conversationId: number }) {
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation && <InviteForm conversation={conversation} />;
}

function InviteForm({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const group = useGroup(conversation);
  const contacts = useContacts();
  const [invite, { isLoading }] = api.useInviteToGroupMutation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [withHistory, setWithHistory] = useState(false);
  const [fault, setFault] = useState<TextKey>();
  const members = group?.members;
  const others = useMemo(() => {
    if (members === undefined) return undefined;
    const ids = new Set(members.map(({ accountId }) => accountId));
    return contacts?.filter(({ accountId }) => !ids.has(accountId));
  }, [contacts, members]);
  const close = () => dispatch(dialogClosed());
  const submit = async () => {
    if (chosen.length + (members?.length ?? 0) > MOST_MEMBERS) {
      setFault('errorGroupFull');
      return;
    }
    const { error } = await invite({ conversationId: conversation.id, memberIds: [...chosen], withHistory });
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
          contacts={others}
          chosen={chosen}
          onChange={(next) => {
            setChosen(next);
            setFault(undefined);
          }}
          error={fault === undefined ? undefined : t(fault)}
          nobody={t('groupEverybodyIsIn')}
        />
        <div className={cx(styles.option)}>
          <Checkbox
            label={t('membersInviteShareMessageHistory')}
            description={t(
              withHistory
                ? 'membersInviteShareMessageHistoryDescription'
                : 'membersInviteShareNewMessagesOnly',
            )}
            isChecked={withHistory}
            onChange={setWithHistory}
            testId="share-history"
          />
        </div>
      </div>
    </Dialog>
  );
}
