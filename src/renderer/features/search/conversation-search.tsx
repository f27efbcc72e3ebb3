import { CalendarDays, ChevronDown, ChevronUp, ListFilter, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { ABOVE_OVERLAY, Calendar, cx, IconButton, Popover, SearchField, useEscape } from '../../ui/index.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import styles from './conversation-search.module.css';
import { ConversationSearchFilters } from './conversation-search-filters.tsx';
import {
  conversationSearchClosed,
  conversationSearchOpened,
  conversationSearchTyped,
  selectConversationSearch,
  selectIsConversationSearched,
} from './conversation-search-slice.ts';
import { findInConversation, jumpToDay, stepThroughHits } from './conversation-search-thunks.ts';

/** Between the last letter and the question. */
const DEBOUNCE_MS = 150;

/** Opens the bar, in the header of a conversation. */
export function ConversationSearchButton({ id }: { readonly id: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const isOpen = useAppSelector((state) => selectIsConversationSearched(state, id));
  return (
    <IconButton
      label={t('searchInConversation')}
      icon={<Search size={20} aria-hidden />}
      isPressed={isOpen}
      onPress={() =>
        dispatch(isOpen ? conversationSearchClosed() : conversationSearchOpened({ conversationId: id }))
      }
      testId="search-in-conversation-button"
    />
  );
}

/** Under the header while somebody looks for something in the conversation. Spec 08, SRC-04 and SRC-05. */
export function ConversationSearch({ conversation }: { readonly conversation: ConversationView }) {
  const isOpen = useAppSelector((state) => selectIsConversationSearched(state, conversation.id));
  return isOpen ? <Bar conversation={conversation} /> : undefined;
}

function Bar({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { text, filter } = useAppSelector(selectConversationSearch);
  const input = useRef<HTMLInputElement>(null);
  const hasFilter = Object.keys(filter).length > 0;
  const close = () => {
    dispatch(conversationSearchClosed());
    focusComposer();
  };
  useEscape(ABOVE_OVERLAY, close);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (text.trim() === '') return undefined;
    const timer = setTimeout(() => void dispatch(findInConversation()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [dispatch, filter, text]);
  const step = (direction: 'earlier' | 'later') => () => void dispatch(stepThroughHits(direction));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowUp' || (event.key === 'Enter' && !event.shiftKey)) step('earlier')();
    else if (event.key === 'ArrowDown' || event.key === 'Enter') step('later')();
    else return;
    event.preventDefault();
  };
  return (
    <div className={cx(styles.bar)} role="search" aria-label={t('searchInConversation')}>
      <div className={cx(styles.field)}>
        <SearchField
          label={t('searchInConversation')}
          clearLabel={t('searchClear')}
          value={text}
          onChange={(value) => dispatch(conversationSearchTyped(value))}
          onKeyDown={onKeyDown}
          inputRef={input}
          testId="conversation-search-input"
        />
      </div>
      <Place />
      <span className={cx(styles.buttons)}>
        <IconButton
          size="small"
          label={t('searchEarlier')}
          icon={<ChevronUp size={20} aria-hidden />}
          onPress={step('earlier')}
          testId="conversation-search-earlier"
        />
        <IconButton
          size="small"
          label={t('searchLater')}
          icon={<ChevronDown size={20} aria-hidden />}
          onPress={step('later')}
          testId="conversation-search-later"
        />
        <Popover
          label={t('searchFilters')}
          trigger={
            <IconButton
              size="small"
              label={t('searchFilters')}
              icon={<ListFilter size={18} aria-hidden />}
              isPressed={hasFilter}
              testId="conversation-search-filters"
            />
          }
        >
          <ConversationSearchFilters conversation={conversation} />
        </Popover>
        <JumpToDate conversationId={conversation.id} />
        <IconButton size="small" label={t('close')} icon={<X size={18} aria-hidden />} onPress={close} />
      </span>
    </div>
  );
}

/** Which of how many, for eyes and screen readers. */
function Place() {
  const { text: t, locale } = useCatalogue();
  const { hits, total, place, text } = useAppSelector(selectConversationSearch);
  const count = total >= 1_000 ? `${(1_000).toLocaleString(locale)}+` : String(total);
  return (
    <span className={cx(styles.place)} role="status" data-testid="conversation-search-place">
      {hits !== undefined &&
        text.trim() !== '' &&
        (hits.length === 0 ? t('searchNone') : t('searchPlace', { place: String(place + 1), count }))}
    </span>
  );
}

function JumpToDate({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <Popover
      label={t('searchJumpToDate')}
      trigger={
        <IconButton
          size="small"
          label={t('searchJumpToDate')}
          icon={<CalendarDays size={18} aria-hidden />}
          testId="conversation-search-date"
        />
      }
    >
      {(close) => (
        <Calendar
          label={t('searchJumpToDate')}
          labels={{ previous: t('calendarPrevious'), next: t('calendarNext') }}
          onChange={(dayStartMs) => {
            close();
            void dispatch(jumpToDay({ conversationId, dayStartMs }));
          }}
        />
      )}
    </Popover>
  );
}
