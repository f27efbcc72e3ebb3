import { Moon, Sun } from 'lucide-react';
import { useRef } from 'react';

import { CLEAR_OFFERED_AFTER } from '../../../ipc/lock.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { usePassword } from '../../app/secrets.ts';
import { selectLock } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { useMarkUsable } from '../../app/use-mark-usable.ts';
import { Button, cx, IconButton, Mark } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useThemeToggle } from '../shell/use-theme-toggle.ts';
import styles from './lock-screen.module.css';
import { PasswordField } from './password-field.tsx';
import { usePasswordTry } from './use-password-try.ts';
import { WaitHint } from './wait-hint.tsx';

/** All there is to see until the password was given. Spec 08, APP-11. */
export function LockScreen() {
  const t = useText();
  const theme = useThemeToggle();
  useMarkUsable();
  return (
    <div className={cx(styles.page)}>
      <div className={cx(styles.bar)}>
        <IconButton
          label={theme.label}
          icon={theme.isDark ? <Sun size={20} aria-hidden /> : <Moon size={20} aria-hidden />}
          onPress={theme.toggle}
          testId="theme-section"
          size="large"
        />
      </div>
      <main className={cx(styles.content)}>
        <Mark size={72} />
        <h1 className={cx(styles.title)}>{t('lockTitle')}</h1>
        <p className={cx(styles.description)}>{t('lockDescription')}</p>
        <UnlockForm />
      </main>
    </div>
  );
}

function UnlockForm() {
  const t = useText();
  const dispatch = useAppDispatch();
  const unlock = usePassword('lock:unlock');
  const wrongTries = useAppSelector((state) => selectLock(state)?.wrongTries ?? 0);
  const form = useRef<HTMLDivElement>(null);
  const { seconds, isBusy, submit, type, field } = usePasswordTry((password) => unlock({ password }));
  const tryAgain = () => {
    type('');
    form.current?.querySelector('input')?.focus();
  };
  return (
    <div className={cx(styles.form)} ref={form}>
      <PasswordField {...field} testId="password-input" autoFocus />
      <WaitHint seconds={seconds} />
      <Button
        variant="solid"
        isWide
        isBusy={isBusy}
        isDisabled={seconds > 0}
        onPress={() => void submit()}
        testId="unlock-button"
      >
        {t('enter')}
      </Button>
      {wrongTries >= CLEAR_OFFERED_AFTER && (
        <div className={cx(styles.offers)}>
          <p className={cx(styles.forgotten)}>{t('lockForgotten')}</p>
          <div className={cx(styles.buttons)}>
            <Button onPress={tryAgain} testId="try-again-button">
              {t('tryAgain')}
            </Button>
            <Button
              variant="danger"
              onPress={() => dispatch(dialogOpened({ kind: 'clear-device' }))}
              testId="clear-device-button"
            >
              {t('clearDevice')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
