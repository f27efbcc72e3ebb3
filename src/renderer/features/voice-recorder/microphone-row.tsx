import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { ControlRow, Switch } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Whether the window may use the microphone at all. Spec 08, SET-04. */
export function MicrophoneRow() {
  const t = useText();
  const dispatch = useAppDispatch();
  const isOn = useAppSelector((state) => selectSettings(state)?.microphone === true);
  const [changeSettings] = api.useChangeSettingsMutation();
  const setOn = (microphone: boolean) =>
    void changeSettings({ microphone }).then(({ error }) => {
      if (error !== undefined) dispatch(errorShown(error));
    });
  return (
    <ControlRow
      label={t('microphone')}
      description={t('microphoneDescription')}
      testId="enable-microphone-settings-row"
      onClick={() => setOn(!isOn)}
      control={
        <Switch
          label={t('microphone')}
          isOn={isOn}
          onChange={setOn}
          testId="enable-microphone-settings-toggle"
        />
      }
    />
  );
}
