import { cx, Mark, ProgressBar } from '../ui/index.ts';
import styles from './starting.module.css';
import { useText } from './text/text-context.ts';
import { useRootAttributes } from './use-root-attributes.ts';

/** In the window as long as the engine does not answer yet. Nobody knows for how long that will be. */
export function Starting() {
  const t = useText();
  useRootAttributes();
  return (
    <main className={cx(styles.page)} data-testid="starting">
      <Mark size={72} />
      <p role="status">{t('starting')}</p>
      <div className={cx(styles.bar)}>
        <ProgressBar label={t('starting')} />
      </div>
      <p className={cx(styles.hint)}>{t('startingHint')}</p>
    </main>
  );
}
