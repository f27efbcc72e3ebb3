import { cx } from './cx.ts';
import styles from './mark.module.css';

/** The mark of Undertone: a tone, and under it its quieter ones. Decorative; the name stands beside it. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg className={cx(styles.mark)} width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden>
      <g stroke="currentColor" strokeLinecap="round">
        <path
          d="M5 23c6.556 -12.67 11.44 -12.67 18 0c6.556 12.67 11.44 12.67 18 0c6.556 -12.67 11.44 -12.67 18 0"
          strokeWidth="6"
        />
        <path
          d="M14 41c4.37 -7.333 7.63 -7.333 12 0c4.37 7.333 7.63 7.333 12 0c4.37 -7.333 7.63 -7.333 12 0"
          strokeWidth="5"
          opacity="0.6"
        />
        <path
          d="M22.4 54c2.331 -3.467 4.069 -3.467 6.4 0c2.331 3.467 4.069 3.467 6.4 0c2.331 -3.467 4.069 -3.467 6.4 0"
          strokeWidth="4"
          opacity="0.32"
        />
      </g>
    </svg>
  );
}
