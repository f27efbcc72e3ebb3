import type { LucideIcon } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';

import { cx } from '../../ui/index.ts';
import styles from './list-banner.module.css';

/** A line above the list that leads somewhere. */
export function ListBanner(props: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly description?: string;
  /** At its end, as a count. */
  readonly end?: ReactNode;
  readonly testId: string;
  readonly onPress: () => void;
  readonly onContextMenu?: (event: MouseEvent<HTMLButtonElement>) => void;
}) {
  const Icon = props.icon;
  return (
    <button
      type="button"
      className={cx(styles.banner)}
      onClick={props.onPress}
      onContextMenu={props.onContextMenu}
      data-testid={props.testId}
    >
      <span className={cx(styles.icon)}>
        <Icon size={20} aria-hidden />
      </span>
      <span className={cx(styles.words)}>
        <span className={cx(styles.title)}>{props.title}</span>
        {props.description !== undefined && (
          <span className={cx(styles.description)}>{props.description}</span>
        )}
      </span>
      {props.end}
    </button>
  );
}
