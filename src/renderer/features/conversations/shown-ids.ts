import { createSelector } from '@reduxjs/toolkit';

import type { ConversationView } from '../../../ipc/index.ts';
import type { RootState } from '../../app/store.ts';
import { selectOpenConversationId } from '../shell/navigation-slice.ts';
import { isUnread } from './conversation-order.ts';
import { selectConversationIds } from './conversations-slice.ts';
import { type ListFilter, selectListFilter } from './list-view-slice.ts';

const FITS: Readonly<Record<ListFilter, (conversation: ConversationView) => boolean>> = {
  all: () => true,
  unread: isUnread,
  people: ({ kind }) => kind === 'contact' || kind === 'blinded',
  groups: ({ kind }) => kind === 'group',
  communities: ({ kind }) => kind === 'community',
};

/** The rows of the list as it is filtered. The open conversation stays: reading it must not take it away. Spec 08, LST-14. */
export const selectShownIds: (state: RootState) => readonly number[] = createSelector(
  [
    selectConversationIds,
    (state: RootState) => state.conversations.entities,
    selectListFilter,
    (state: RootState) => (selectListFilter(state) === 'all' ? undefined : selectOpenConversationId(state)),
  ],
  (ids, entities, filter, openId) =>
    filter === 'all'
      ? ids
      : ids.filter((id) => {
          const conversation = entities[id];
          return id === openId || (conversation !== undefined && FITS[filter](conversation));
        }),
);
