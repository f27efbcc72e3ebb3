import type { AppSettings } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { ControlRow, Select, SettingGroup, Switch } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** After how many minutes without a touch the app can be locked. */
const LOCK_MINUTES = [0, 1, 5, 15, 30, 60, 240] as const;
const MINUTES_PER_HOUR = 60;

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

/** For an app that has a password. Spec 08, APP-17. */
export function LockAfterRow() {
  const t = useText();
  const change = useChange();
  const minutes = useAppSelector((state) => selectSettings(state)?.lockAfterMinutes ?? 0);
  const hasDesktop = useAppSelector((state) => selectInfo(state)?.electron !== '');
  if (!hasDesktop) return undefined;
  const label = (value: number): string =>
    value >= MINUTES_PER_HOUR
      ? t('lockAfterHours', { hours: value / MINUTES_PER_HOUR })
      : t('lockAfterMinutes', { minutes: value });
  const offered = [...new Set([...LOCK_MINUTES, minutes])].toSorted((one, other) => one - other);
  return (
    <ControlRow
      label={t('lockAfter')}
      description={t('lockAfterDescription')}
      testId="lock-after-settings-row"
      control={
        <Select
          label={t('lockAfter')}
          isLabelHidden
          value={String(minutes)}
          options={offered.map((value) => ({
            value: String(value),
            label: label(value),
            testId: `lock-after-${value}-minutes`,
          }))}
          onChange={(value) => change({ lockAfterMinutes: Number(value) })}
          testId="lock-after-settings-select"
        />
      }
    />
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
