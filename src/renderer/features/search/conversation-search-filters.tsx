import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, RangeCalendar, Select } from '../../ui/index.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import styles from './conversation-search-filters.module.css';
import {
  conversationSearchFiltered,
  type SearchFilter,
  selectConversationSearch,
} from './conversation-search-slice.ts';

/** Whose messages, of what kind, and from when. */
export function ConversationSearchFilters({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const { filter } = useAppSelector(selectConversationSearch);
  const { author, kind, ...dates } = filter;
  const set = (next: SearchFilter) => dispatch(conversationSearchFiltered(next));
  return (
    <div className={cx(styles.filters)}>
      {conversation.kind === 'contact' && (
        <Select
          label={t('searchFilterAuthor')}
          value={author ?? 'anyone'}
          options={[
            { value: 'anyone', label: t('searchFilterAnyone') },
            { value: 'them', label: nameOf(conversation) },
            { value: 'us', label: t('you') },
          ]}
          onChange={(value) => {
            const { author: _, ...rest } = filter;
            set(value === 'anyone' ? rest : { ...rest, author: value });
          }}
          testId="search-filter-author"
        />
      )}
      <Select
        label={t('searchFilterKind')}
        value={kind ?? 'any'}
        options={[
          { value: 'any', label: t('searchFilterAnyKind') },
          { value: 'media', label: t('searchFilterMedia') },
          { value: 'files', label: t('searchFilterFiles') },
          { value: 'links', label: t('searchFilterLinks') },
          { value: 'voice', label: t('searchFilterVoice') },
        ]}
        onChange={(value) => {
          const { kind: _, ...rest } = filter;
          set(value === 'any' ? rest : { ...rest, kind: value });
        }}
        testId="search-filter-kind"
      />
      <div>
        <p className={cx(styles.label)}>{t('searchFilterDates')}</p>
        {/* Without dates again, the calendar begins anew. */}
        <RangeCalendar
          key={dates.sentFromMs === undefined ? 'none' : 'some'}
          label={t('searchFilterDates')}
          labels={{ previous: t('calendarPrevious'), next: t('calendarNext') }}
          onChange={({ startMs, endMs }) => set({ ...filter, sentFromMs: startMs, sentBeforeMs: endMs })}
        />
      </div>
      <Button
        variant="outline"
        isWide
        isDisabled={Object.keys(filter).length === 0}
        onPress={() => set({})}
        testId="search-filters-clear"
      >
        {t('searchFiltersClear')}
      </Button>
      <p className={cx(styles.hint)}>{t('searchPhraseHint')}</p>
    </div>
  );
}
