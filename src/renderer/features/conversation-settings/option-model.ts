import type { ConversationView } from '../../../ipc/index.ts';

/** Parts of the ids of the rows, spec 08 §3.8. */
export type OptionId =
  | 'copy-account-id'
  | 'disappearing-messages'
  | 'pin-conversation'
  | 'notifications'
  | 'attachments'
  | 'export-conversation'
  | 'block-user'
  | 'unblock-user'
  | 'hide-nts'
  | 'show-nts'
  | 'clear-all-messages'
  | 'delete-conversation'
  | 'delete-contact'
  | 'delete-request'
  | 'invite-contacts'
  | 'manage-members'
  | 'group-members'
  | 'leave-group'
  | 'delete-group'
  | 'forget-group'
  | 'copy-community-url'
  | 'community-people'
  | 'pinned-posts'
  | 'invite-to-community'
  | 'add-admins'
  | 'remove-admins'
  | 'whisper'
  | 'ban-user'
  | 'unban-user'
  | 'delete-own-posts'
  | 'leave-community';

interface Options {
  readonly everyday: readonly OptionId[];
  readonly dangerous: readonly OptionId[];
}

/** What can be done with a conversation; what takes something away stands apart. Spec 08, CST-02. */
export function optionsOf({
  kind,
  isRequest,
  isBlocked,
  hasApprovedUs,
  priority,
  groupAccess,
  isGroupExpired,
  members,
  community,
}: Pick<
  ConversationView,
  | 'kind'
  | 'isRequest'
  | 'isBlocked'
  | 'hasApprovedUs'
  | 'priority'
  | 'groupAccess'
  | 'isGroupExpired'
  | 'members'
  | 'community'
>): Options {
  if (kind === 'note-to-self') {
    return {
      everyday: ['disappearing-messages', 'pin-conversation', 'attachments', 'export-conversation'],
      dangerous: [priority < 0 ? 'show-nts' : 'hide-nts', 'clear-all-messages'],
    };
  }
  if (kind === 'group')
    return groupOptions(isGroupExpired === true ? 'expired' : groupAccess, members?.isLastAdmin === true);
  if (kind === 'community') return roomOptions(community);
  if (kind === 'blinded') {
    return {
      everyday: ['copy-account-id', 'pin-conversation', 'notifications', 'export-conversation'],
      dangerous: ['clear-all-messages', 'delete-conversation'],
    };
  }
  const block = isBlocked ? 'unblock-user' : 'block-user';
  if (isRequest) return { everyday: ['copy-account-id'], dangerous: [block, 'delete-request'] };
  return {
    everyday: [
      'copy-account-id',
      ...(isBlocked || !hasApprovedUs ? [] : (['disappearing-messages'] as const)),
      'pin-conversation',
      'notifications',
      'attachments',
      'export-conversation',
    ],
    dangerous: [block, 'clear-all-messages', 'delete-conversation', 'delete-contact'],
  };
}

/** What those who keep order may do stands below what everybody may. */
function roomOptions(room: ConversationView['community']): Options {
  const role = room?.role ?? 'none';
  return {
    everyday: [
      'pin-conversation',
      'notifications',
      'community-people',
      'invite-to-community',
      ...((room?.pinnedCount ?? 0) > 0 ? (['pinned-posts'] as const) : []),
      'attachments',
      'copy-community-url',
      'export-conversation',
      ...(role === 'admin' ? (['add-admins', 'remove-admins'] as const) : []),
      ...(role === 'none' ? [] : (['whisper', 'ban-user', 'unban-user'] as const)),
    ],
    dangerous: ['clear-all-messages', 'delete-own-posts', 'leave-community'],
  };
}

/** Whoever is the only admin cannot leave, and ends the group instead. */
function groupOptions(access: ConversationView['groupAccess'] | 'expired', isLastAdmin: boolean): Options {
  const kept = ['group-members', 'pin-conversation', 'attachments', 'export-conversation'] as const;
  const shared = ['disappearing-messages', 'pin-conversation', 'notifications', 'attachments'] as const;
  switch (access) {
    case 'admin':
      return {
        everyday: ['invite-contacts', 'manage-members', ...shared, 'export-conversation'],
        dangerous: ['clear-all-messages', ...(isLastAdmin ? [] : (['leave-group'] as const)), 'delete-group'],
      };
    case 'member':
      return {
        everyday: ['group-members', ...shared, 'export-conversation'],
        dangerous: ['clear-all-messages', 'leave-group'],
      };
    case 'expired':
      return { everyday: kept, dangerous: ['clear-all-messages', 'leave-group'] };
    case 'legacy':
      return { everyday: kept, dangerous: ['forget-group'] };
    case 'invited':
      return { everyday: [], dangerous: ['delete-request'] };
    default:
      return { everyday: ['pin-conversation'], dangerous: ['forget-group'] };
  }
}
