import { Eye, EyeOff } from 'lucide-react';

import { useText } from '../../app/text/text-context.ts';
import { Button, cx } from '../../ui/index.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './recovery-password-page.module.css';

/** How long the words may stay on the clipboard. Spec 08, SET-09. */
const CLIPBOARD_MS = 60_000;

/** The page with the 13 words, or with the way to see them again. Spec 08, SET-09. */
export function RecoveryPasswordPage({
  words,
  isHidden,
  onHide,
  onShow,
}: {
  /** Undefined until they are there. */
  readonly words: string | undefined;
  readonly isHidden: boolean;
  readonly onHide: () => void;
  readonly onShow: () => void;
}) {
  const t = useText();
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t('recoveryPasswordDescription')}
      </p>
      <div className={cx(styles.card)}>
        {words !== undefined && <Words words={words} onHide={onHide} />}
        {isHidden && (
          <>
            <EyeOff className={cx(styles.icon)} size={26} aria-hidden />
            <p className={cx(styles.hidden)}>{t('recoveryPasswordHidden')}</p>
            <Button variant="solid" onPress={onShow} testId="reveal-recovery-password-button">
              <Eye size={17} aria-hidden />
              {t('recoveryPasswordView')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Words({ words, onHide }: { readonly words: string; readonly onHide: () => void }) {
  const t = useText();
  const copy = useCopy();
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
