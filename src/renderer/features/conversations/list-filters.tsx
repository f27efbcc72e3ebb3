import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Chips, cx } from '../../ui/index.ts';
import { selectConversationIds, selectKnownConversations } from './conversations-slice.ts';
import styles from './list-filters.module.css';
import { listFiltered, selectListFilter } from './list-view-slice.ts';
import { selectShownIds } from './shown-ids.ts';

/** With fewer conversations all of them are in sight anyway. */
const WORTH_IT = 6;

/** Chips that show a part of the list. Spec 08, LST-14. */
export function ListFilters() {
  const t = useText();
  const dispatch = useAppDispatch();
  const filter = useAppSelector(selectListFilter);
  const count = useAppSelector((state) => selectConversationIds(state).length);
  const hasGroups = useAppSelector((state) =>
    selectKnownConversations(state).some(({ kind }) => kind === 'group'),
  );
  const hasRooms = useAppSelector((state) =>
    selectKnownConversations(state).some(({ kind }) => kind === 'community'),
  );
  const isNothingShown = useAppSelector((state) => selectShownIds(state).length === 0);
  if (count < WORTH_IT && filter === 'all') return undefined;
  return (
    <div className={cx(styles.filters)}>
      <Chips
        label={t('conversationsFilter')}
        value={filter}
        onChange={(value) => dispatch(listFiltered(value))}
        options={[
          { value: 'all', label: t('conversationsFilterAll'), testId: 'list-filter-all' },
          { value: 'unread', label: t('conversationsFilterUnread'), testId: 'list-filter-unread' },
          { value: 'people', label: t('conversationsFilterPeople'), testId: 'list-filter-people' },
          ...(hasGroups
            ? [
                {
                  value: 'groups' as const,
                  label: t('conversationsFilterGroups'),
                  testId: 'list-filter-groups',
                },
              ]
            : []),
          ...(hasRooms
            ? [
                {
                  value: 'communities' as const,
                  label: t('conversationsFilterCommunities'),
                  testId: 'list-filter-communities',
                },
              ]
            : []),
        ]}
      />
      {isNothingShown && (
        <p className={cx(styles.nothing)} role="status">
          {t(filter === 'unread' ? 'conversationsFilterUnreadNone' : 'conversationsFilterNone')}
        </p>
      )}
    </div>
  );
}
