import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './onboarding.module.css';

/** Shown while the client looks for a restored account's name; it takes 15 s at most. Spec 08, ONB-05. */
export function RestoreProgress() {
  const t = useText();
  return (
    <>
      <h1 className={cx(styles.title)}>{t('restoreProgress')}</h1>
      <p className={cx(styles.description)}>{t('restoreProgressDescription')}</p>
      <div
        className={cx(styles.progress)}
        role="progressbar"
        aria-label={t('restoreProgress')}
        data-testid="loading-animation"
      >
        <div className={cx(styles['bar-fill'])} />
      </div>
    </>
  );
}
