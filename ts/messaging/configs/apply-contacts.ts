// From the merged Contacts to this device (spec 03 §8.2, spec 04 §3.10, §3.13).

import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { Contact } from '../../config/index.ts';
import type { Repositories } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import { deleteConversationJob } from '../conversations/conversation-jobs.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import type { MessagingEvent } from '../events.ts';
import type { ApplyContext } from './apply-context.ts';

/** Hidden conversations are below this. */
const NORMAL_PRIORITY = 0;

export function applyContacts(context: ApplyContext): readonly MessagingEvent[] {
  const { changed, removed } = context.configs.contacts.changedSince(context.before);
  return [
    ...changed.flatMap((contact) => ifAccount(contact.id, (id) => takeContact(context, id, contact))),
    ...removed.flatMap((text) => ifAccount(text, (id) => dropContact(context, id))),
  ];
}

function takeContact(
  { repositories, ownId, nowMs }: ApplyContext,
  id: AccountId,
  contact: Contact,
): readonly MessagingEvent[] {
  if (id === ownId) return [];
  const { contacts, conversations } = repositories;
  const createdAtS = contact.createdS ?? Math.floor(nowMs / 1_000);
  const before = contacts.findOrCreate({ accountId: id, createdAtS });
  const wasHidden = before.priority < NORMAL_PRIORITY;
  contacts.update(id, settingsOf(contact));
  contacts.offerProfile({
    accountId: id,
    name: contact.name,
    picture: contact.picture ?? 'none',
    updatedS: contact.profileUpdatedS ?? 0,
  });
  wantPicture(repositories, id, nowMs);
  const isHidden = contact.priority < NORMAL_PRIORITY;
  const existing = conversations.byPeer(id);
  if (existing === undefined && (isHidden || !isInTouch(contact))) return [];
  const conversation =
    existing ?? conversations.findOrCreate({ peerId: id, kind: 'contact', nowMs: createdAtS * 1_000 });
  // A conversation that another device deleted is hidden, and its messages go here too.
  if (isHidden && !wasHidden) repositories.jobs.enqueue(deleteConversationJob(conversation.id, nowMs));
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

function settingsOf(contact: Contact): Parameters<Repositories['contacts']['update']>[1] {
  return {
    nickname: contact.nickname ?? '',
    isApproved: contact.isApproved,
    hasApprovedUs: contact.hasApprovedMe,
    isBlocked: contact.isBlocked,
    priority: Math.max(contact.priority, -1),
    notify: contact.notify,
    mutedUntilS: contact.mutedUntilS ?? 0,
    expiration: contact.expiry ?? { mode: 'off', timerS: 0 },
  };
}

/** Whether either side has written to the other, or asked to. */
function isInTouch({ isApproved, hasApprovedMe }: Contact): boolean {
  return isApproved || hasApprovedMe;
}

/** Deleted on another device: nothing of the contact stays here. */
function dropContact({ repositories, nowMs }: ApplyContext, id: AccountId): readonly MessagingEvent[] {
  const conversation = repositories.conversations.byPeer(id);
  repositories.contacts.update(id, {
    isApproved: false,
    hasApprovedUs: false,
    isBlocked: false,
    nickname: '',
    priority: -1,
  });
  if (conversation === undefined) return [];
  repositories.jobs.enqueue(deleteConversationJob(conversation.id, nowMs));
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

/** Somebody's broken record is nobody's contact. */
function ifAccount(
  text: string,
  take: (id: AccountId) => readonly MessagingEvent[],
): readonly MessagingEvent[] {
  let id: AccountId;
  try {
    id = accountId(text);
  } catch (error) {
    if (isCodedError(error)) return [];
    throw error;
  }
  return take(id);
}
