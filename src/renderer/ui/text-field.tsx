import type { ReactNode } from 'react';
import { FieldError, Input, Label, TextField as AriaTextField } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './text-field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testId: string;
  /** Words below the field; they make it invalid. */
  readonly error?: string | undefined;
  /** More about the error, outside of its exact text. */
  readonly hint?: ReactNode;
  readonly isSecret?: boolean;
  readonly isMono?: boolean;
  readonly autoFocus?: boolean;
  readonly onEnter?: () => void;
  /** Something at the end of the field, as a reveal toggle. */
  readonly end?: ReactNode;
}

/** One line of text with its label and its error. */
export function TextField(props: TextFieldProps) {
  return (
    <AriaTextField
      className={cx(styles.field)}
      value={props.value}
      onChange={props.onChange}
      type={props.isSecret === true ? 'password' : 'text'}
      autoComplete="off"
      isInvalid={props.error !== undefined}
      // A field that a screen opens with is where the person goes on.
      autoFocus={props.autoFocus ?? false}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) props.onEnter?.();
        event.continuePropagation();
      }}
    >
      <Label className={cx(styles.label)}>{props.label}</Label>
      <div className={cx(styles.box)}>
        <Input
          className={cx(styles.input, props.isMono === true && styles.mono)}
          data-testid={props.testId}
          spellCheck={false}
          dir="auto"
        />
        {props.end}
      </div>
      {/* Kept in place without an error, so that nothing below it moves when one comes. */}
      <div className={cx(styles.below)}>
        <FieldError className={cx(styles.error)}>
          <span role="alert" data-testid="error-message">
            {props.error}
          </span>
          {props.hint !== undefined && <span className={cx(styles.hint)}>{props.hint}</span>}
        </FieldError>
      </div>
    </AriaTextField>
  );
}
