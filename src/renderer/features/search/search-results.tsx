import { SearchX } from 'lucide-react';
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, EmptyState, type MenuPlace, useRovingFocus } from '../../ui/index.ts';
import { ConversationMenu } from '../conversations/conversation-menu.tsx';
import { searchEntries } from './search-entries.ts';
import { SearchRow } from './search-row.tsx';
import styles from './search-results.module.css';
import { selectFound, selectSearchText } from './search-slice.ts';
import { findMore } from './search-thunks.ts';
import { useSearchOpen } from './use-search-open.ts';

/** Lines from the end at which the next ones are asked for. */
const NEAR_END = 15;

/** What the field does with the lines below it. */
export interface SearchResultsHandle {
  readonly focusFirst: () => void;
  readonly openFirst: () => void;
}

/** What was found, in place of the list: one Tab stop, moved by arrows. Spec 08, SRC-01 and SRC-02. */
export function SearchResults({
  ref,
  onLeave,
}: {
  readonly ref: Ref<SearchResultsHandle>;
  /** Up from the first line, or a letter: back to the field. */
  readonly onLeave: () => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const found = useAppSelector(selectFound);
  const [allPeopleOf, setAllPeopleOf] = useState<string>();
  const [menu, setMenu] = useState<{ readonly conversationId: number; readonly place: MenuPlace }>();
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);

  const wantsFirst = useRef(false);
  const isCurrent = useAppSelector(selectSearchText).trim() === found?.text;
  const areAllPeopleShown = found !== undefined && allPeopleOf === found.text;
  const entries = useMemo(
    () => (found === undefined ? [] : searchEntries(found, { areAllPeopleShown })),
    [areAllPeopleShown, found],
  );
  const ids = useMemo(() => entries.flatMap((entry) => ('id' in entry ? [entry.id] : [])), [entries]);
  const scrollTo = useCallback(
    (index: number) => {
      // Ids are places in the list; a heading before the first line comes into sight with it.
      const place = (ids[index] ?? 1) - 1;
      virtualizer.current?.scrollToIndex(index === 0 ? 0 : place, { align: 'nearest' });
    },
    [ids],
  );
  const roving = useRovingFocus({ container, ids, initialId: ids[0], scrollTo });
  const showAllPeople = useCallback(() => setAllPeopleOf(found?.text), [found?.text]);
  const { open, isBusy } = useSearchOpen(showAllPeople);

  const openWanted = useCallback(() => {
    if (!wantsFirst.current || !isCurrent) return;
    wantsFirst.current = false;
    const first = entries.find((entry) => 'id' in entry);
    if (first !== undefined) open(first);
  }, [entries, isCurrent, open]);
  useImperativeHandle(
    ref,
    () => ({
      focusFirst: () => roving.focusIndex(0),
      openFirst: () => {
        wantsFirst.current = true;
        openWanted();
      },
    }),
    [openWanted, roving],
  );
  // Enter may be faster than the answer to what was typed before it.
  useEffect(() => openWanted(), [openWanted]);

  const onKeyDown = (event: KeyboardEvent) => {
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey;
    const isUpFromFirst = event.key === 'ArrowUp' && roving.currentId === ids[0];
    if (isUpFromFirst) event.preventDefault();
    if (isLetter || isUpFromFirst || event.key === 'Backspace') onLeave();
    else roving.onKeyDown(event);
  };
  const onScroll = (offset: number) => {
    const list = virtualizer.current;
    if (list && list.findItemIndex(offset + list.viewportSize) > entries.length - NEAR_END)
      void dispatch(findMore());
  };

  if (found === undefined) return <div className={cx(styles.results)} />;
  return (
    <>
      <p className="visually-hidden" role="status">
        {t('searchFound', { count: found.people.length + found.total })}
      </p>
      {found.people.length + found.hits.length === 0 && (
        <EmptyState
          icon={<SearchX size={34} strokeWidth={1.6} />}
          title={t('searchMatchesNoneSpecific', { query: found.text })}
          testId="search-none"
        />
      )}
      {/* A new search begins at its top. */}
      <div
        key={found.text}
        ref={container}
        className={cx(styles.results)}
        role="list"
        aria-label={t('searchResults')}
        onKeyDown={onKeyDown}
      >
        <Virtualizer ref={virtualizer} data={entries} onScroll={onScroll}>
          {(entry, index) => (
            <div key={index} role="listitem">
              <SearchRow
                entry={entry}
                isTabStop={'id' in entry && entry.id === roving.currentId}
                isBusy={isBusy}
                onFocus={roving.onItemFocus}
                onOpen={() => open(entry)}
                onMenu={setMenu}
              />
            </div>
          )}
        </Virtualizer>
      </div>
      {menu !== undefined && (
        <ConversationMenu id={menu.conversationId} place={menu.place} onClose={() => setMenu(undefined)} />
      )}
    </>
  );
}
