import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, SearchField } from '../../ui/index.ts';
import styles from './search-bar.module.css';
import type { SearchResultsHandle } from './search-results.tsx';
import { searchFocused, searchTyped, selectIsSearchAsked, selectSearchText } from './search-slice.ts';
import { findTyped } from './search-thunks.ts';

/** Between the last letter and the question; the answer is to be there within 300 ms. Spec 08, SRC-01. */
const DEBOUNCE_MS = 120;

/** The field above the list. Down goes into what was found, Enter opens the first of it, Esc empties the field. */
export function SearchBar({
  inputRef,
  results,
}: {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly results: RefObject<SearchResultsHandle | null>;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const text = useAppSelector(selectSearchText);
  useDebouncedSearch(text);
  useAskedFocus(inputRef);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') results.current?.focusFirst();
    else return;
    event.preventDefault();
  };
  return (
    <div className={cx(styles.bar)} role="search">
      <SearchField
        label={t('search')}
        clearLabel={t('searchClear')}
        value={text}
        onChange={(value) => dispatch(searchTyped(value))}
        onSubmit={() => results.current?.openFirst()}
        onKeyDown={onKeyDown}
        inputRef={inputRef}
        testId="search-input"
      />
    </div>
  );
}

function useDebouncedSearch(text: string): void {
  const dispatch = useAppDispatch();
  useEffect(() => {
    if (text.trim() === '') return undefined;
    const timer = setTimeout(() => void dispatch(findTyped()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [dispatch, text]);
}

/** Somebody pressed the shortcut: before this was shown, or while it is. */
function useAskedFocus(inputRef: RefObject<HTMLInputElement | null>): void {
  const dispatch = useAppDispatch();
  const isAsked = useAppSelector(selectIsSearchAsked);
  const focus = useEffectEvent(() => {
    inputRef.current?.focus();
    inputRef.current?.select();
    dispatch(searchFocused());
  });
  useEffect(() => {
    if (isAsked) focus();
  }, [isAsked]);
}
