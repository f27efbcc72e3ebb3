import { useState } from 'react';

import type { Output } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useWriteBackup } from '../../app/secrets.ts';
import { selectHasPassword } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { api } from '../../app/api.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import { Working } from '../dialogs/working.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { PasswordField } from '../lock/password-field.tsx';
import { StrengthMeter } from '../lock/strength-meter.tsx';
import { useSecondsLeft } from '../lock/use-seconds-left.ts';
import { WaitHint } from '../lock/wait-hint.tsx';
import { toastShown } from '../toasts/toasts-slice.ts';
import { backupEnded, selectWritten } from './backup-slice.ts';
import styles from './restore-backup-dialog.module.css';

/** Codes that speak of the password of the app, not of that of the backup. */
const OF_THE_APP = /^password-/;

/** What a person has wanted. */
const NOT_A_FAULT: readonly string[] = ['file-not-chosen', 'export-cancelled'];

type Field = 'password' | 'repeated' | 'app';
type Backup = Output<'profile:backup'>;

/** The day stands in the name, so that a later backup does not take the place of an earlier one. */
function fileName(): string {
  return `Undertone ${new Date().toISOString().slice(0, 10)}.backup`;
}

/** Writes the whole profile into one file that only a password opens. Spec 08, SET-18. */
export function BackupDialog() {
  const t = useText();
  const labels = useDialogLabels();
  const dispatch = useAppDispatch();
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<Backup>();
  const close = () => {
    if (!isBusy) dispatch(dialogClosed());
  };
  const finish = (backup: Backup) => {
    if (backup.missingFiles > 0) {
      setDone(backup);
      return;
    }
    dispatch(dialogClosed());
    dispatch(toastShown({ textKey: 'backupFinished' }));
  };
  return (
    <Dialog modalId="backupModal" title={t('backup')} labels={labels} onClose={close}>
      {done === undefined ? (
        <BackupForm isBusy={isBusy} onBusy={setBusy} onDone={finish} />
      ) : (
        <>
          <p className={cx(styles.description)} role="status" data-testid="modal-description">
            {t('backupMissingFiles', { count: done.missingFiles })}
          </p>
          <Button variant="solid" isWide onPress={close} autoFocus testId="session-confirm-ok-button">
            {t('okay')}
          </Button>
        </>
      )}
    </Dialog>
  );
}

function BackupForm(props: {
  readonly isBusy: boolean;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onDone: (backup: Backup) => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const write = useWriteBackup();
  const seconds = useSecondsLeft();
  const hasPassword = useAppSelector(selectHasPassword);
  const [values, setValues] = useState<Readonly<Record<Field, string>>>({
    password: '',
    repeated: '',
    app: '',
  });
  const [fault, setFault] = useState<{ readonly field: Field; readonly key: TextKey }>();
  const isWaiting = hasPassword && seconds > 0;
  const canSubmit = values.password !== '' && !props.isBusy && !isWaiting;
  const submit = async () => {
    if (!canSubmit) return;
    if (values.password !== values.repeated) {
      setFault({ field: 'repeated', key: 'passwordErrorMatch' });
      return;
    }
    props.onBusy(true);
    const app = hasPassword ? { appPassword: values.app } : {};
    const result = await write({ path: fileName(), password: values.password, ...app });
    props.onBusy(false);
    dispatch(backupEnded());
    if ('backup' in result) props.onDone(result.backup);
    // Whoever closes the dialog of files, or cancels, knows that.
    else if (!NOT_A_FAULT.includes(result.error.code)) {
      const field = hasPassword && OF_THE_APP.test(result.error.code) ? 'app' : 'password';
      setFault({ field, key: errorKey(result.error.code) });
    }
  };
  const fieldOf = (field: Field) => ({
    value: values[field],
    onChange: (value: string) => {
      setValues({ ...values, [field]: value });
      setFault(undefined);
    },
    onEnter: () => void submit(),
    error: fault?.field === field ? t(fault.key) : undefined,
  });
  return (
    <>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('backupDescription')}
      </p>
      <PasswordField
        {...fieldOf('password')}
        label={t('restoreBackupPassword')}
        testId="password-input"
        autoFocus
      />
      <StrengthMeter password={values.password} />
      <PasswordField
        {...fieldOf('repeated')}
        label={t('backupPasswordRepeat')}
        testId="password-input-confirm"
      />
      {hasPassword && (
        <PasswordField
          {...fieldOf('app')}
          label={t('restoreBackupAppPassword')}
          testId="password-input-reconfirm"
        />
      )}
      {isWaiting && <WaitHint seconds={seconds} />}
      <Button
        variant="solid"
        isWide
        isBusy={props.isBusy}
        isDisabled={!canSubmit}
        onPress={() => void submit()}
        testId="write-backup-button"
      >
        {t('exportChoosePlace')}
      </Button>
      {props.isBusy && <WrittenBar />}
    </>
  );
}

function WrittenBar() {
  const t = useText();
  const written = useAppSelector(selectWritten);
  const [cancel, { isLoading }] = api.useCancelWritingMutation();
  return (
    <>
      <Working
        label={t(written === undefined ? 'backupPreparing' : 'backupProgress')}
        value={written}
        testId="write-backup-progress"
      />
      <Button
        variant="plain"
        isWide
        isBusy={isLoading}
        onPress={() => void cancel(undefined)}
        testId="cancel-backup-button"
      >
        {t('cancel')}
      </Button>
    </>
  );
}
