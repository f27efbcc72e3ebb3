import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, useMediaQuery } from '../../ui/index.ts';
import { ConversationColumn } from '../conversation/conversation-column.tsx';
import { ListColumn } from '../conversations/list-column.tsx';
import { selectConversationIds, selectIsListLoaded } from '../conversations/conversations-slice.ts';
import { Welcome } from '../conversations/welcome.tsx';
import { ChooserOverlay } from '../new-conversation/chooser-overlay.tsx';
import styles from './main-screen.module.css';
import { selectOpenConversationId, selectOverlay } from './navigation-slice.ts';
import { Rail } from './rail.tsx';
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
  useShortcuts();

  const isConversationShown = !isNarrow || openId !== undefined;
  const isListShown = !isNarrow || openId === undefined;
  // A page has one main part: what the person came for.
  const List = isConversationShown ? 'section' : 'main';
  return (
    <div className={cx('inbox', 'index', styles.screen)}>
      {isListShown && <Rail />}
      {isListShown && (
        <List className={cx(styles.list)} aria-label={t('conversationsList')}>
          {overlay === 'none' ? (
            <ListColumn isEmptyShownHere={isNarrow} />
          ) : (
            <ChooserOverlay page={overlay} />
          )}
        </List>
      )}
      {isConversationShown && (
        <main className={cx(styles.conversation)}>
          {openId !== undefined && <ConversationColumn key={openId} id={openId} hasBack={isNarrow} />}
          {openId === undefined && isEmpty && <Welcome />}
          {openId === undefined && !isEmpty && (
            <p className={cx(styles.nothing)} data-testid="empty-conversation">
              {t('conversationNoneSelected')}
            </p>
          )}
        </main>
      )}
    </div>
  );
}
