import { Moon, Settings, Sun } from 'lucide-react';
import { Toolbar } from 'react-aria-components';

import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { OwnAvatar } from '../media/person-avatar.tsx';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { PathLight } from '../network/path-light.tsx';
import styles from './rail.module.css';
import { useThemeToggle } from './use-theme-toggle.ts';

/** The narrow column at the start edge: one Tab stop, and arrows inside. Spec 08, LST-01 and BET-02. */
export function Rail() {
  const t = useText();
  const dispatch = useAppDispatch();
  const theme = useThemeToggle();
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
      <PathLight />
    </Toolbar>
  );
}
