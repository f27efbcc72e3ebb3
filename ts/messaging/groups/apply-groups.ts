// From the merged UserGroups to this device (spec 03 §8.4, spec 04 §5.3).

import type { GroupId } from '../../account/index.ts';
import type { JoinedGroup } from '../../config/index.ts';
import type { ApplyContext } from '../configs/apply-context.ts';
import type { MessagingEvent } from '../events.ts';
import { accessOf, groupIdOf, isOpen } from './group-access.ts';
import { carryGroup, dropGroup, endGroup } from './carry-group.ts';
import type { GroupStates } from './group-states.ts';
import { applyLegacyGroups } from './legacy-groups.ts';

export interface ApplyGroupsContext extends ApplyContext {
  readonly groups: GroupStates;
}

/** Groups that another device has joined, changed, left or been removed from. Communities are kept as they are. */
export function applyGroups(context: ApplyGroupsContext): readonly MessagingEvent[] {
  const { configs, before } = context;
  const { changed, removed } = configs.groups.groupsChangedSince(before);
  const events = [
    ...changed.flatMap(({ group, old }) =>
      ifGroup(group.id, (id) =>
        takeGroup(context, id, { group: stillAccepted(context, { group, old }), old }),
      ),
    ),
    ...removed.flatMap((text) => ifGroup(text, (id) => dropGroup(context, id))),
  ];
  const legacy = applyLegacyGroups(context);
  return events.length === 0 ? legacy : [...events, ...legacy, { type: 'groups-changed' }];
}

interface Change {
  readonly group: JoinedGroup;
  readonly old: JoinedGroup | undefined;
}

/**
 * Each of our devices writes down by itself that we were invited. Where one had accepted before it knew of what the other wrote, the
 * merge is an invitation again: it is accepted still (spec 04 §5.3).
 */
function stillAccepted({ configs }: ApplyGroupsContext, { group, old }: Change): JoinedGroup {
  const wasAccepted = isOpen(accessOf(old)) && old?.joinedS === group.joinedS;
  if (!wasAccepted || accessOf(group) !== 'invited') return group;
  configs.groups.updateGroup(group.id, { isInvitation: false });
  return configs.groups.group(group.id) ?? group;
}

/**
 * Another device has left the group, and what its admins did then came here before we heard of it: of what was written down about it only
 * that is left (spec 04 §5.7).
 */
function wasLeft({ end, name, joinedS }: JoinedGroup): boolean {
  return end === 'kicked' && name === undefined && joinedS === undefined;
}

function takeGroup(
  context: ApplyGroupsContext,
  id: GroupId,
  { group, old }: Change,
): readonly MessagingEvent[] {
  const { repositories, configs } = context;
  if (wasLeft(group)) {
    configs.groups.eraseGroup(id);
    return dropGroup(context, id);
  }
  const access = accessOf(group);
  const isEnded = access === 'removed' || access === 'destroyed';
  const wasEnded = old?.end !== undefined;
  // What was over before this device knew of it has nothing to show.
  if (isEnded && repositories.conversations.byGroup(id) === undefined) return [];
  // Invited again on another device: what this one had seen until then says nothing.
  if (wasEnded && isOpen(access)) repositories.hashes.forgetAccount(id);
  if (old?.adminSeed === undefined && group.adminSeed !== undefined) repositories.hashes.forgetAccount(id);
  const conversation = carryGroup(context, id, group);
  if (isEnded && !wasEnded) return endGroup(context, id);
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

function ifGroup(text: string, take: (id: GroupId) => readonly MessagingEvent[]): readonly MessagingEvent[] {
  const id = groupIdOf(text);
  return id === undefined ? [] : take(id);
}
