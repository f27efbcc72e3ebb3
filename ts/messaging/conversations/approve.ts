// Approval: whoever we write to may write to us, and their conversation is shown (spec 04 §3.10, §3.13).

import { changeRoom } from '../communities/change-room.ts';
import { writeContact } from '../configs/write-contact.ts';
import type { ContactContext } from '../configs/write-contact.ts';
import type { ConversationRow, GroupConversation } from '../../store/index.ts';

/** Writing approves, and brings a hidden conversation back. */
export function approveByWriting(
  context: ContactContext & { readonly nowMs: number },
  conversation: ConversationRow,
): void {
  const { repositories, configs, nowMs } = context;
  const isHidden = conversation.priority < 0;
  if (conversation.kind === 'note-to-self') {
    // The profile of a new account hides it before there is a row that could be hidden.
    if (!isHidden && configs.profile.read().noteToSelfPriority >= 0) return;
    repositories.conversations.update(conversation.id, { priority: 0 });
    configs.profile.update({ noteToSelfPriority: 0 }, nowMs);
    return;
  }
  if (conversation.kind === 'legacy-group') return;
  if (conversation.kind === 'group') {
    showGroup(context, conversation);
    return;
  }
  if (conversation.kind === 'community') {
    if (isHidden) changeRoom(context, conversation, { priority: 0 });
    return;
  }
  const { isApproved } = repositories.contacts.require(conversation.peerId);
  if (!isApproved || isHidden) {
    repositories.contacts.update(conversation.peerId, {
      isApproved: true,
      ...(isHidden ? { priority: 0 } : {}),
    });
    if (conversation.kind === 'contact') writeContact(context, conversation.peerId);
  }
}

/** A hidden group is in the list again. */
function showGroup(
  { repositories, configs }: ContactContext,
  { id, peerId, priority }: GroupConversation,
): void {
  if (priority >= 0) return;
  repositories.conversations.update(id, { priority: 0 });
  configs.groups.updateGroup(peerId, { priority: 0 });
}
