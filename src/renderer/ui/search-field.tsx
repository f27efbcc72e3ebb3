import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef } from 'react';
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
  /** Keys before the field takes them, as arrows into what was found. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** What was found stands in a list box of its own, while the field keeps the focus. */
  readonly popup?: { readonly listId: string; readonly isOpen: boolean; readonly activeId?: string };
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
        {...(props.popup === undefined
          ? {}
          : {
              role: 'combobox',
              'aria-expanded': props.popup.isOpen,
              'aria-autocomplete': 'list',
              'aria-controls': props.popup.isOpen ? props.popup.listId : undefined,
              'aria-activedescendant': props.popup.activeId,
            })}
        {...(props.onKeyDown === undefined ? {} : { onKeyDown: props.onKeyDown })}
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
