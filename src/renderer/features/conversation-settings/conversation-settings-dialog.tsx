import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Dialog } from '../../ui/index.ts';
import { CommunityCard } from '../communities/community-card.tsx';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { type ConversationSettingsPage, dialogClosed, dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { GroupCard } from '../groups/group-card.tsx';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { AttachmentsPage } from './attachments-page.tsx';
import { ConversationOptions } from './conversation-options.tsx';
import { DisappearingPage } from './disappearing-page.tsx';
import { NotificationsPage } from './notifications-page.tsx';
import { PersonCard } from './person-card.tsx';

const TITLES = {
  main: 'conversationSettings',
  disappearing: 'disappearingMessages',
  notifications: 'sessionNotifications',
  attachments: 'attachments',
} as const satisfies Record<ConversationSettingsPage, string>;

/** Everything that can be chosen for one conversation: pages inside one dialog. Spec 08 §2.9. */
export function ConversationSettingsDialog({
  conversationId,
  page,
}: {
  readonly conversationId: number;
  readonly page: ConversationSettingsPage;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  if (conversation === undefined) return undefined;
  const back = () =>
    dispatch(dialogReplaced({ kind: 'conversation-settings', conversationId, page: 'main' }));
  return (
    <Dialog
      modalId="conversationSettingsModal"
      title={t(TITLES[page])}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
      {...(page === 'main' ? {} : { onBack: back, hasNoClose: page !== 'attachments' })}
    >
      {page === 'main' && (
        <>
          {conversation.kind === 'group' ? (
            <GroupCard conversation={conversation} />
          ) : conversation.kind === 'community' ? (
            <CommunityCard conversation={conversation} />
          ) : (
            <PersonCard conversation={conversation} />
          )}
          <ConversationOptions conversation={conversation} />
        </>
      )}
      {page === 'disappearing' && <DisappearingPage conversation={conversation} onDone={back} />}
      {page === 'attachments' && <AttachmentsPage conversation={conversation} />}
      {page === 'notifications' && <NotificationsPage conversation={conversation} onDone={back} />}
    </Dialog>
  );
}
