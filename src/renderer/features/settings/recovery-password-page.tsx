import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useRevealRecoveryPassword } from '../../app/secrets.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './recovery-password-page.module.css';

/** How long the words may stay on the clipboard. Spec 08, SET-09. */
const CLIPBOARD_MS = 60_000;

/** The 13 words: asked for by a press, kept nowhere but in this component, gone with it. Spec 08, SEC-02. */
export function RecoveryPasswordPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const reveal = useRevealRecoveryPassword();
  const copy = useCopy();
  const [words, setWords] = useState<string>();
  const show = async () => {
    const result = await reveal();
    if ('words' in result) setWords(result.words);
    else dispatch(errorShown(result.error));
  };
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('recoveryPasswordDescription')}
      </p>
      {words === undefined ? (
        <div className={cx(styles.card)}>
          <EyeOff className={cx(styles.icon)} size={26} aria-hidden />
          <p className={cx(styles.hidden)}>{t('recoveryPasswordHidden')}</p>
          <Button variant="solid" onPress={() => void show()} testId="reveal-recovery-password-button">
            <Eye size={17} aria-hidden />
            {t('recoveryPasswordView')}
          </Button>
        </div>
      ) : (
        <div className={cx(styles.card)}>
          <p className={cx(styles.words)} translate="no" data-testid="recovery-password-seed-modal">
            {words}
          </p>
          <div className={cx(styles.buttons)}>
            <Button
              variant="solid"
              onPress={() =>
                void copy(words, { toast: 'recoveryPasswordCopied', clearAfterMs: CLIPBOARD_MS })
              }
            >
              {t('copy')}
            </Button>
            <Button onPress={() => setWords(undefined)}>{t('hide')}</Button>
          </div>
        </div>
      )}
    </div>
  );
}
