import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

import { useText } from '../../app/text/text-context.ts';
import { IconButton, TextField } from '../../ui/index.ts';

/** Where a password is typed, hidden until somebody wants to see it. Spec 08 §3.3. */
export function PasswordField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  readonly testId: 'password-input' | 'password-input-confirm' | 'password-input-reconfirm';
}) {
  const t = useText();
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      isSecret={!isShown}
      end={
        <IconButton
          label={t(isShown ? 'passwordHide' : 'passwordShow')}
          icon={isShown ? <EyeOff size={19} aria-hidden /> : <Eye size={19} aria-hidden />}
          onPress={() => setShown(!isShown)}
          testId={`${isShown ? 'hide' : 'reveal'}-${props.testId}-toggle`}
        />
      }
    />
  );
}
