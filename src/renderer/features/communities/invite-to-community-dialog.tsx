import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectIsIncomplete } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { InviteContactsDialog } from '../groups/invite-contacts-dialog.tsx';
import { useContacts } from '../new-conversation/use-contacts.ts';

/** Sends contacts a card with a room. Spec 08, COM-04. */
export function InviteToCommunityDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const contacts = useContacts();
  const isIncomplete = useAppSelector(selectIsIncomplete);
  const [invite, { isLoading }] = api.useInviteToCommunityMutation();
  return (
    <InviteContactsDialog
      contacts={contacts}
      nobody={t(isIncomplete ? 'contactsAwaited' : 'communityNobodyToInvite')}
      isBusy={isLoading}
      invite={(accountIds) => invite({ conversationId, accountIds })}
    />
  );
}
