import { cx } from './cx.ts';
import styles from './key-cap.module.css';

/** Keys that are pressed together. Their order is the same in every language. */
export function KeyCaps({ keys }: { readonly keys: readonly string[] }) {
  return (
    <kbd className={cx(styles.keys)} dir="ltr">
      {keys.map((key) => (
        <kbd key={key} className={cx(styles.key)}>
          {key}
        </kbd>
      ))}
    </kbd>
  );
}
