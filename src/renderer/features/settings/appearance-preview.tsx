import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './appearance-preview.module.css';

/** A few words as they look now. */
export function AppearancePreview() {
  const t = useText();
  return (
    <section
      className={cx(styles.preview)}
      aria-label={t('appearancePreview')}
      data-testid="appearance-preview"
    >
      <p className={cx(styles.bubble, styles.incoming)} data-bubble="incoming">
        {t('appearancePreviewQuestion')}
      </p>
      <p className={cx(styles.bubble, styles.outgoing)} data-bubble="outgoing">
        {t('appearancePreviewAnswer')}
      </p>
    </section>
  );
}
