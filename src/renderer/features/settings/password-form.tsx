import { useState } from 'react';

import type { IpcErrorData } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { PasswordField } from '../lock/password-field.tsx';
import { StrengthMeter } from '../lock/strength-meter.tsx';
import { useSecondsLeft } from '../lock/use-seconds-left.ts';
import { WaitHint } from '../lock/wait-hint.tsx';
import { toastShown } from '../toasts/toasts-slice.ts';
import styles from './password-form.module.css';

/** What a field is for. */
type Role = 'current' | 'new' | 'repeated';

const LABELS = {
  current: 'passwordCurrent',
  new: 'passwordNew',
  repeated: 'passwordRepeat',
} as const satisfies Record<Role, TextKey>;

/** Ids go by place, whatever the field is for. Spec 08 §3.9. */
const IDS = ['password-input', 'password-input-confirm', 'password-input-reconfirm'] as const;

/** Errors of the new password; all others belong to the first field. */
const FAULTS_OF_NEW: ReadonlySet<string> = new Set([
  'password-too-short',
  'password-too-long',
  'password-unprintable',
]);

interface Fault {
  readonly role: Role | undefined;
  readonly key: TextKey;
}

export interface PasswordFormProps {
  /** Said above the fields, and when it is done. */
  readonly texts: { readonly description: TextKey; readonly toast: TextKey };
  readonly roles: readonly Role[];
  readonly submit: { readonly testId: string; readonly label: TextKey; readonly isDangerous?: boolean };
  readonly onSubmit: (passwords: {
    readonly current: string;
    readonly next: string;
  }) => Promise<IpcErrorData | undefined>;
}

/** One to three fields for passwords; leads back to Privacy when it is done. What was typed is kept in here alone. Spec 08, SEC-02. */
export function PasswordForm({ texts, roles, submit, onSubmit }: PasswordFormProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const seconds = useSecondsLeft();
  const [values, setValues] = useState<Readonly<Record<Role, string>>>({
    current: '',
    new: '',
    repeated: '',
  });
  const [fault, setFault] = useState<Fault>();
  const [isBusy, setBusy] = useState(false);
  const isWaiting = seconds > 0 && roles.includes('current');

  const send = async () => {
    if (isBusy || isWaiting) return;
    if (roles.includes('repeated') && values.repeated !== values.new) {
      setFault({ role: 'repeated', key: 'passwordErrorMatch' });
      return;
    }
    setBusy(true);
    const error = await onSubmit({ current: values.current, next: values.new });
    setBusy(false);
    if (error !== undefined) {
      setFault({ role: FAULTS_OF_NEW.has(error.code) ? 'new' : roles[0], key: errorKey(error.code) });
      return;
    }
    dispatch(toastShown({ textKey: texts.toast }));
    dispatch(dialogReplaced({ kind: 'settings', page: 'privacy' }));
  };
  return (
    <div className={cx(styles.form)}>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t(texts.description)}
      </p>
      {roles.map((role, index) => (
        <div key={role}>
          <PasswordField
            label={t(LABELS[role])}
            value={values[role]}
            onChange={(value) => {
              setValues({ ...values, [role]: value });
              setFault(undefined);
            }}
            onEnter={() => void send()}
            error={fault?.role === role ? t(fault.key) : undefined}
            testId={IDS[index] ?? IDS[0]}
            autoFocus={index === 0}
          />
          {role === 'new' && <StrengthMeter password={values.new} />}
        </div>
      ))}
      {isWaiting && <WaitHint seconds={seconds} />}
      <Button
        variant={submit.isDangerous === true ? 'danger' : 'solid'}
        isWide
        isBusy={isBusy}
        isDisabled={isWaiting}
        onPress={() => void send()}
        testId={submit.testId}
      >
        {t(submit.label)}
      </Button>
    </div>
  );
}
