import { skipToken } from '@reduxjs/toolkit/query';

import type { ConversationView, RoomRole, RoomView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';

/** The room of a conversation, kept in step with it; `undefined` until it is known, and where there is none. */
export function useRoom(
  conversation: Pick<ConversationView, 'id' | 'kind'> | undefined,
): RoomView | undefined {
  const isRoom = conversation?.kind === 'community';
  const { currentData } = api.useCommunityQuery(isRoom ? { conversationId: conversation.id } : skipToken);
  return currentData;
}

/** Whether somebody may ban, and delete what others wrote. Admins may, too. */
export function isModerator(role: RoomRole | undefined): boolean {
  return role === 'moderator' || role === 'admin';
}

/** What is the case with a room in which nobody can read or write now. */
export type ClosedState = 'banned' | 'forbidden' | 'gone' | 'key-wrong';

export function closedState({ community }: Pick<ConversationView, 'community'>): ClosedState | undefined {
  switch (community?.state) {
    case 'banned':
    case 'forbidden':
    case 'gone':
    case 'key-wrong':
      return community.state;
    default:
      return undefined;
  }
}
