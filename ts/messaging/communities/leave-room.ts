// Leaving a room: here, and on our other devices. Servers keep no list of who is where (spec 05 §5.1).

import type { Repositories } from '../../store/index.ts';
import { deleteConversationJob } from '../conversations/conversation-jobs.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import type { MessagingEvent } from '../events.ts';

interface Context {
  readonly repositories: Repositories;
  /** Of this machine. */
  readonly nowMs: number;
}

/** Takes a room away from this device; its messages go in strokes. */
export function dropRoom(
  { repositories, nowMs }: Context,
  conversationId: number,
): readonly MessagingEvent[] {
  repositories.communities.detachRoom(conversationId);
  repositories.communities.dropEmptyServers();
  repositories.jobs.enqueue(deleteConversationJob(conversationId, nowMs));
  return [{ type: 'conversation-changed', conversationId }, { type: 'communities-changed' }];
}

/** {@link dropRoom}, and tells our other devices. */
export function leaveRoom(
  context: Context & { readonly configs: UserConfigs },
  conversationId: number,
): readonly MessagingEvent[] {
  const { repositories, configs } = context;
  const room = repositories.communities.room(conversationId);
  const server = room && repositories.communities.server(room.serverId);
  if (room !== undefined && server !== undefined) {
    const address = { baseUrl: server.baseUrl, room: room.token };
    configs.groups.eraseCommunity(address);
    configs.volatile.erase({ kind: 'community', ...address });
  }
  return dropRoom(context, conversationId);
}
