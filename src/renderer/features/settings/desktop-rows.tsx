import type { AppSettings } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { ControlRow, SettingGroup, Switch } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** What the app is on the desktop besides its window. Spec 08, SET-08. */
export function DesktopRows() {
  const t = useText();
  const hasDesktop = useAppSelector((state) => selectInfo(state)?.electron !== '');
  if (!hasDesktop) return undefined;
  return (
    <SettingGroup label={t('preferencesSystem')}>
      <Toggle
        setting="keepInTray"
        id="keep-in-tray"
        label={t('trayKeep')}
        description={t('trayKeepDescription')}
      />
      <Toggle
        setting="startAtLogin"
        id="start-at-login"
        label={t('startAtLogin')}
        description={t('startAtLoginDescription')}
      />
    </SettingGroup>
  );
}

function Toggle(props: {
  readonly setting: 'keepInTray' | 'startAtLogin';
  readonly id: string;
  readonly label: string;
  readonly description: string;
}) {
  const change = useChange();
  const isOn = useAppSelector((state) => selectSettings(state)?.[props.setting] === true);
  const set = (value: boolean) => change({ [props.setting]: value });
  return (
    <ControlRow
      label={props.label}
      description={props.description}
      testId={`${props.id}-settings-row`}
      onClick={() => set(!isOn)}
      control={
        <Switch label={props.label} isOn={isOn} onChange={set} testId={`${props.id}-settings-toggle`} />
      }
    />
  );
}

/** Changes settings, and says so when that fails. */
function useChange(): (change: Partial<AppSettings>) => void {
  const dispatch = useAppDispatch();
  const [changeSettings] = api.useChangeSettingsMutation();
  return (change) =>
    void changeSettings(change).then(({ error }) => {
      if (error !== undefined) dispatch(errorShown(error));
    });
}
