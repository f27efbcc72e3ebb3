import { useId } from 'react';

import { LIST_WIDTH } from '../../../ipc/themes.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { LaterChooserOverlay, LaterConversationColumn } from '../../app/later-parts.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Mark, useMediaQuery } from '../../ui/index.ts';
import { ListColumn } from '../conversations/list-column.tsx';
import { selectConversationIds, selectIsListLoaded } from '../conversations/conversations-slice.ts';
import { useRecoverySeen } from '../conversations/use-recovery-seen.ts';
import { Welcome } from '../conversations/welcome.tsx';
import styles from './main-screen.module.css';
import { selectOpenConversationId, selectOverlay } from './navigation-slice.ts';
import { ListSplitter } from './list-splitter.tsx';
import { Rail } from './rail.tsx';
import { SkipLinks } from './skip-links.tsx';
import { useListSize } from './use-list-size.ts';
import { useLinks } from '../links/use-links.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** One column only; the same width stands in the styles. Spec 08, BET-08. */
const NARROW = '(max-width: 699px)';

/** Rail, list, conversation. Spec 08 §1. */
export function MainScreen() {
  const t = useText();
  const isNarrow = useMediaQuery(NARROW);
  const openId = useAppSelector(selectOpenConversationId);
  const overlay = useAppSelector(selectOverlay);
  const isLoaded = useAppSelector(selectIsListLoaded);
  const isEmpty = useAppSelector((state) => selectConversationIds(state).length === 0) && isLoaded;
  const listId = useId();
  const size = useListSize();
  useShortcuts();
  useRecoverySeen();
  useLinks();

  // Where only one fits, what was asked for last.
  const isConversationShown = !isNarrow || (openId !== undefined && overlay === 'none');
  const isListShown = !isNarrow || !isConversationShown;
  // What lies over the list needs room for words.
  const width = size.isCollapsed && overlay !== 'none' ? LIST_WIDTH.min : size.width;
  // A page has one main part: what the person came for.
  return (
    <div className={cx('inbox', 'index', styles.screen)}>
      {isListShown && <SkipLinks hasConversation={isConversationShown && openId !== undefined} />}
      {isListShown && (
        <nav className={cx(styles.rail)} aria-label={t('appName')}>
          <Rail />
        </nav>
      )}
      {isListShown && (
        <section
          id={listId}
          // Not another element: what is being filled in there outlives a change of width.
          role={isConversationShown ? 'region' : 'main'}
          className={cx(styles.list)}
          style={isNarrow ? {} : { inlineSize: width }}
          aria-label={t('conversationsList')}
        >
          {overlay === 'none' ? (
            <ListColumn isEmptyShownHere={isNarrow} />
          ) : (
            <LaterChooserOverlay page={overlay} />
          )}
        </section>
      )}
      {isListShown && isConversationShown && <ListSplitter size={size} listId={listId} />}
      {isConversationShown && (
        <main className={cx(styles.conversation)}>
          {openId !== undefined && <LaterConversationColumn key={openId} id={openId} hasBack={isNarrow} />}
          {openId === undefined && isEmpty && <Welcome />}
          {openId === undefined && !isEmpty && (
            <div className={cx(styles.nothing)}>
              <Mark size={72} />
              <p data-testid="empty-conversation">{t('conversationNoneSelected')}</p>
            </div>
          )}
        </main>
      )}
    </div>
  );
}
