import { useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useRestoreBackup } from '../../app/secrets.ts';
import { selectAccount, selectHasPassword } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog } from '../../ui/index.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { Working } from '../dialogs/working.tsx';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { PasswordField } from '../lock/password-field.tsx';
import { useSecondsLeft } from '../lock/use-seconds-left.ts';
import { WaitHint } from '../lock/wait-hint.tsx';
import { restoreEnded, selectRestored } from './backup-slice.ts';
import styles from './restore-backup-dialog.module.css';

/** Codes that speak of the password of the app, not of that of the backup. */
const OF_THE_APP = /^password-/;

/**
 * Puts a backup into the place of this profile, which is said before where there is something to lose. Main asks for the file and, when it is
 * done, loads the page anew. Spec 08, SET-18.
 */
export function RestoreBackupDialog() {
  const t = useText();
  const labels = useDialogLabels();
  const dispatch = useAppDispatch();
  const restore = useRestoreBackup();
  const seconds = useSecondsLeft();
  const hasPassword = useAppSelector(selectHasPassword);
  const isInUse = useAppSelector((state) => selectAccount(state) !== undefined);
  const [password, setPassword] = useState('');
  const [appPassword, setAppPassword] = useState('');
  const [code, setCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const cancel = () => {
    if (!isBusy) dispatch(dialogClosed());
  };
  const submit = async () => {
    if (isBusy || seconds > 0 || password === '') return;
    setBusy(true);
    setCode(undefined);
    const error = await restore(hasPassword ? { password, appPassword } : { password });
    dispatch(restoreEnded());
    setBusy(false);
    // Whoever closes the dialog of files knows that.
    if (error?.code !== 'file-not-chosen') setCode(error?.code);
  };
  const message = code === undefined ? undefined : t(errorKey(code));
  const isOfApp = hasPassword && code !== undefined && OF_THE_APP.test(code);
  return (
    <Dialog
      modalId="restoreBackupModal"
      title={t('restoreBackup')}
      labels={labels}
      onClose={cancel}
      isQuestion
      actions={
        <>
          <Button
            variant={isInUse ? 'danger' : 'solid'}
            isBusy={isBusy}
            isDisabled={seconds > 0 || password === ''}
            onPress={() => void submit()}
            testId="session-confirm-ok-button"
          >
            {t(isInUse ? 'restoreBackupReplace' : 'restoreBackupChoose')}
          </Button>
          <Button variant="plain" isDisabled={isBusy} onPress={cancel} testId="session-confirm-cancel-button">
            {t('cancel')}
          </Button>
        </>
      }
    >
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('restoreBackupDescription')}
      </p>
      {isInUse && (
        <p className={cx(styles.warning)} data-testid="modal-warning">
          {t('restoreBackupWarning')}
        </p>
      )}
      <PasswordField
        label={t('restoreBackupPassword')}
        value={password}
        onChange={(value) => {
          setPassword(value);
          setCode(undefined);
        }}
        onEnter={() => void submit()}
        error={isOfApp ? undefined : message}
        testId="password-input"
        autoFocus
      />
      {hasPassword && (
        <PasswordField
          label={t('restoreBackupAppPassword')}
          value={appPassword}
          onChange={(value) => {
            setAppPassword(value);
            setCode(undefined);
          }}
          onEnter={() => void submit()}
          error={isOfApp ? message : undefined}
          testId="password-input-confirm"
        />
      )}
      {seconds > 0 && <WaitHint seconds={seconds} />}
      {isBusy && <RestoreProgressBar />}
    </Dialog>
  );
}

function RestoreProgressBar() {
  const t = useText();
  const restored = useAppSelector(selectRestored);
  if (restored === undefined)
    return <Working label={t('restoreBackupOpening')} testId="restore-backup-opening" />;
  return (
    <label className={cx(styles.progress)}>
      {t('restoreBackupProgress')}
      <progress className={cx(styles.bar)} value={restored} data-testid="restore-backup-progress" />
    </label>
  );
}
