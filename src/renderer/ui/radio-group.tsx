import { type ReactNode, useId } from 'react';

import { cx } from './cx.ts';
import styles from './choice.module.css';

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: ReactNode;
  readonly isDisabled?: boolean;
  /** Of the row; its circle is `input-` and its words `label-` with the same name behind (spec 08 §3.8). */
  readonly testId?: string;
  /** Where the contract names them otherwise. */
  readonly inputTestId?: string;
  readonly labelTestId?: string;
}

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  /** The name is for screen readers alone: a title beside it says the same. */
  readonly isLabelHidden?: boolean;
  /** `undefined` when nothing is chosen yet. */
  readonly value: Value | undefined;
  readonly options: readonly RadioOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly isDisabled?: boolean;
  /** `card`: rows on a ground of their own, as in settings; `plain`: inside something that has one. */
  readonly variant?: 'card' | 'plain';
}

/** One of several. Native radios: arrows, forms and every screen reader know them. */
export function RadioGroup<Value extends string>({ variant = 'card', ...props }: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset
      className={cx(styles.group)}
      role="radiogroup"
      disabled={props.isDisabled ?? false}
      aria-label={props.label}
    >
      {props.isLabelHidden !== true && (
        <legend className={cx(styles.legend)} aria-hidden>
          {props.label}
        </legend>
      )}
      <div className={cx(styles[variant])}>
        {props.options.map((option) => (
          <RadioRow
            key={option.value}
            name={name}
            option={option}
            isChecked={option.value === props.value}
            onChoose={() => props.onChange(option.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function RadioRow<Value extends string>(props: {
  readonly name: string;
  readonly option: RadioOption<Value>;
  readonly isChecked: boolean;
  readonly onChoose: () => void;
}) {
  const { option } = props;
  const id = useId();
  const part = (prefix: string) => (option.testId === undefined ? undefined : `${prefix}-${option.testId}`);
  return (
    <label className={cx(styles.row)} data-testid={option.testId}>
      <span className={cx(styles.words)}>
        <span
          className={cx(styles.label)}
          id={`${id}label`}
          data-testid={option.labelTestId ?? part('label')}
        >
          {option.label}
        </span>
        {option.description !== undefined && (
          <span className={cx(styles.description)} id={`${id}description`}>
            {option.description}
          </span>
        )}
      </span>
      <input
        type="radio"
        className={cx(styles.radio)}
        name={props.name}
        value={option.value}
        checked={props.isChecked}
        disabled={option.isDisabled ?? false}
        onChange={props.onChoose}
        aria-labelledby={`${id}label`}
        {...(option.description === undefined ? {} : { 'aria-describedby': `${id}description` })}
        data-checked={props.isChecked}
        data-testid={option.inputTestId ?? part('input')}
      />
    </label>
  );
}
