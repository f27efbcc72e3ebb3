import type { ConversationView } from '../../../ipc/index.ts';
import type { Catalogue, TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { serverName } from '../communities/community-url.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import styles from './empty-conversation.module.css';

/** Instead of messages that are not there yet. Spec 08, CNV-15. */
export function EmptyConversation({
  conversation,
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  return (
    <div className={cx(styles.empty)} role="log" data-testid="messages-container">
      <PersonAvatar of={conversation} size={90} />
      <p className={cx(styles.text)} data-testid="empty-conversation-control-message">
        {emptyText({ conversation, name }, t)}
      </p>
    </div>
  );
}

const GROUP_WORDS = {
  admin: 'groupNoMessages',
  member: 'groupNoMessages',
  invited: 'groupInviteWaiting',
  removed: 'groupRemovedYouGeneral',
  destroyed: 'groupDeletedMemberDescription',
  none: 'groupNotOpen',
  legacy: 'groupLegacyEmpty',
} as const satisfies Record<NonNullable<ConversationView['groupAccess']>, TextKey>;

function emptyText(
  {
    conversation: { kind, isBlocked, isRequest, groupAccess, community, blinded },
    name,
  }: { readonly conversation: ConversationView; readonly name: string },
  t: Catalogue['text'],
): string {
  if (kind === 'group') return t(GROUP_WORDS[groupAccess ?? 'none'], { group_name: name });
  if (kind === 'community') {
    const hasNoWords = community?.rights.write === false;
    return t(hasNoWords ? 'communityEmptyReadOnly' : 'communityEmpty', { community_name: name });
  }
  if (blinded !== undefined) return t('blindedEmpty', { name, server: serverName(blinded.serverUrl) });
  if (kind === 'note-to-self') return t('conversationEmptyNoteToSelf');
  if (isBlocked) return t('conversationEmptyBlocked', { name });
  return isRequest ? t('conversationEmptyRequest', { name }) : t('conversationEmptyContact', { name });
}
