// From what our devices have agreed on about a group to its conversation here (spec 03 §8.4, spec 04 §5.1).

import type { GroupId } from '../../account/index.ts';
import type { JoinedGroup } from '../../config/index.ts';
import type { GroupConversation, Repositories } from '../../store/index.ts';
import { clearConversationJob, deleteConversationJob } from '../conversations/conversation-jobs.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import type { MessagingEvent } from '../events.ts';
import { accessOf } from './group-access.ts';
import type { GroupStates } from './group-states.ts';

export interface GroupContext {
  readonly repositories: Repositories;
  readonly groups: GroupStates;
  /** Network time. */
  readonly nowMs: number;
}

/** The conversation of a group that the account's configs have, with the settings that they have. */
export function carryGroup(
  { repositories, groups, nowMs }: GroupContext,
  id: GroupId,
  group: JoinedGroup,
): GroupConversation {
  const { conversations } = repositories;
  const joinedMs = group.joinedS === undefined ? nowMs : group.joinedS * 1_000;
  const { id: conversationId } =
    conversations.byGroup(id) ?? conversations.findOrCreateGroup({ groupId: id, nowMs: joinedMs });
  conversations.update(conversationId, {
    priority: Math.max(group.priority, -1),
    notify: group.notify,
    mutedUntilS: group.mutedUntilS ?? 0,
  });
  return conversations.describeGroup(conversationId, {
    name: groups.of(id).info.record.name ?? group.name ?? '',
    isRequest: accessOf(group) === 'invited',
  });
}

/** Another device has erased the group: its conversation goes here too, and what we have of its state. */
export function dropGroup(
  { repositories, groups, nowMs }: GroupContext,
  id: GroupId,
): readonly MessagingEvent[] {
  groups.forget(repositories, id);
  const conversation = repositories.conversations.byGroup(id);
  if (conversation === undefined) return [];
  repositories.conversations.update(conversation.id, { priority: -1 });
  repositories.jobs.enqueue(deleteConversationJob(conversation.id, nowMs));
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

/** The group is left, declined or taken away: our devices forget it. Nothing is sent. */
export function forgetGroup(
  context: GroupContext & { readonly configs: UserConfigs },
  id: GroupId,
): readonly MessagingEvent[] {
  const { configs, repositories } = context;
  configs.groups.eraseGroup(id);
  configs.volatile.erase({ kind: 'group', id });
  repositories.hashes.forgetAccount(id);
  return [...dropGroup(context, id), { type: 'groups-changed' }];
}

/**
 * We are in the group no longer: its state and messages go, the conversation stays to tell it until somebody deletes it
 * (spec 04 §5.6, §5.8).
 */
export function endGroup(
  { repositories, groups, nowMs }: GroupContext,
  id: GroupId,
): readonly MessagingEvent[] {
  groups.forget(repositories, id);
  repositories.hashes.forgetAccount(id);
  const conversation = repositories.conversations.byGroup(id);
  if (conversation === undefined) return [];
  repositories.jobs.enqueue(clearConversationJob(conversation.id, { nowMs }));
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}
