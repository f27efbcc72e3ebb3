import { useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import styles from './onboarding.module.css';

/** Asks for a display name; `onSubmit` gives back the code of what is wrong with it. Spec 08, ONB-02. */
export function NameForm({ onSubmit }: { readonly onSubmit: (name: string) => Promise<string | undefined> }) {
  const t = useText();
  const [name, setName] = useState('');
  const [errorCode, setErrorCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async () => {
    if (isBusy) return;
    setBusy(true);
    setErrorCode(await onSubmit(name));
    setBusy(false);
  };
  return (
    <div className={cx(styles.form)}>
      <TextField
        label={t('displayNameEnter')}
        value={name}
        onChange={(value) => {
          setName(value);
          setErrorCode(undefined);
        }}
        onEnter={() => void submit()}
        error={errorCode === undefined ? undefined : t(errorKey(errorCode))}
        testId="display-name-input"
        autoFocus
      />
      <Button variant="solid" isWide isBusy={isBusy} onPress={() => void submit()} testId="continue-button">
        {t('theContinue')}
      </Button>
    </div>
  );
}
