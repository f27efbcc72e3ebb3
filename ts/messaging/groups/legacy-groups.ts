// Groups of the kind before groups had a swarm: nobody writes there any more, what is left is read and can be made anew (spec 04 §5.12).

import type { LegacyGroupId } from '../../account/index.ts';
import { accountId } from '../../account/index.ts';
import type { LegacyGroup } from '../../config/index.ts';
import type { GroupConversation, LegacyGroupConversation, Repositories } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import type { ApplyContext } from '../configs/apply-context.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import { deleteConversationJob } from '../conversations/conversation-jobs.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import type { CreateGroup } from './create-group.ts';

/** From the merged UserGroups to this device: each legacy group has a conversation that can be read and nothing else. */
export function applyLegacyGroups({
  repositories,
  configs,
  before,
  nowMs,
}: ApplyContext): readonly MessagingEvent[] {
  const { changed, removed } = configs.groups.legacyGroupsChangedSince(before);
  return [
    ...changed.map((group) => take(repositories, group, nowMs)),
    ...removed.flatMap((id) => drop(repositories, id as LegacyGroupId, nowMs)),
  ];
}

function take(
  { conversations }: Repositories,
  { id, name, priority, joinedS }: LegacyGroup,
  nowMs: number,
): MessagingEvent {
  const groupId = id as LegacyGroupId;
  const { id: conversationId } = conversations.takeLegacyGroup({
    groupId,
    name,
    nowMs: joinedS === undefined ? nowMs : joinedS * 1_000,
  });
  conversations.update(conversationId, { priority: Math.max(priority, -1) });
  return { type: 'conversation-changed', conversationId };
}

function drop(
  { conversations, jobs }: Repositories,
  id: LegacyGroupId,
  nowMs: number,
): readonly MessagingEvent[] {
  const conversation = conversations.byLegacyGroup(id);
  if (conversation === undefined) return [];
  conversations.update(conversation.id, { priority: -1 });
  jobs.enqueue(deleteConversationJob(conversation.id, nowMs));
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

/** The legacy group is taken away, here and on our other devices. Inside {@link UserConfigs.transaction}. */
export function forgetLegacyGroup(
  {
    repositories,
    configs,
    nowMs,
  }: { readonly repositories: Repositories; readonly configs: UserConfigs; readonly nowMs: number },
  { peerId: id }: LegacyGroupConversation,
): readonly MessagingEvent[] {
  configs.groups.eraseLegacyGroup(id);
  configs.volatile.erase({ kind: 'legacy-group', id });
  return drop(repositories, id, nowMs);
}

/** A new group with the name and the people of a legacy one, which stays until somebody deletes it. */
export class RecreateGroup {
  private readonly deps: Pick<Services, 'store' | 'configs' | 'keys'> & { readonly createGroup: CreateGroup };

  constructor(deps: RecreateGroup['deps']) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `group-unknown` for what is no legacy group; as {@link CreateGroup.run} */
  run(conversationId: number): GroupConversation {
    const { store, configs, keys, createGroup } = this.deps;
    const conversation = store.conversations.get(conversationId);
    const group =
      conversation?.kind === 'legacy-group' ? configs.groups.legacyGroup(conversation.peerId) : undefined;
    if (group === undefined) throw new MessagingError('group-unknown');
    const others = [...group.members.keys()].filter((id) => id !== keys.accountId && isAccountId(id));
    return createGroup.run({ name: group.name, memberIds: others });
  }
}

function isAccountId(text: string): boolean {
  try {
    accountId(text);
    return true;
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}
