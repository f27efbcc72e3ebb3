import { ProgressBar as AriaProgressBar } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './progress.module.css';

export interface ProgressProps {
  /** Accessible name. */
  readonly label: string;
  /** 0 to 1; `undefined` as long as nobody knows how far it is. */
  readonly value?: number | undefined;
  readonly testId?: string;
}

/** A bar that fills. */
export function ProgressBar({ label, value, testId }: ProgressProps) {
  return (
    <AriaProgressBar
      className={cx(styles.bar)}
      aria-label={label}
      minValue={0}
      maxValue={1}
      {...(value === undefined ? { isIndeterminate: true } : { value })}
      {...(testId === undefined ? {} : { 'data-testid': testId })}
    >
      <span
        className={cx(styles.fill, value === undefined && styles.wandering)}
        style={value === undefined ? {} : { inlineSize: `${clamped(value) * 100}%` }}
      />
    </AriaProgressBar>
  );
}

/** A ring that fills, `size` px wide; goes around an icon, as on an attachment that is being loaded. */
export function ProgressRing({ label, value, size, testId }: ProgressProps & { readonly size: number }) {
  const width = Math.max(2, size / 14);
  const radius = (size - width) / 2;
  const around = 2 * Math.PI * radius;
  // A quarter of the ring wanders as long as nobody knows.
  const shown = value === undefined ? 0.25 : clamped(value);
  const middle = size / 2;
  return (
    <svg
      className={cx(styles.ring, value === undefined && styles.turning)}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      fill="none"
      strokeWidth={width}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value === undefined ? {} : { 'aria-valuenow': Math.round(shown * 100) })}
      data-testid={testId}
    >
      <circle className={cx(styles.track)} cx={middle} cy={middle} r={radius} />
      <circle
        className={cx(styles.arc)}
        cx={middle}
        cy={middle}
        r={radius}
        strokeLinecap="round"
        strokeDasharray={`${around * shown} ${around}`}
        transform={`rotate(-90 ${middle} ${middle})`}
      />
    </svg>
  );
}

function clamped(value: number): number {
  return Math.max(0, Math.min(1, value));
}
