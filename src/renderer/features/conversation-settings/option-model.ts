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
  | 'delete-request';

/** What can be done with a conversation; what takes something away stands apart. Spec 08, CST-02. */
export function optionsOf({
  kind,
  isRequest,
  isBlocked,
  hasApprovedUs,
  priority,
}: Pick<ConversationView, 'kind' | 'isRequest' | 'isBlocked' | 'hasApprovedUs' | 'priority'>): {
  readonly everyday: readonly OptionId[];
  readonly dangerous: readonly OptionId[];
} {
  if (kind === 'note-to-self') {
    return {
      everyday: ['disappearing-messages', 'pin-conversation', 'attachments', 'export-conversation'],
      dangerous: [priority < 0 ? 'show-nts' : 'hide-nts', 'clear-all-messages'],
    };
  }
  // What only groups have is theirs to add.
  if (kind === 'group')
    return {
      everyday: ['notifications', 'attachments', 'export-conversation'],
      dangerous: ['clear-all-messages'],
    };
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
