import type { GroupId } from '../../account/index.ts';
import type { Repositories } from '../../store/index.ts';
import type { MessagingEvent } from '../events.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import type { Services } from '../services.ts';
import type { GroupHandlerContext } from './group-handler.ts';
import { handleGroupMessage } from './handle-group-message.ts';

export type GroupIntakeDeps = Pick<
  Services,
  'store' | 'network' | 'clock' | 'log' | 'events' | 'keys' | 'configs' | 'groups'
>;

/** Gives an opened message of a group to its handler, inside the transaction of its batch. */
export function takeGroupMessage(
  { groups, configs, keys, network, log }: GroupIntakeDeps,
  repositories: Repositories,
  { groupId, message }: { readonly groupId: GroupId; readonly message: IncomingMessage },
): readonly MessagingEvent[] {
  const conversation = repositories.conversations.byGroup(groupId);
  if (conversation === undefined) return [];
  const context: GroupHandlerContext = {
    repositories,
    configs,
    groups,
    keys,
    ownId: keys.accountId,
    nowMs: network.time.nowMs(),
    groupId,
    state: groups.of(groupId),
    conversation,
  };
  return handleGroupMessage(message, context, log);
}

/** Whether a message takes others back: those are dealt with before anything that came with them is shown (spec 04 §3.9). */
export function takesBack({ message }: { readonly message: IncomingMessage | undefined }): boolean {
  const payload = message?.content.payload;
  return payload?.kind === 'data' && payload.groupUpdate?.kind === 'delete-member-content';
}
