import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './segments.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Something small behind the words, as a count. */
  readonly end?: ReactNode;
  readonly testId?: string;
}

export interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Segment<Value>[];
  readonly onChange: (value: Value) => void;
}

/** Two to five choices of which one holds, all in sight, in one frame. */
export function SegmentedControl<Value extends string>(props: SegmentsProps<Value>) {
  return <Segments {...props} groupClass={styles.control} itemClass={styles.segment} />;
}

/** The same as round chips in a row that scrolls: filters of a list. */
export function Chips<Value extends string>(props: SegmentsProps<Value>) {
  return <Segments {...props} groupClass={styles.chips} itemClass={styles.chip} />;
}

function Segments<Value extends string>(
  props: SegmentsProps<Value> & {
    readonly groupClass: string | undefined;
    readonly itemClass: string | undefined;
  },
) {
  return (
    <ToggleButtonGroup
      className={cx(props.groupClass)}
      aria-label={props.label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.value]}
      onSelectionChange={(keys) => {
        const chosen = props.options.find(({ value }) => keys.has(value));
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    >
      {props.options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          className={cx(props.itemClass)}
          data-testid={option.testId}
        >
          {option.icon}
          {option.label}
          {option.end}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
