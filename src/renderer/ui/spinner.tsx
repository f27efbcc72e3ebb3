import { cx } from './cx.ts';
import styles from './spinner.module.css';

/** A turning ring, `size` px wide. Decorative unless it gets a label. */
export function Spinner({
  size,
  label,
  testId,
}: {
  readonly size: number;
  readonly label?: string;
  readonly testId?: string;
}) {
  return (
    <span
      className={cx(styles.spinner)}
      style={{ inlineSize: size, blockSize: size }}
      data-testid={testId}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'progressbar', 'aria-label': label })}
    />
  );
}
