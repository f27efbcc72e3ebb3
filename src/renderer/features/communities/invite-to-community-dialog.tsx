import { api } from '../../app/api.ts';
import { useText } from '../../app/text/text-context.ts';
import { InviteContactsDialog } from '../groups/invite-contacts-dialog.tsx';
import { useContacts } from '../new-conversation/use-contacts.ts';

/** Sends contacts a card with a room. Spec 08, COM-04. */
export function InviteToCommunityDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const contacts = useContacts();
  const [invite, { isLoading }] = api.useInviteToCommunityMutation();
  return (
    <InviteContactsDialog
      contacts={contacts}
      nobody={t('communityNobodyToInvite')}
      isBusy={isLoading}
      invite={(accountIds) => invite({ conversationId, accountIds })}
    />
  );
}
