import { useMemo, useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Checkbox, cx } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { useContacts } from '../new-conversation/use-contacts.ts';
import styles from './group-dialogs.module.css';
import { MOST_MEMBERS } from './group-name.ts';
import { InviteContactsDialog } from './invite-contacts-dialog.tsx';
import { useGroup } from './use-group.ts';

/** Contacts who are to join a group, with or without what was written before. Spec 08, GRP-02. */
export function InviteDialog({ conversationId }: { readonly conversationId: number }) {
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation && <InviteForm conversation={conversation} />;
}

function InviteForm({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const group = useGroup(conversation);
  const contacts = useContacts();
  const [invite, { isLoading }] = api.useInviteToGroupMutation();
  const [withHistory, setWithHistory] = useState(false);
  const members = group?.members;
  const others = useMemo(() => {
    if (members === undefined) return undefined;
    const ids = new Set(members.map(({ accountId }) => accountId));
    return contacts?.filter(({ accountId }) => !ids.has(accountId));
  }, [contacts, members]);
  return (
    <InviteContactsDialog
      contacts={others}
      nobody={t('groupEverybodyIsIn')}
      check={(count) => (count + (members?.length ?? 0) > MOST_MEMBERS ? 'errorGroupFull' : undefined)}
      isBusy={isLoading}
      invite={(memberIds) => invite({ conversationId: conversation.id, memberIds, withHistory })}
    >
      <div className={cx(styles.option)}>
        <Checkbox
          label={t('membersInviteShareMessageHistory')}
          description={t(
            withHistory ? 'membersInviteShareMessageHistoryDescription' : 'membersInviteShareNewMessagesOnly',
          )}
          isChecked={withHistory}
          onChange={setWithHistory}
          testId="share-history"
        />
      </div>
    </InviteContactsDialog>
  );
}
