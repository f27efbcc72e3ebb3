import { useState } from 'react';

import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import { startConversation } from '../conversation/conversation-thunks.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { FAQ_URL } from '../links/addresses.ts';
import { typedAddress } from '../search/typed-address.ts';
import styles from './chooser-overlay.module.css';
import { QrDrop } from './qr-drop.tsx';

/** Begins a conversation by Account ID, by a registered name, or by the picture of a code. Spec 08, NEW-02, NEW-03 and NEW-08. */
export function NewMessage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const start = useStart();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<TextKey>();
  const [isBusy, setBusy] = useState(false);
  const isEmpty = typed.trim() === '';

  const submit = async (text: string) => {
    if (isBusy || text.trim() === '') return;
    setBusy(true);
    const code = await start(text.trim());
    setFault(code === undefined ? undefined : errorKey(code));
    setBusy(false);
  };
  const takeCode = (text: string) => {
    const address = typedAddress(text);
    if (address?.kind !== 'account') {
      setFault('qrNotAccountId');
      return;
    }
    setTyped(address.accountId);
    void submit(address.accountId);
  };
  return (
    <div className={cx(styles.form)}>
      <p className={cx(styles.description)}>{t('messageNewDescription')}</p>
      <TextField
        label={t('accountIdOrName')}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setFault(undefined);
        }}
        onEnter={() => void submit(typed)}
        error={fault === undefined ? undefined : t(fault)}
        testId="new-session-conversation"
        isMono
        autoFocus
      />
      <Button
        variant="solid"
        isWide
        isDisabled={isEmpty}
        isBusy={isBusy}
        onPress={() => void submit(typed)}
        testId="next-new-conversation-button"
      >
        {t('next')}
      </Button>
      <span className={cx(styles.link)}>
        <Button
          variant="plain"
          size="small"
          onPress={() => dispatch(dialogOpened({ kind: 'open-url', url: FAQ_URL }))}
          testId="session-link-helpdesk"
        >
          {t('messageNewHelp')}
        </Button>
      </span>
      <QrDrop hint={t('qrDropDescription')} onText={takeCode} onNothing={() => setFault('qrNotFound')} />
    </div>
  );
}

/** Opens the conversation with an Account ID or a name; gives back the code of what was wrong with it. */
function useStart(): (typed: string) => Promise<string | undefined> {
  const dispatch = useAppDispatch();
  const [lookUpName] = api.useLookUpNameMutation();
  return async (typed) => {
    if (!mayBeName(typed)) return dispatch(startConversation(typed));
    const { data, error } = await lookUpName({ name: typed.toLowerCase() });
    return data === undefined ? errorCode(error) : dispatch(startConversation(data.accountId));
  };
}

/** What looks like the beginning of an Account ID was meant to be one; its own error says more than that of a name. */
function mayBeName(typed: string): boolean {
  return /^[a-z0-9_-]{1,64}$/iu.test(typed) && !/^05[0-9a-f]*$/iu.test(typed);
}
