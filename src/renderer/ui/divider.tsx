import { cx } from './cx.ts';
import styles from './divider.module.css';

/** A line, or words between two lines. */
export function Divider({
  label,
  tone = 'quiet',
}: {
  readonly label?: string;
  readonly tone?: 'quiet' | 'accent';
}) {
  if (label === undefined) return <hr className={cx(styles.line)} />;
  return (
    <div className={cx(styles.divider, styles[tone])} role="separator" aria-label={label}>
      <span className={cx(styles.label)}>{label}</span>
    </div>
  );
}
