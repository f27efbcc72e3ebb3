import { useState } from 'react';

import type { IpcErrorData } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** One password being typed and tried: what is wrong with it, and how many seconds the next try has to wait. Spec 08, APP-11. */
export function usePasswordTry(onTry: (password: string) => Promise<IpcErrorData | undefined>) {
  const t = useText();
  const seconds = useSecondsLeft();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const type = (value: string) => {
    setPassword(value);
    setCode(undefined);
  };
  const submit = async () => {
    if (isBusy || seconds > 0) return;
    setBusy(true);
    const error = await onTry(password);
    setCode(error?.code);
    setBusy(false);
  };
  return {
    seconds,
    isBusy,
    submit,
    type,
    field: {
      label: t('passwordLabel'),
      value: password,
      onChange: type,
      onEnter: () => void submit(),
      error: code === undefined ? undefined : t(errorKey(code)),
    },
  };
}
