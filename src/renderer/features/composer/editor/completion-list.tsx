import { useText } from '../../../app/text/text-context.ts';
import { Avatar, cx } from '../../../ui/index.ts';
import styles from './completion-list.module.css';
import type { Completion } from './use-completion.ts';

/** What is offered for the word before the caret. The editor keeps the focus. */
export function CompletionList({ id, completion }: { readonly id: string; readonly completion: Completion }) {
  const t = useText();
  const { suggestions, active, choose, setActive } = completion;
  if (suggestions.length === 0) return undefined;
  return (
    <ul
      id={id}
      className={cx(styles.list)}
      role="listbox"
      aria-label={t('composerSuggestions')}
      data-testid="mentions-container"
    >
      {suggestions.map((suggestion, index) => (
        <li
          key={suggestion.key}
          id={rowId(id, index)}
          className={cx(styles.row, index === active && styles.active)}
          role="option"
          aria-selected={index === active}
          aria-label={suggestion.name}
          data-testid="mentions-container-row"
          // The editor keeps its focus and its caret.
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => setActive(index)}
          onClick={() => choose(suggestion)}
        >
          {'emoji' in suggestion.icon ? (
            <span className={cx(styles.emoji)}>{suggestion.icon.emoji}</span>
          ) : (
            <Avatar id={suggestion.icon.accountId} name={suggestion.name} kind="contact" size={28} />
          )}
          <bdi className={cx(styles.label)}>{suggestion.label}</bdi>
        </li>
      ))}
    </ul>
  );
}

export function rowId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
