import type { ConversationView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
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

function emptyText(
  {
    conversation: { kind, isBlocked, isRequest },
    name,
  }: { readonly conversation: ConversationView; readonly name: string },
  t: Catalogue['text'],
): string {
  if (kind === 'note-to-self') return t('conversationEmptyNoteToSelf');
  if (isBlocked) return t('conversationEmptyBlocked', { name });
  return isRequest ? t('conversationEmptyRequest', { name }) : t('conversationEmptyContact', { name });
}
