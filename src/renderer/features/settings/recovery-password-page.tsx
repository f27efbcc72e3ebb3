import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useRevealRecoveryPassword } from '../../app/secrets.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './recovery-password-page.module.css';

/** How long the words may stay on the clipboard. Spec 08, SET-09. */
const CLIPBOARD_MS = 60_000;

/** The 13 words: opening the page asks for them; they are kept nowhere but in this component, and gone with it. Spec 08, SEC-02. */
export function RecoveryPasswordPage() {
  const t = useText();
  const [isShown, setShown] = useState(true);
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('recoveryPasswordDescription')}
      </p>
      <div className={cx(styles.card)}>
        {isShown ? (
          <Words onHide={() => setShown(false)} />
        ) : (
          <>
            <EyeOff className={cx(styles.icon)} size={26} aria-hidden />
            <p className={cx(styles.hidden)}>{t('recoveryPasswordHidden')}</p>
            <Button variant="solid" onPress={() => setShown(true)} testId="reveal-recovery-password-button">
              <Eye size={17} aria-hidden />
              {t('recoveryPasswordView')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Words({ onHide }: { readonly onHide: () => void }) {
  const t = useText();
  const copy = useCopy();
  const words = useRecoveryPassword();
  if (words === undefined) return undefined;
  return (
    <>
      <p className={cx(styles.words)} translate="no" data-testid="recovery-password-seed-modal">
        {words}
      </p>
      <div className={cx(styles.buttons)}>
        <Button
          variant="solid"
          onPress={() => void copy(words, { toast: 'recoveryPasswordCopied', clearAfterMs: CLIPBOARD_MS })}
        >
          {t('copy')}
        </Button>
        <Button onPress={onHide}>{t('hide')}</Button>
      </div>
    </>
  );
}

/** The words, as long as the component lives; undefined until they are there. */
function useRecoveryPassword(): string | undefined {
  const dispatch = useAppDispatch();
  const reveal = useRevealRecoveryPassword();
  const [words, setWords] = useState<string>();
  useEffect(() => {
    let isGone = false;
    void reveal().then((result) => {
      if (isGone) return;
      if ('words' in result) setWords(result.words);
      else dispatch(errorShown(result.error));
    });
    return () => {
      isGone = true;
    };
  }, [dispatch, reveal]);
  return words;
}
