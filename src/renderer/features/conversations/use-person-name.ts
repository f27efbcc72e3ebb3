import type { ConversationView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { selectPeople } from '../groups/people-slice.ts';
import { shortId, useConversationName } from './conversation-name.ts';

/** What somebody is called in a conversation: "You", as the other side is, or as groups and rooms know them. */
export function usePersonName(
  conversation: Pick<ConversationView, 'kind' | 'name' | 'nickname' | 'peerId' | 'community'>,
): (accountId: string) => string {
  const t = useText();
  const nameOf = useConversationName();
  const ownId = useAppSelector((state) => selectAccount(state)?.id);
  const people = useAppSelector(selectPeople);
  return (accountId) => {
    const isOwn = accountId === ownId || accountId === conversation.community?.ownId;
    if (isOwn || people[accountId]?.isUs === true) return t('you');
    if (accountId === conversation.peerId) return nameOf(conversation);
    return people[accountId]?.name ?? shortId(accountId);
  };
}
