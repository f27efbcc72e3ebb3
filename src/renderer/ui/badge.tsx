import type { ReactNode } from 'react';

import { cx } from './cx.ts';
import styles from './badge.module.css';

/** A few words that mark something: "New", "Beta", "Admin". */
export function Badge({
  children,
  tone = 'quiet',
  testId,
}: {
  readonly children: ReactNode;
  readonly tone?: 'quiet' | 'accent' | 'warning' | 'danger';
  readonly testId?: string;
}) {
  return (
    <span className={cx(styles.badge, styles[tone])} data-testid={testId}>
      {children}
    </span>
  );
}

/** How many there are of something; from `cap` on no more than that. */
export function Count({
  value,
  label,
  cap = 999,
  isQuiet = false,
  testId,
}: {
  readonly value: number;
  /** What screen readers say: "3 unread messages". */
  readonly label: string;
  readonly cap?: number;
  readonly isQuiet?: boolean;
  readonly testId?: string;
}) {
  return (
    <span
      className={cx(styles.count, isQuiet && styles.muted)}
      role="img"
      aria-label={label}
      data-testid={testId}
    >
      {value > cap ? `${cap}+` : value}
    </span>
  );
}
