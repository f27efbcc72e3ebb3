import { cx } from './cx.ts';
import styles from './skeleton.module.css';

/** The place of something that is on its way. Decorative: what holds it says that it is busy. Sizes in px, or as CSS lengths. */
export function Skeleton({
  shape = 'line',
  width,
  height,
}: {
  readonly shape?: 'line' | 'block' | 'circle';
  readonly width?: number | string;
  readonly height?: number | string;
}) {
  return (
    <span
      className={cx(styles.skeleton, styles[shape])}
      style={{ inlineSize: width, blockSize: shape === 'circle' ? width : height }}
      aria-hidden
    />
  );
}
