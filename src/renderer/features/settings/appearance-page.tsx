import { Radio, RadioGroup } from 'react-aria-components';

import type { Theme } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { useTheme } from '../../app/use-theme.ts';
import { ControlRow, cx, SettingGroup, Switch } from '../../ui/index.ts';
import styles from './appearance-page.module.css';

const THEME_NAMES = {
  'classic-dark': 'appearanceThemesClassicDark',
  'classic-light': 'appearanceThemesClassicLight',
} as const satisfies Record<Theme, TextKey>;

/** How the window looks. Spec 08, SET-07. */
export function AppearancePage() {
  const t = useText();
  const theme = useTheme();
  const isFollowing = useAppSelector((state) => selectSettings(state)?.followSystem === true);
  const [changeSettings] = api.useChangeSettingsMutation();
  const follow = (followSystem: boolean) => void changeSettings({ followSystem, theme });
  return (
    <>
      <h3 className={cx(styles.label)}>{t('appearanceThemes')}</h3>
      <RadioGroup
        className={cx(styles.themes)}
        aria-label={t('appearanceThemes')}
        value={theme}
        onChange={(value) => void changeSettings({ theme: value as Theme, followSystem: false })}
      >
        {(['classic-dark', 'classic-light'] as const).map((name) => (
          <Radio
            key={name}
            value={name}
            className={cx(styles.card)}
            data-testid={`${name}-themes-settings-menu-item`}
            data-checked={theme === name}
          >
            <Preview theme={name} />
            <span className={cx(styles.name)}>
              <span className={cx(styles.radio)} />
              {t(THEME_NAMES[name])}
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <SettingGroup>
        <ControlRow
          label={t('appearanceFollowSystem')}
          description={t('appearanceFollowSystemDescription')}
          testId="auto-dark-mode-settings-row"
          onClick={() => follow(!isFollowing)}
          control={
            <Switch
              label={t('appearanceFollowSystem')}
              isOn={isFollowing}
              onChange={follow}
              testId="enable-follow-system-theme"
            />
          }
        />
      </SettingGroup>
    </>
  );
}

/** A window in small, in the colours of a theme that need not be the current one. */
function Preview({ theme }: { readonly theme: Theme }) {
  const t = useText();
  return (
    <span className={cx(styles.preview, styles[theme])} aria-hidden>
      <span className={cx(styles.bubble, styles.incoming)}>{t('appearancePreviewQuestion')}</span>
      <span className={cx(styles.bubble, styles.outgoing)}>{t('appearancePreviewAnswer')}</span>
    </span>
  );
}
