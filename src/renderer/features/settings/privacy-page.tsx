import { LOCK_AFTER_MINUTES, type LockAfterMinutes } from '../../../ipc/auto-lock.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectHasPassword } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { Button, ControlRow, cx, Select, SettingGroup } from '../../ui/index.ts';
import { spanText } from '../conversation/timer-words.ts';
import { dialogReplaced, type SettingsPage } from '../dialogs/dialogs-slice.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { MicrophoneRow } from '../voice-recorder/index.ts';
import styles from './privacy-page.module.css';
import { PrivacyRows } from './privacy-rows.tsx';
import { ToggleRow } from './toggle-row.tsx';
import { useSetting } from './use-setting.ts';

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
        <ContentProtectionRow />
        <BlurAwayRow />
      </SettingGroup>
      <SettingGroup label={t('permissions')}>
        <MicrophoneRow />
      </SettingGroup>
      <PrivacyRows />
    </>
  );
}

/** Linux cannot keep other programs from looking. Spec 08, SEC-03. */
function ContentProtectionRow() {
  const t = useText();
  const canProtect = useAppSelector((state) => selectInfo(state)?.platform !== 'linux');
  const [isOn = false, setOn] = useSetting('contentProtection');
  if (!canProtect) return undefined;
  return (
    <ToggleRow
      id="content-protection"
      label={t('contentProtection')}
      description={t('contentProtectionDescription')}
      isOn={isOn}
      onChange={setOn}
    />
  );
}

/** For those who look over a shoulder. Spec 08, SEC-03. */
function BlurAwayRow() {
  const t = useText();
  const [isOn = false, setOn] = useSetting('blursAway');
  return (
    <ToggleRow
      id="blur-away"
      label={t('blurAway')}
      description={t('blurAwayDescription')}
      isOn={isOn}
      onChange={setOn}
    />
  );
}

/** Spec 08, APP-17. */
function LockAfterRow() {
  const { text: t, locale } = useCatalogue();
  const [minutes = 0, setMinutes] = useSetting('lockAfterMinutes');
  const nameOf = (value: LockAfterMinutes) => (value === 0 ? t('never') : spanText(value * 60, locale));
  return (
    <ControlRow
      label={t('lockAfter')}
      description={t('lockAfterDescription')}
      testId="lock-after-settings-row"
      onClick={() => undefined}
      control={
        <Select
          label={t('lockAfter')}
          isLabelHidden
          value={String(minutes)}
          options={LOCK_AFTER_MINUTES.map((value) => ({ value: String(value), label: nameOf(value) }))}
          onChange={(value) => {
            const chosen = LOCK_AFTER_MINUTES.find((known) => String(known) === value);
            if (chosen !== undefined) setMinutes(chosen);
          }}
          testId="lock-after-settings-select"
        />
      }
    />
  );
}

function LockRows() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [isOn = false, setOn] = useSetting('lockWithSystem');
  const [lockNow, { isLoading }] = api.useLockNowMutation();
  const lock = async () => {
    const { error } = await lockNow(undefined);
    if (error !== undefined) dispatch(errorShown(error));
  };
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
      <ToggleRow
        id="lock-with-system"
        label={t('lockWithSystem')}
        description={t('lockWithSystemDescription')}
        isOn={isOn}
        onChange={setOn}
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
