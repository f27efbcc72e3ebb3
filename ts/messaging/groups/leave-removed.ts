import type { GroupId } from '../../account/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import type { MessagingEvent } from '../events.ts';
import { accessOf } from './group-access.ts';
import { dropGroup, endGroup, type GroupContext } from './carry-group.ts';

/**
 * An admin has removed us (spec 04 §5.6): rights and messages go, the conversation stays to tell it. Of an invitation that we had not
 * answered nothing stays.
 */
export function leaveRemoved(
  context: GroupContext & { readonly configs: UserConfigs },
  groupId: GroupId,
): readonly MessagingEvent[] {
  const { configs, groups } = context;
  const isInvitation = accessOf(groups.joined(groupId)) === 'invited';
  if (isInvitation) configs.groups.eraseGroup(groupId);
  else configs.groups.endGroup(groupId, 'kicked');
  const changes = isInvitation ? dropGroup(context, groupId) : endGroup(context, groupId);
  return [...changes, { type: 'groups-changed' }];
}
