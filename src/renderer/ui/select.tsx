import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './select.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
  readonly isDisabled?: boolean;
  readonly testId?: string;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: Value | undefined;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** Words as long as nothing is chosen. */
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly testId?: string;
}

/** One of many, chosen from a list that drops down; type-ahead works open and closed. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  return (
    <AriaSelect
      className={cx(styles.select)}
      value={props.value ?? null}
      onChange={(key) => {
        const chosen = props.options.find(({ value }) => value === key);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
      placeholder={props.placeholder ?? ''}
      isDisabled={props.isDisabled ?? false}
      {...(props.isLabelHidden === true ? { 'aria-label': props.label } : {})}
    >
      {props.isLabelHidden !== true && <Label className={cx(styles.label)}>{props.label}</Label>}
      <Button className={cx(styles.button)} data-testid={props.testId}>
        <SelectValue className={cx(styles.value)} />
        <ChevronDown className={cx(styles.arrow)} size={17} aria-hidden />
      </Button>
      <Popover className={cx(styles.popover)} offset={4} data-popover>
        <OptionList label={props.label} options={props.options} />
      </Popover>
    </AriaSelect>
  );
}

/** The options of a select. */
function OptionList<Value extends string>({
  label,
  options,
}: {
  readonly label: string;
  readonly options: readonly SelectOption<Value>[];
}) {
  return (
    <ListBox className={cx(styles.list)} aria-label={label}>
      {options.map((option) => (
        <ListBoxItem
          key={option.value}
          id={option.value}
          className={cx(styles.option)}
          textValue={option.label}
          isDisabled={option.isDisabled ?? false}
          data-testid={option.testId}
        >
          <span className={cx(styles.words)}>
            {option.label}
            {option.description !== undefined && (
              <span className={cx(styles.description)}>{option.description}</span>
            )}
          </span>
          <Check className={cx(styles.tick)} size={16} aria-hidden />
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
