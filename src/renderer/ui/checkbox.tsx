import { type ReactNode, useEffect, useId, useRef } from 'react';

import { cx } from './cx.ts';
import styles from './choice.module.css';

export interface CheckboxProps {
  /** Accessible name, and the words beside the box unless `children` are given. */
  readonly label: string;
  /** What stands beside the box instead of the bare words, as an avatar with a name. */
  readonly children?: ReactNode;
  readonly description?: ReactNode;
  readonly isChecked: boolean;
  /** Some of what the box stands for is chosen, and some not. */
  readonly isMixed?: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
  readonly testId?: string;
  /** In a list that is one Tab stop (`useRovingFocus`). */
  readonly roving?: {
    readonly id: number;
    readonly isTabStop: boolean;
    readonly onFocus: (id: number) => void;
  };
}

/** A box to tick; the whole row counts. */
export function Checkbox(props: CheckboxProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = props.isMixed === true;
  }, [props.isMixed]);
  return (
    <label className={cx(styles.row, styles.single)}>
      <span className={cx(styles.words)}>
        {props.children ?? <span className={cx(styles.label)}>{props.label}</span>}
        {props.description !== undefined && (
          <span className={cx(styles.description)} id={id}>
            {props.description}
          </span>
        )}
      </span>
      <input
        ref={box}
        type="checkbox"
        className={cx(styles.box)}
        checked={props.isChecked}
        disabled={props.isDisabled ?? false}
        aria-label={props.label}
        {...(props.description === undefined ? {} : { 'aria-describedby': id })}
        onChange={(event) => props.onChange(event.target.checked)}
        {...(props.roving === undefined ? {} : rovingProps(props.roving))}
        data-checked={props.isChecked}
        data-testid={props.testId}
      />
    </label>
  );
}

function rovingProps({ id, isTabStop, onFocus }: NonNullable<CheckboxProps['roving']>) {
  return { tabIndex: isTabStop ? 0 : -1, 'data-roving': id, onFocus: () => onFocus(id) };
}
