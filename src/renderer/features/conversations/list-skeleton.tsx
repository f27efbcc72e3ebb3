import { cx, Skeleton } from '../../ui/index.ts';
import styles from './list-skeleton.module.css';

/** Empty rows while the first ones are on their way. */
export function ListSkeleton() {
  return (
    <div className={cx(styles.skeleton)} aria-hidden>
      {[72, 55, 80, 64].map((width) => (
        <div key={width} className={cx(styles.row)}>
          <Skeleton shape="circle" width={44} />
          <Skeleton width={`${width}%`} />
        </div>
      ))}
    </div>
  );
}
