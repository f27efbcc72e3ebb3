import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from './button.tsx';
import { cx } from './cx.ts';
import styles from './state-panel.module.css';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly description?: ReactNode;
  /** What a person can do about it. */
  readonly action?: ReactNode;
  readonly testId?: string;
}

/** Says that there is nothing here, and what would change that. */
export function EmptyState(props: EmptyStateProps) {
  return (
    <div className={cx(styles.panel)} data-testid={props.testId}>
      {props.icon !== undefined && (
        <span className={cx(styles.icon)} aria-hidden>
          {props.icon}
        </span>
      )}
      <p className={cx(styles.title)}>{props.title}</p>
      {props.description !== undefined && <p className={cx(styles.description)}>{props.description}</p>}
      {props.action !== undefined && <div className={cx(styles.action)}>{props.action}</div>}
    </div>
  );
}

/** Says what went wrong in place of what was to be here, with a way out. */
export function ErrorState(props: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actionLabel: string;
  readonly onAction: () => void;
  readonly isBusy?: boolean;
  readonly testId?: string;
}) {
  return (
    <div className={cx(styles.panel)} role="alert" data-testid={props.testId}>
      <span className={cx(styles.icon, styles.fault)} aria-hidden>
        <CircleAlert size={34} strokeWidth={1.6} />
      </span>
      <p className={cx(styles.title)}>{props.title}</p>
      {props.description !== undefined && <p className={cx(styles.description)}>{props.description}</p>}
      <div className={cx(styles.action)}>
        <Button onPress={props.onAction} isBusy={props.isBusy ?? false}>
          {props.actionLabel}
        </Button>
      </div>
    </div>
  );
}
