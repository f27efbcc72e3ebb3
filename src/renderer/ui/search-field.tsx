import { Search, X } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './search-field.module.css';

export interface SearchFieldProps {
  /** Accessible name; also the words in the empty field unless `placeholder` says others. */
  readonly label: string;
  readonly placeholder?: string;
  /** Name of the button that empties the field. */
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter. */
  readonly onSubmit?: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly testId?: string;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** A field to search with. Esc empties it before it means anything else. */
export function SearchField(props: SearchFieldProps) {
  const own = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? own;
  return (
    <AriaSearchField
      className={cx(styles.field)}
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      onSubmit={(value) => props.onSubmit?.(value)}
      autoFocus={props.autoFocus ?? false}
    >
      <Search className={cx(styles.icon)} size={17} aria-hidden />
      <Input
        ref={input}
        className={cx(styles.input)}
        placeholder={props.placeholder ?? props.label}
        spellCheck={false}
        autoComplete="off"
        dir="auto"
        data-testid={props.testId}
      />
      <Button
        className={cx(styles.clear)}
        aria-label={props.clearLabel}
        // The field keeps the focus: who clears it goes on typing.
        onPress={() => input.current?.focus()}
      >
        <X size={15} aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
