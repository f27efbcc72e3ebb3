import { createSelector } from '@reduxjs/toolkit';

import type { RootState } from '../../../app/store.ts';
import { selectMessages, selectWindow } from '../../conversation/messages-slice.ts';

/** So many messages are looked back on. */
const LOOKED_BACK = 50;

/** Others who have written in what is loaded of a conversation, the last one first. */
export const selectLastWriters = createSelector(
  [
    (state: RootState, conversationId: number) => selectWindow(state, conversationId)?.ids,
    (state: RootState) => selectMessages(state),
  ],
  (ids, byId): readonly string[] => {
    const authors = (ids ?? [])
      .slice(-LOOKED_BACK)
      .flatMap((id) => byId[id] ?? [])
      .filter(({ direction, kind }) => direction === 'incoming' && kind === 'text')
      .map(({ authorId }) => authorId);
    return [...new Set(authors.toReversed())];
  },
);
