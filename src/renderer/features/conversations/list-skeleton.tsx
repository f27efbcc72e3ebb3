import { cx } from '../../ui/index.ts';
import styles from './list-skeleton.module.css';

/** Empty rows while the first ones are on their way. */
export function ListSkeleton() {
  return (
    <div className={cx(styles.skeleton)} aria-hidden>
      {[72, 55, 80, 64].map((width) => (
        <div key={width} className={cx(styles.row)}>
          <span className={cx(styles.disc)} />
          <span className={cx(styles.line)} style={{ inlineSize: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}
