// Somebody invites us to a group, or makes us an admin of it (spec 04 §5.3, §5.5).

import type { GroupId } from '../../account/index.ts';
import { ed25519KeyOf, MEMBER_FLAGS, subaccountAuthData, verifySubaccount } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { JoinedGroupChange } from '../../config/index.ts';
import { ed25519KeyPair, ed25519Seed, wipe } from '../../crypto/index.ts';
import { toHex } from '../../util/index.ts';
import type { GroupInvite, GroupPromote } from '../../wire/index.ts';
import { isAdminUpdate } from '../../wire/index.ts';
import { deleteHashesJob } from '../control/delete-hashes.ts';
import { clearConversationJob } from '../conversations/conversation-jobs.ts';
import type { MessagingEvent } from '../events.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import type { HandlerContext } from '../receive/handler.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import { offeredProfile } from '../receive/offered-profile.ts';
import { accessOf, groupIdOf, isOpen } from './group-access.ts';
import { carryGroup } from './carry-group.ts';
import { answerInvitationJob } from './group-jobs.ts';

const NOTHING: readonly MessagingEvent[] = [];

/** By a message of an admin to us alone. Nothing of it is shown but the group itself. */
export function handleInvitation(
  message: IncomingMessage,
  update: GroupInvite | GroupPromote,
  context: HandlerContext,
): readonly MessagingEvent[] {
  if (message.authorId === context.ownId) return NOTHING;
  return update.kind === 'invite'
    ? takeInvite(message, update, context)
    : takePromotion(message, update, context);
}

function takeInvite(
  message: IncomingMessage,
  invite: GroupInvite,
  context: HandlerContext,
): readonly MessagingEvent[] {
  const { ownId, keys } = context;
  const group = groupIdOf(invite.groupId);
  if (group === undefined) return NOTHING;
  const signed = { kind: 'invite', memberId: ownId, adminSignature: invite.adminSignature } as const;
  const signing = { sentAtMs: message.sentAtMs, groupKey: ed25519KeyOf(group) };
  if (!isAdminUpdate(signed, signing)) return NOTHING;
  const authData = subaccountAuthData(invite.memberAuthData);
  if (!verifySubaccount(authData, { group, member: keys.ed25519.publicKey, needs: MEMBER_FLAGS }))
    return NOTHING;
  const known = context.groups.joined(group);
  // Whoever has the seed needs no rights of a member.
  if (known?.adminSeed !== undefined || known?.end === 'destroyed') return NOTHING;
  return join(message, { group, name: invite.name, rights: { authData } }, context);
}

function takePromotion(
  message: IncomingMessage,
  { groupIdentitySeed, name }: GroupPromote,
  context: HandlerContext,
): readonly MessagingEvent[] {
  const seed = ed25519Seed(groupIdentitySeed.slice());
  const { publicKey, secretKey } = ed25519KeyPair(seed);
  wipe(secretKey);
  const group = groupIdOf(`03${toHex(publicKey)}`);
  if (group === undefined || context.groups.joined(group)?.end === 'destroyed') return NOTHING;
  if (context.groups.joined(group)?.adminSeed !== undefined) return NOTHING;
  return join(message, { group, name, rights: { adminSeed: seed } }, context);
}

interface Joining {
  readonly group: GroupId;
  readonly name: string;
  readonly rights: Pick<JoinedGroupChange, 'authData' | 'adminSeed'>;
}

function join(
  message: IncomingMessage,
  { group, name, rights }: Joining,
  context: HandlerContext,
): readonly MessagingEvent[] {
  const { repositories, configs, groups, nowMs } = context;
  noteInviter(message, context);
  const before = groups.joined(group);
  const isRevived = before?.end === 'kicked';
  const wasOpen = isOpen(accessOf(before));
  const isInvitation = !wasOpen && !isApproved(message.authorId, context);
  if (isRevived) configs.groups.reviveGroup(group);
  configs.groups.updateGroup(group, {
    ...rights,
    ...(before?.name === undefined ? { name } : {}),
    isInvitation,
    joinedS: isRevived || before?.joinedS === undefined ? sentAtS(message, nowMs) : before.joinedS,
  });
  const joined = configs.groups.group(group);
  if (joined === undefined) return NOTHING;
  if (isRevived || rights.adminSeed !== undefined) repositories.hashes.forgetAccount(group);
  const conversation = carryGroup({ repositories, groups, nowMs }, group, joined);
  if (!wasOpen) repositories.conversations.describeGroup(conversation.id, { invitedBy: message.authorId });
  if (isRevived) {
    repositories.conversations.update(conversation.id, { priority: 0 });
    repositories.jobs.enqueue(clearConversationJob(conversation.id, { nowMs }));
  }
  if (!wasOpen) markAsNew(context, conversation.id, message.sentAtMs);
  if (rights.authData !== undefined && !isInvitation)
    repositories.jobs.enqueue(answerInvitationJob(group, nowMs));
  repositories.jobs.enqueue(deleteHashesJob([message.hash], nowMs));
  return [
    { type: 'conversation-changed', conversationId: conversation.id },
    { type: 'groups-changed' },
    ...(before === undefined || isRevived ? [invited(conversation.id, message)] : []),
  ];
}

/** Who invites is known from now on, by the name that they give. */
function noteInviter(
  { authorId, content: { payload } }: IncomingMessage,
  { repositories, nowMs }: HandlerContext,
): void {
  const { contacts } = repositories;
  contacts.findOrCreate({ accountId: authorId, createdAtS: Math.floor(nowMs / 1_000) });
  if (payload.kind !== 'data' || payload.profile === undefined) return;
  const { profile, profileKey } = payload;
  if (contacts.offerProfile(offeredProfile(authorId, { profile, profileKey })))
    wantPicture(repositories, authorId, nowMs);
}

/** Notices of removals that are older than that speak of another time. */
function sentAtS({ sentAtMs }: IncomingMessage, nowMs: number): number {
  return Math.floor(Math.min(sentAtMs, nowMs) / 1_000);
}

function invited(conversationId: number, { sentAtMs }: IncomingMessage): MessagingEvent {
  return { type: 'group-invited', conversationId, sentAtMs };
}

function markAsNew({ repositories }: HandlerContext, conversationId: number, atMs: number): void {
  repositories.conversations.touch(conversationId, atMs);
  repositories.conversations.setMarkedUnread(conversationId, true);
}

function isApproved(id: AccountId, { repositories }: HandlerContext): boolean {
  return repositories.contacts.get(id)?.isApproved === true;
}
