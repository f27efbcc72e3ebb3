import { useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import { startConversation } from '../conversation/conversation-thunks.ts';
import styles from './chooser-overlay.module.css';

/** Begins a conversation by Account ID. Spec 08, NEW-02. */
export function NewMessage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [accountId, setAccountId] = useState('');
  const [errorCode, setErrorCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isEmpty = accountId.trim() === '';

  const submit = async () => {
    if (isBusy || isEmpty) return;
    setBusy(true);
    setErrorCode(await dispatch(startConversation(accountId.trim())));
    setBusy(false);
  };
  return (
    <div className={cx(styles.form)}>
      <p className={cx(styles.description)}>{t('messageNewDescription')}</p>
      <TextField
        label={t('accountIDTitle')}
        value={accountId}
        onChange={(value) => {
          setAccountId(value);
          setErrorCode(undefined);
        }}
        onEnter={() => void submit()}
        error={errorCode === undefined ? undefined : t(errorKey(errorCode))}
        testId="new-session-conversation"
        isMono
        autoFocus
      />
      <Button
        variant="solid"
        isWide
        isDisabled={isEmpty}
        isBusy={isBusy}
        onPress={() => void submit()}
        testId="next-new-conversation-button"
      >
        {t('next')}
      </Button>
    </div>
  );
}
