import { skipToken } from '@reduxjs/toolkit/query';

import type { ConversationView, GroupMemberView, GroupView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';

/** Whether we are in the group, so that there is something to know of it. */
export function isInGroup({ kind, groupAccess }: Pick<ConversationView, 'kind' | 'groupAccess'>): boolean {
  return kind === 'group' && (groupAccess === 'admin' || groupAccess === 'member');
}

/** The group of a conversation, kept in step with it; `undefined` until it is known, and where there is none. */
export function useGroup(
  conversation: Pick<ConversationView, 'id' | 'kind' | 'groupAccess'> | undefined,
): GroupView | undefined {
  const isThere = conversation !== undefined && isInGroup(conversation);
  const { currentData } = api.useGroupQuery(isThere ? { conversationId: conversation.id } : skipToken);
  return currentData;
}

/** Whether somebody is about to leave the list: an admin has removed them. */
export function isGoing({ status }: Pick<GroupMemberView, 'status'>): boolean {
  return status.startsWith('removed');
}
