import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './setting-row.module.css';

/** Rows that belong together, on one card. */
export function SettingGroup({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <section className={cx(styles.section)}>
      {label !== undefined && <h3 className={cx(styles.label)}>{label}</h3>}
      <div className={cx(styles.group)}>{children}</div>
    </section>
  );
}

/** A row that leads somewhere. */
export function LinkRow(props: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly onPress: () => void;
  readonly testId: string;
  /** Takes the focus when it appears: the first row of what a person has just opened. */
  readonly isFirst?: boolean;
  /** Takes something away. */
  readonly isDangerous?: boolean;
  /** It does something at once and leads nowhere. */
  readonly isAction?: boolean;
}) {
  return (
    <AriaButton
      className={cx(styles.row, styles.link, props.isDangerous === true && styles.dangerous)}
      onPress={props.onPress}
      autoFocus={props.isFirst === true}
      data-testid={props.testId}
    >
      <span className={cx(styles.icon)}>{props.icon}</span>
      <span className={cx(styles.text)}>{props.label}</span>
      {props.isAction !== true && <ChevronRight className={cx(styles.chevron)} size={18} aria-hidden />}
    </AriaButton>
  );
}

/** A row with words at its start and a control at its end; a click anywhere on it counts. */
export function ControlRow(props: {
  readonly label: string;
  readonly description?: string;
  readonly control: ReactNode;
  /** Absent where the control has more than two states. */
  readonly onClick?: () => void;
  /** Ends in `-row`; the words have ids of their own beside it (spec 08 §3.9). */
  readonly testId: `${string}-row`;
}) {
  const idOf = (part: string) => props.testId.replace(/row$/u, part);
  return (
    // The control inside is what keyboard and screen reader use; the row only widens its target.
    <div
      className={cx(styles.row)}
      data-testid={props.testId}
      onClick={(event) => {
        if (!(event.target as Element).closest('label, button')) props.onClick?.();
      }}
    >
      <span className={cx(styles.text)}>
        <span data-testid={idOf('text')}>{props.label}</span>
        {props.description !== undefined && (
          <span className={cx(styles.description)} data-testid={idOf('sub-text')}>
            {props.description}
          </span>
        )}
      </span>
      {props.control}
    </div>
  );
}

/** A row that names a fact. */
export function FactRow({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={cx(styles.row, styles.fact)}>
      <dt className={cx(styles.text)}>{label}</dt>
      <dd className={cx(styles.value)}>{value}</dd>
    </div>
  );
}
