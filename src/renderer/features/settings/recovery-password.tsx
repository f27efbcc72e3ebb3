import { type ReactNode, useEffect, useState } from 'react';

import type { IpcErrorData } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { type RecoverySecrets, useRevealRecoveryPassword } from '../../app/secrets.ts';
import { EnterPasswordDialog } from '../lock/enter-password-dialog.tsx';
import { errorShown } from '../toasts/toasts-slice.ts';
import { RecoveryPasswordPage } from './recovery-password-page.tsx';

/** The 13 words: opening the page asks for them; they are kept nowhere but in this component, and gone with it. Spec 08, SEC-02. */
export function RecoveryPassword() {
  const [secrets, setSecrets] = useState<RecoverySecrets>();
  const [isHidden, setHidden] = useState(false);
  return (
    <>
      {secrets === undefined && !isHidden && <Asking onSecrets={setSecrets} />}
      <RecoveryPasswordPage
        secrets={secrets}
        isHidden={isHidden}
        onHide={() => {
          setSecrets(undefined);
          setHidden(true);
        }}
        onShow={() => setHidden(false)}
      />
    </>
  );
}

/** The same behind the app's password, which is asked for each time before the words are shown. Spec 08, SET-09. */
export function GuardedRecoveryPassword({
  inFrame,
  onBack,
}: {
  readonly inFrame: (content: ReactNode) => ReactNode;
  readonly onBack: () => void;
}) {
  const reveal = useRevealRecoveryPassword();
  const [secrets, setSecrets] = useState<RecoverySecrets>();
  const [isHidden, setHidden] = useState(false);
  const enter = async (password: string): Promise<IpcErrorData | undefined> => {
    const result = await reveal(password);
    if ('error' in result) return result.error;
    setSecrets(result);
    return undefined;
  };
  if (secrets === undefined && !isHidden) return <EnterPasswordDialog onEnter={enter} onCancel={onBack} />;
  return inFrame(
    <RecoveryPasswordPage
      secrets={secrets}
      isHidden={isHidden}
      onHide={() => {
        setSecrets(undefined);
        setHidden(true);
      }}
      onShow={() => setHidden(false)}
    />,
  );
}

/** Asks for the words as soon as it is there; shows nothing itself. */
function Asking({ onSecrets }: { readonly onSecrets: (secrets: RecoverySecrets) => void }) {
  const dispatch = useAppDispatch();
  const reveal = useRevealRecoveryPassword();
  useEffect(() => {
    let isGone = false;
    void reveal().then((result) => {
      if (isGone) return;
      if ('words' in result) onSecrets(result);
      else dispatch(errorShown(result.error));
    });
    return () => {
      isGone = true;
    };
  }, [dispatch, onSecrets, reveal]);
  return null;
}
