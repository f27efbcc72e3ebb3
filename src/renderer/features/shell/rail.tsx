import { Bug, MessageSquare, Moon, Settings, Sun } from 'lucide-react';
import { Toolbar } from 'react-aria-components';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Count, cx, IconButton } from '../../ui/index.ts';
import { selectUnreadTotal } from '../conversations/conversations-slice.ts';
import { selectIsDebugging } from '../debug/debug-slice.ts';
import { OwnAvatar } from '../media/person-avatar.tsx';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { PathLight } from '../network/path-light.tsx';
import { overlayShown } from './navigation-slice.ts';
import styles from './rail.module.css';
import { searchTyped } from '../search/search-slice.ts';
import { useThemeToggle } from './use-theme-toggle.ts';

/** The narrow column at the start edge: one Tab stop, and arrows inside. Spec 08, LST-01 and BET-02. */
export function Rail() {
  const t = useText();
  const dispatch = useAppDispatch();
  const theme = useThemeToggle();
  const isDebugging = useAppSelector(selectIsDebugging);
  const openSettings = () => dispatch(dialogOpened({ kind: 'settings', page: 'main' }));
  return (
    <Toolbar
      className={cx(styles.rail)}
      orientation="vertical"
      aria-label={t('appName')}
      data-testid="leftpane-section-container"
    >
      <button
        type="button"
        className={cx(styles.avatar)}
        aria-label={t('profileYou')}
        onClick={openSettings}
        data-testid="leftpane-primary-avatar"
      >
        <OwnAvatar size={42} />
      </button>
      <MessagesButton />
      <IconButton
        size="large"
        label={t('sessionSettings')}
        icon={<Settings size={22} aria-hidden />}
        onPress={openSettings}
        testId="settings-section"
        tooltipSide="end"
      />
      <span className={cx(styles.spring)} />
      <IconButton
        size="large"
        label={theme.label}
        icon={theme.isDark ? <Sun size={22} aria-hidden /> : <Moon size={22} aria-hidden />}
        onPress={theme.toggle}
        testId="theme-section"
        tooltipSide="end"
      />
      {isDebugging && (
        <IconButton
          size="large"
          label={t('debugMenu')}
          icon={<Bug size={22} aria-hidden />}
          onPress={() => dispatch(dialogOpened({ kind: 'debug' }))}
          testId="debug-menu-section"
          tooltipSide="end"
        />
      )}
      <PathLight />
    </Toolbar>
  );
}

/** Leads back to the list, and says how much there is to read. */
function MessagesButton() {
  const t = useText();
  const dispatch = useAppDispatch();
  const unread = useAppSelector(selectUnreadTotal);
  return (
    <span className={cx(styles.messages)}>
      <IconButton
        size="large"
        label={t('conversations')}
        icon={<MessageSquare size={22} aria-hidden />}
        onPress={() => {
          dispatch(overlayShown('none'));
          dispatch(searchTyped(''));
        }}
        testId="message-section"
        tooltipSide="end"
      />
      {unread > 0 && (
        <span className={cx(styles.unread)}>
          <Count
            value={unread}
            cap={99}
            label={t('conversationsUnreadTotal', { count: unread })}
            testId="unread-total"
          />
        </span>
      )}
    </span>
  );
}
