import { useMemo } from 'react';

import type { ConversationView } from '../../../../ipc/index.ts';
import { useAppSelector } from '../../../app/hooks.ts';
import { selectAccount } from '../../../app/session-slice.ts';
import { useRoomCandidates } from '../../communities/use-room-candidates.ts';
import { useGroup } from '../../groups/use-group.ts';
import { selectLastWriters } from './last-writers.ts';
import { useText } from '../../../app/text/text-context.ts';
import { groupCandidates, type MentionCandidate, type MentionCandidates } from './mention-candidates.ts';

/** Who can be mentioned: in a 1:1 the two of it, in a group its members, in a room who wrote lately, in Note to Self nobody but us. */
export function useMentionCandidates(
  conversation: Pick<ConversationView, 'id' | 'kind' | 'groupAccess' | 'peerId' | 'picture'>,
  name: string,
): MentionCandidates {
  const t = useText();
  const account = useAppSelector(selectAccount);
  const members = useGroup(conversation)?.members;
  const ofRoom = useRoomCandidates(conversation);
  const lastWriters = useAppSelector((state) => selectLastWriters(state, conversation.id));
  const { kind, peerId, picture } = conversation;
  return useMemo(() => {
    const all: MentionCandidate[] = [];
    if (kind === 'contact')
      all.push({ accountId: peerId, name, ...(picture === undefined ? {} : { picture }) });
    if (kind === 'group') all.push(...groupCandidates(members ?? [], lastWriters));
    all.push(...ofRoom);
    if (account !== undefined && kind !== 'community')
      all.push({ accountId: account.id, name: account.displayName, label: t('you') });
    return { all };
  }, [account, kind, lastWriters, members, name, ofRoom, peerId, picture, t]);
}
