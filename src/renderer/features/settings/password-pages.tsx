import { usePassword } from '../../app/secrets.ts';
import { PasswordForm } from './password-form.tsx';

/** Asks for a first password, twice. Spec 08, SET-05. */
export function SetPasswordPage() {
  const set = usePassword('lock:set-password');
  return (
    <PasswordForm
      texts={{ description: 'passwordSetDescription', toast: 'passwordSetDescriptionToast' }}
      roles={['new', 'repeated']}
      submit={{ testId: 'set-password-button', label: 'passwordSet' }}
      onSubmit={({ next }) => set({ password: next })}
    />
  );
}

/** Asks for the old password, and twice for another one. Spec 08, SET-05. */
export function ChangePasswordPage() {
  const change = usePassword('lock:change-password');
  return (
    <PasswordForm
      texts={{ description: 'passwordChangeDescription', toast: 'passwordChangedDescriptionToast' }}
      roles={['current', 'new', 'repeated']}
      submit={{ testId: 'change-password-button', label: 'passwordChange' }}
      onSubmit={({ current, next }) => change({ oldPassword: current, newPassword: next })}
    />
  );
}

/** Asks for the password once more. Spec 08, SET-05. */
export function RemovePasswordPage() {
  const remove = usePassword('lock:remove-password');
  return (
    <PasswordForm
      texts={{ description: 'passwordRemoveDescription', toast: 'passwordRemovedDescriptionToast' }}
      roles={['current']}
      submit={{ testId: 'remove-password-button', label: 'passwordRemove', isDangerous: true }}
      onSubmit={({ current }) => remove({ password: current })}
    />
  );
}
