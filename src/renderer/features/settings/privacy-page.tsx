import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectHasPassword, selectSettings } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, ControlRow, cx, SettingGroup, Switch } from '../../ui/index.ts';
import { dialogReplaced, type SettingsPage } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { LockAfterRow } from './desktop-rows.tsx';
import { MicrophoneRow } from '../voice-recorder/index.ts';
import styles from './privacy-page.module.css';

/** Who may see what. Spec 08, SET-04. */
export function PrivacyPage() {
  const t = useText();
  const hasPassword = useAppSelector(selectHasPassword);
  const isProtected = useAppSelector((state) => selectInfo(state)?.keyProtected !== false);
  return (
    <>
      {!isProtected && (
        <p className={cx(styles.warning)}>
          {t('aboutKeyUnprotected')} {t('passwordRecommended')}
        </p>
      )}
      <SettingGroup label={t('lockApp')}>
        {hasPassword ? (
          <LockRows />
        ) : (
          <PasswordRow
            page="set-password"
            texts={{ label: 'passwordSet', button: 'set', description: 'passwordSetDescription' }}
          />
        )}
      </SettingGroup>
      <SettingGroup label={t('permissions')}>
        <MicrophoneRow />
      </SettingGroup>
    </>
  );
}

function LockRows() {
  const t = useText();
  const dispatch = useAppDispatch();
  const isOn = useAppSelector((state) => selectSettings(state)?.lockWithSystem === true);
  const [changeSettings] = api.useChangeSettingsMutation();
  const [lockNow, { isLoading }] = api.useLockNowMutation();
  const lock = async () => {
    const { error } = await lockNow(undefined);
    if (error !== undefined) dispatch(errorShown(error));
  };
  const setOn = (lockWithSystem: boolean) => void changeSettings({ lockWithSystem });
  return (
    <>
      <PasswordRow
        page="change-password"
        texts={{ label: 'passwordChange', button: 'change', description: 'passwordChangeDescription' }}
      />
      <PasswordRow
        page="remove-password"
        texts={{ label: 'passwordRemove', button: 'remove', description: 'passwordRemoveDescription' }}
      />
      <ControlRow
        label={t('lockNow')}
        description={t('lockNowDescription')}
        testId="lock-now-settings-row"
        onClick={() => void lock()}
        control={
          <Button isBusy={isLoading} onPress={() => void lock()} testId="lock-now-settings-button">
            {t('lock')}
          </Button>
        }
      />
      <ControlRow
        label={t('lockWithSystem')}
        description={t('lockWithSystemDescription')}
        testId="lock-with-system-settings-row"
        onClick={() => setOn(!isOn)}
        control={
          <Switch
            label={t('lockWithSystem')}
            isOn={isOn}
            onChange={setOn}
            testId="lock-with-system-settings-toggle"
          />
        }
      />
      <LockAfterRow />
    </>
  );
}

/** A row that leads to the page of its name. */
function PasswordRow({
  page,
  texts,
}: {
  readonly page: Extract<SettingsPage, `${string}-password`>;
  readonly texts: { readonly label: TextKey; readonly button: TextKey; readonly description: TextKey };
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const open = () => dispatch(dialogReplaced({ kind: 'settings', page }));
  return (
    <ControlRow
      label={t(texts.label)}
      description={t(texts.description)}
      testId={`${page}-settings-row`}
      onClick={open}
      control={
        <Button onPress={open} testId={`${page}-settings-button`}>
          {t(texts.button)}
        </Button>
      }
    />
  );
}
