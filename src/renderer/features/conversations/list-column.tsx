import { Plus } from 'lucide-react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { OfflineBanner } from '../network/offline-banner.tsx';
import { overlayShown } from '../shell/navigation-slice.ts';
import { ConversationList } from './conversation-list.tsx';
import {
  selectConversationIds,
  selectIsListLoaded,
  selectUnreadConversations,
} from './conversations-slice.ts';
import styles from './list-column.module.css';
import { ListSkeleton } from './list-skeleton.tsx';
import { Welcome } from './welcome.tsx';

/** The conversations with their header. Spec 08, LST-02. */
export function ListColumn({ isEmptyShownHere }: { readonly isEmptyShownHere: boolean }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const isLoaded = useAppSelector(selectIsListLoaded);
  const isEmpty = useAppSelector((state) => selectConversationIds(state).length === 0);
  const unread = useAppSelector(selectUnreadConversations);
  return (
    <>
      <header className={cx(styles.header)}>
        <h1 className={cx(styles.title)}>{t('conversations')}</h1>
        {unread > 0 && (
          <span
            className={cx(styles.unread)}
            role="img"
            aria-label={t('conversationsUnreadTotal', { count: unread })}
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
        <span className={cx(styles.spring)} />
        <IconButton
          variant="accent"
          label={t('startConversation')}
          icon={<Plus size={21} aria-hidden />}
          onPress={() => dispatch(overlayShown('chooser'))}
          testId="new-conversation-button"
        />
      </header>
      <OfflineBanner />
      {!isLoaded && <ListSkeleton />}
      {isLoaded && isEmpty && isEmptyShownHere && <Welcome />}
      {isLoaded && !isEmpty && <ConversationList />}
    </>
  );
}
