import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './wait-hint.module.css';

/** When the next password may be tried; nothing when it may be now. */
export function WaitHint({ seconds }: { readonly seconds: number }) {
  const t = useText();
  if (seconds === 0) return null;
  return (
    <p className={cx(styles.wait)} role="timer">
      {t('passwordTryAgainIn', { seconds })}
    </p>
  );
}
