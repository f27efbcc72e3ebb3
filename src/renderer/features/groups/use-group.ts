import { skipToken } from '@reduxjs/toolkit/query';

import type { ConversationView, GroupView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { silenceOf } from '../communities/silence.ts';

/** Whether we are in the group, so that there is something to know of it. */
export function isInGroup({ kind, groupAccess }: Pick<ConversationView, 'kind' | 'groupAccess'>): boolean {
  return kind === 'group' && (groupAccess === 'admin' || groupAccess === 'member');
}

/** Whether anything can be written there: groups come to an end, and legacy or expired ones have only what is here. Spec 08, CNV-19. */
export function isWritable(
  conversation: Pick<
    ConversationView,
    'kind' | 'groupAccess' | 'isGroupExpired' | 'isBlocked' | 'community' | 'blinded'
  >,
): boolean {
  const { kind, isGroupExpired, isBlocked } = conversation;
  if (silenceOf(conversation) !== undefined) return false;
  if (kind === 'group') return isInGroup(conversation) && isGroupExpired !== true;
  return !isBlocked;
}

/** Of a legacy group it is known who was in it, of an invitation who has invited us. */
function isKnown({ kind, groupAccess }: Pick<ConversationView, 'kind' | 'groupAccess'>): boolean {
  return kind === 'group' && !['removed', 'destroyed', 'none'].includes(groupAccess ?? 'none');
}

/** The group of a conversation, kept in step with it; `undefined` until it is known, and where there is none. */
export function useGroup(
  conversation: Pick<ConversationView, 'id' | 'kind' | 'groupAccess'> | undefined,
): GroupView | undefined {
  const isThere = conversation !== undefined && isKnown(conversation);
  const { currentData } = api.useGroupQuery(isThere ? { conversationId: conversation.id } : skipToken);
  return currentData;
}
