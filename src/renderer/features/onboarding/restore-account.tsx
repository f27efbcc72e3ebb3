import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

import type { IpcErrorData } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useRestoreAccount } from '../../app/secrets.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { Button, cx, IconButton, TextField } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import styles from './onboarding.module.css';

/** Loads an account from its 13 words. Spec 08, ONB-04. */
export function RestoreAccount() {
  const t = useText();
  const dispatch = useAppDispatch();
  const restore = useRestoreAccount();
  const [words, setWords] = useState('');
  const [isShown, setShown] = useState(false);
  const [error, setError] = useState<IpcErrorData>();
  const [isBusy, setBusy] = useState(false);

  const submit = async () => {
    if (isBusy) return;
    setBusy(true);
    setError(await restore(words));
    setBusy(false);
  };
  return (
    <>
      <h1 className={cx(styles.title)}>{t('restoreTitle')}</h1>
      <p className={cx(styles.description)}>{t('recoveryPasswordLoadDescription')}</p>
      <div className={cx(styles.form)}>
        <TextField
          label={t('recoveryPasswordEnter')}
          value={words}
          onChange={(value) => {
            setWords(value);
            setError(undefined);
          }}
          onEnter={() => void submit()}
          error={error === undefined ? undefined : t(errorKey(error.code))}
          hint={error === undefined ? undefined : <WordHint error={error} />}
          testId="recovery-phrase-input"
          isSecret={!isShown}
          autoFocus
          end={
            <IconButton
              label={t(isShown ? 'recoveryPasswordHide' : 'recoveryPasswordShow')}
              icon={isShown ? <EyeOff size={19} aria-hidden /> : <Eye size={19} aria-hidden />}
              onPress={() => setShown(!isShown)}
              testId={isShown ? 'hide-recovery-phrase-toggle' : 'reveal-recovery-phrase-toggle'}
            />
          }
        />
        <Button variant="solid" isWide isBusy={isBusy} onPress={() => void submit()} testId="continue-button">
          {t('theContinue')}
        </Button>
        <button
          type="button"
          className={cx(styles.link)}
          data-testid="restore-backup-link"
          onClick={() => dispatch(dialogOpened({ kind: 'restore-backup' }))}
        >
          {t('restoreBackupInstead')}
        </button>
      </div>
    </>
  );
}

/** Which word it is that nobody knows, and what it may have been. */
function WordHint({ error }: { readonly error: IpcErrorData }) {
  const { text: t, locale } = useCatalogue();
  if (error.position === undefined) return null;
  const suggestions = error.suggestions ?? [];
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(suggestions);
  return (
    <>
      {t('recoveryPasswordErrorWord', { position: error.position })}
      {suggestions.length > 0 && ` ${t('recoveryPasswordErrorSuggestions', { suggestions: list })}`}
    </>
  );
}
