import { isDarkTheme, type Theme } from '../../../ipc/themes.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { useAccent, useTheme } from '../../app/use-theme.ts';
import { ControlRow, SettingGroup, Switch } from '../../ui/index.ts';
import { AccentRow } from './accent-row.tsx';
import { AppearancePreview } from './appearance-preview.tsx';
import { ThemeCards } from './theme-cards.tsx';
import { ZoomRow } from './zoom-row.tsx';

/** How the window looks. Spec 08, SET-07. */
export function AppearancePage() {
  const t = useText();
  const theme = useTheme();
  const accent = useAccent();
  const settings = useAppSelector(selectSettings);
  const hasWindow = useAppSelector((state) => selectInfo(state)?.electron !== '');
  const hasMenuBar = useAppSelector((state) => selectInfo(state)?.platform !== 'darwin') && hasWindow;
  const [changeSettings] = api.useChangeSettingsMutation();
  const isFollowing = settings?.followSystem === true;
  const isBarHidden = settings?.hideMenuBar === true;
  const follow = (followSystem: boolean) => void changeSettings({ followSystem, theme });
  const hideBar = (hideMenuBar: boolean) => void changeSettings({ hideMenuBar });
  // Another family goes with following the system; the other mode does not.
  const choose = (chosen: Theme) => {
    const isSameMode = isDarkTheme(chosen) === isDarkTheme(theme);
    void changeSettings({ theme: chosen, followSystem: isFollowing && isSameMode });
  };
  return (
    <>
      <ThemeCards theme={theme} accent={settings?.accent ?? 'default'} onChoose={choose} />
      <AccentRow accent={accent} onChoose={(chosen) => void changeSettings({ accent: chosen })} />
      <AppearancePreview />
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
              testId="auto-dark-mode-settings-toggle"
            />
          }
        />
        {hasWindow && <ZoomRow />}
        {hasMenuBar && (
          <ControlRow
            label={t('appearanceHideMenuBar')}
            description={t('appearanceHideMenuBarDescription')}
            testId="hide-menu-bar-settings-row"
            onClick={() => hideBar(!isBarHidden)}
            control={
              <Switch
                label={t('appearanceHideMenuBar')}
                isOn={isBarHidden}
                onChange={hideBar}
                testId="hide-menu-bar-settings-toggle"
              />
            }
          />
        )}
      </SettingGroup>
    </>
  );
}
