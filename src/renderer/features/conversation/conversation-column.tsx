import { ChevronLeft } from 'lucide-react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { Composer } from '../composer/composer.tsx';
import { useConversationName } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { ConversationSearch, ConversationSearchButton } from '../search/conversation-search.tsx';
import styles from './conversation-column.module.css';
import { closeConversation } from './conversation-thunks.ts';
import { EmptyConversation } from './empty-conversation.tsx';
import { LiveRegion } from './live-region.tsx';
import { MessageList } from './message-list.tsx';
import { selectWindow } from './messages-slice.ts';

/** One open conversation: header, messages, composer. Spec 08 §2.6. */
export function ConversationColumn({ id, hasBack }: { readonly id: number; readonly hasBack: boolean }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, id));
  const generation = useAppSelector((state) => selectWindow(state, id)?.generation);
  const isEmpty = useAppSelector((state) => selectWindow(state, id)?.ids.length === 0);
  if (conversation === undefined) return undefined;
  const name = nameOf(conversation);
  // Alone on the screen it is the title of the page.
  const Heading = hasBack ? 'h1' : 'h2';
  return (
    <div className={cx('session-conversation', styles.column)}>
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
            dispatch(dialogOpened({ kind: 'conversation-settings', conversationId: id, page: 'main' }))
          }
          data-testid="conversation-options-avatar"
        >
          <PersonAvatar of={conversation} size={40} />
        </button>
        <Heading className={cx(styles.name)}>
          <bdi data-testid="header-conversation-name">{name}</bdi>
        </Heading>
        <ConversationSearchButton id={id} />
      </header>
      <ConversationSearch conversation={conversation} />
      {isEmpty ? (
        <EmptyConversation conversation={conversation} name={name} />
      ) : (
        generation !== undefined && (
          <MessageList key={`${id} ${generation}`} conversation={conversation} name={name} />
        )
      )}
      {generation === undefined && <div className={cx(styles.loading)} />}
      <LiveRegion conversationId={id} name={name} />
      <Composer conversation={conversation} name={name} />
    </div>
  );
}
