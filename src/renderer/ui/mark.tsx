import { cx } from './cx.ts';
import styles from './mark.module.css';

/** The mark of Undertone: a tone, and under it its quieter ones. Decorative; the name stands beside it. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg className={cx(styles.mark)} width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden>
      <g stroke="currentColor" strokeLinecap="round">
        <path d="M6 22c4.3-13 9-13 13 0s8.7 13 13 0 8.7-13 13 0 8.7 13 13 0" strokeWidth="5.5" />
        <path d="M14 41c3-8 6-8 9 0s6 8 9 0 6-8 9 0 6 8 9 0" strokeWidth="4.5" opacity="0.65" />
        <path d="M22.5 55c1.6-4 3.2-4 4.75 0s3.15 4 4.75 0 3.15-4 4.75 0 3.15 4 4.75 0" strokeWidth="3.5" opacity="0.35" />
      </g>
    </svg>
  );
}
