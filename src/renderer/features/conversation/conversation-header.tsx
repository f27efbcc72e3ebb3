import { ChevronLeft, Timer } from 'lucide-react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { roomFacts } from '../communities/room-words.ts';
import { isMuted } from '../conversations/conversation-order.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { ConversationSearchButton } from '../search/conversation-search.tsx';
import styles from './conversation-column.module.css';
import { closeConversation } from './conversation-thunks.ts';
import { spanText } from './timer-words.ts';

/** Who this is with, and how messages disappear. Spec 08, CNV-01. */
export function ConversationHeader({
  conversation,
  name,
  hasBack,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
  readonly hasBack: boolean;
}) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  // Alone on the screen it is the title of the page.
  const Heading = hasBack ? 'h1' : 'h2';
  return (
    <header className={cx(styles.header)}>
      {hasBack && (
        <IconButton
          label={t('back')}
          icon={<ChevronLeft className={cx(styles.back)} size={24} aria-hidden />}
          onPress={() => dispatch(closeConversation())}
        />
      )}
      <button
        type="button"
        className={cx(styles.avatar)}
        aria-label={t('conversationSettings')}
        onClick={() =>
          dispatch(
            dialogOpened({ kind: 'conversation-settings', conversationId: conversation.id, page: 'main' }),
          )
        }
        data-testid="conversation-options-avatar"
      >
        <PersonAvatar of={conversation} size={40} />
      </button>
      <div className={cx(styles.names)}>
        <Heading className={cx(styles.name)}>
          <bdi className="one-line" data-testid="header-conversation-name">
            {name}
          </bdi>
        </Heading>
        <Subtitle conversation={conversation} />
      </div>
      <ConversationSearchButton id={conversation.id} />
    </header>
  );
}

/** How many they are, what is told of it, and how messages disappear. */
function Subtitle({ conversation }: { readonly conversation: ConversationView }) {
  const { text: t, locale } = useCatalogue();
  const nowMs = useNow();
  const { kind, members, notify, disappearing } = conversation;
  const { mode, timerS } = disappearing;
  const quiet = isMuted(conversation, nowMs)
    ? t('conversationMuted')
    : kind !== 'contact' && notify === 'mentions'
      ? t('notificationsMentionsOnly')
      : undefined;
  const facts = roomFacts(conversation, t);
  if (members === undefined && quiet === undefined && mode === 'off' && facts.length === 0) return undefined;
  return (
    <span className={cx(styles.subtitle)} data-testid="conversation-header-subtitle">
      {members !== undefined && (
        <span className={cx(styles.fact)} data-testid="conversation-header-members">
          {t('members', { count: members.count })}
        </span>
      )}
      {facts.map((fact) => (
        <span key={fact} className={cx(styles.fact)} data-testid="conversation-header-room">
          {fact}
        </span>
      ))}
      {quiet !== undefined && <span className={cx(styles.fact)}>{quiet}</span>}
      {mode !== 'off' && (
        <span className={cx(styles.fact)}>
          <Timer size={13} aria-hidden />
          <span data-testid="disappear-messages-type-and-time">
            {t(mode === 'after-read' ? 'disappearingMessagesAfterRead' : 'disappearingMessagesAfterSend', {
              time: spanText(timerS, locale),
            })}
          </span>
        </span>
      )}
    </span>
  );
}
