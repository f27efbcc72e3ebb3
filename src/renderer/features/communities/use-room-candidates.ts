import { skipToken } from '@reduxjs/toolkit/query';
import { useMemo } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import type { MentionCandidate } from '../composer/editor/mention-candidates.ts';
import { selectLastWriters } from '../composer/editor/last-writers.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { selectPeople } from '../groups/people-slice.ts';

/** So many of those who wrote can be mentioned. */
const MOST = 200;

/** Who can be mentioned in a room: those whose posts are in sight, then all who wrote lately. Spec 08, CMP-05. */
export function useRoomCandidates({
  id: conversationId,
  kind,
}: Pick<ConversationView, 'id' | 'kind'>): readonly MentionCandidate[] {
  const { currentData: writers } = api.useCommunityPeopleQuery(
    kind === 'community' ? { conversationId, limit: MOST } : skipToken,
    { refetchOnMountOrArgChange: true },
  );
  const people = useAppSelector(selectPeople);
  const lastWriters = useAppSelector((state) => selectLastWriters(state, conversationId));
  return useMemo(() => {
    if (kind !== 'community') return [];
    const ids = new Set([...lastWriters, ...(writers ?? []).map(({ id }) => id)]);
    return [...ids].flatMap((id) => {
      const person = people[id];
      if (person?.isUs === true) return [];
      const picture = person?.picture;
      return [
        {
          accountId: id,
          name: person?.name ?? shortId(id),
          ...(picture === undefined ? {} : { picture }),
        },
      ];
    });
  }, [kind, lastWriters, people, writers]);
}
