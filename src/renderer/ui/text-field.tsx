import type { ReactNode } from 'react';
import { FieldError, Input, Label, TextArea, TextField as AriaTextField } from 'react-aria-components';

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
  /** Several lines; Enter then makes a new one. */
  readonly isMultiline?: boolean;
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onEnter?: () => void;
  /** Something at the end of the field, as a reveal toggle. */
  readonly end?: ReactNode;
}

/** A line of text, or several, with label and error. */
export function TextField(props: TextFieldProps) {
  return (
    <AriaTextField
      className={cx(styles.field)}
      value={props.value}
      onChange={props.onChange}
      type={props.isSecret === true ? 'password' : 'text'}
      autoComplete="off"
      isDisabled={props.isDisabled ?? false}
      isInvalid={props.error !== undefined}
      // A field that a screen opens with is where the person goes on.
      autoFocus={props.autoFocus ?? false}
      onKeyDown={(event) => {
        const isEnter = event.key === 'Enter' && !event.nativeEvent.isComposing;
        if (isEnter && props.isMultiline !== true) props.onEnter?.();
        event.continuePropagation();
      }}
    >
      <Label className={cx(styles.label)}>{props.label}</Label>
      <div className={cx(styles.box)}>
        {props.isMultiline === true ? (
          <TextArea
            className={cx(styles.input, styles.area)}
            placeholder={props.placeholder ?? ''}
            data-testid={props.testId}
            rows={4}
            dir="auto"
          />
        ) : (
          <Input
            className={cx(styles.input, props.isMono === true && styles.mono)}
            placeholder={props.placeholder ?? ''}
            data-testid={props.testId}
            spellCheck={false}
            dir="auto"
          />
        )}
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
