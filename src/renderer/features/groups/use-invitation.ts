import type { ConversationView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { shortId, useConversationName } from '../conversations/conversation-name.ts';
import { useGroup } from './use-group.ts';

/** Words about an invitation to a group, with whoever has sent it as far as this device knows. Spec 08, GRP-07. */
export function useInvitationWords(conversation: ConversationView | undefined): {
  /** Who invites to what. */
  readonly about: string;
  /** What it means to block them. Of whom nothing is known nobody can be blocked, and only the invitation goes. */
  readonly block: string;
} {
  const t = useText();
  const nameOf = useConversationName();
  const inviter = useGroup(conversation)?.invitedBy;
  const group_name = conversation === undefined ? '' : nameOf(conversation);
  if (inviter === undefined)
    return { about: t('groupInviteEmpty', { group_name }), block: t('groupInviteDelete', { group_name }) };
  const name = inviter.name || shortId(inviter.accountId);
  return {
    about: t('groupInviteFrom', { name, group_name }),
    block: t('groupInviteBlock', { name, group_name }),
  };
}
