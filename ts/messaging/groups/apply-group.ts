// From the merged info and members of a group to this device (spec 04 §5, spec 03 §9).

import type { AccountId, GroupId } from '../../account/index.ts';
import { accountId } from '../../account/index.ts';
import type { GroupConfigs, GroupInfoRecord, GroupMember } from '../../config/index.ts';
import { isCodedError } from '../../util/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import { clearConversationJob } from '../conversations/conversation-jobs.ts';
import type { MessagingEvent } from '../events.ts';
import { wantPicture } from '../pictures/picture-jobs.ts';
import { endGroup, type GroupContext } from './carry-group.ts';
import { wantGroupPicture } from './group-picture-jobs.ts';

export interface ApplyGroupContext extends GroupContext {
  readonly configs: UserConfigs;
  readonly ownId: AccountId;
  readonly groupId: GroupId;
  readonly state: GroupConfigs;
  /** The info before the merge. */
  readonly before: GroupInfoRecord;
}

/** Inside the transaction of the merge. */
export function applyGroup(context: ApplyGroupContext): readonly MessagingEvent[] {
  const { repositories, configs, groupId, state } = context;
  const info = state.info.record;
  const conversation = repositories.conversations.byGroup(groupId);
  if (conversation === undefined) return [];
  if (info.isDestroyed) {
    configs.groups.endGroup(groupId, 'destroyed');
    return [...endGroup(context, groupId), { type: 'groups-changed' }];
  }
  describe(context, conversation.id, info);
  takeMembers(context);
  clearWhatIsTooOld(context, conversation.id, info);
  if (state.keys.needsRekey) state.rekey();
  return [{ type: 'conversation-changed', conversationId: conversation.id }];
}

function describe(
  { repositories, configs, groupId, nowMs }: ApplyGroupContext,
  conversationId: number,
  { name, picture, expiryTimerS }: GroupInfoRecord,
): void {
  const { conversations } = repositories;
  conversations.describeGroup(conversationId, {
    ...(name === undefined ? {} : { name }),
    picture: picture ?? 'none',
  });
  wantGroupPicture(repositories, conversationId, nowMs);
  conversations.update(conversationId, {
    expiration:
      expiryTimerS === undefined ? { mode: 'off', timerS: 0 } : { mode: 'after-send', timerS: expiryTimerS },
  });
  // Our other devices show it until they have the group's own info.
  if (name !== undefined && configs.groups.group(groupId)?.name !== name)
    configs.groups.updateGroup(groupId, { name });
}

/** Names of people whom nobody here knows; of others the profile that they sent counts. */
function takeMembers({ repositories, ownId, state, nowMs }: ApplyGroupContext): void {
  for (const member of state.members.all) {
    if (member.id === ownId) acceptOwnPromotion(state, member);
    else takeMember({ repositories, nowMs }, member);
  }
}

function takeMember(
  { repositories, nowMs }: Pick<ApplyGroupContext, 'repositories' | 'nowMs'>,
  { id, name, picture, profileUpdatedS }: GroupMember,
): void {
  const member = accountIdIn(id);
  if (member === undefined) return;
  const { contacts } = repositories;
  const known = contacts.findOrCreate({ accountId: member, createdAtS: Math.floor(nowMs / 1_000) });
  if (known.name !== '' || name === '') return;
  const isNews = contacts.offerProfile({
    accountId: member,
    name,
    picture: picture ?? 'none',
    updatedS: profileUpdatedS ?? 0,
  });
  if (isNews) wantPicture(repositories, member, nowMs);
}

/** Having the seed is having accepted (spec 04 §5.5). */
function acceptOwnPromotion(state: GroupConfigs, { id, isAdmin, promotion }: GroupMember): void {
  if (!state.isAdmin || (isAdmin && promotion === 0)) return;
  state.members.update(id, { transition: 'promotion-accepted' });
}

function clearWhatIsTooOld(
  { repositories, before, nowMs }: ApplyGroupContext,
  conversationId: number,
  { deleteBeforeS = 0, deleteAttachmentsBeforeS = 0 }: GroupInfoRecord,
): void {
  if (deleteBeforeS > (before.deleteBeforeS ?? 0)) {
    const upToSentAtMs = deleteBeforeS * 1_000;
    repositories.jobs.enqueue(clearConversationJob(conversationId, { upToSentAtMs, nowMs }));
  }
  if (deleteAttachmentsBeforeS > (before.deleteAttachmentsBeforeS ?? 0))
    repositories.attachments.deleteSentUpTo({ conversationId, sentAtMs: deleteAttachmentsBeforeS * 1_000 });
}

function accountIdIn(text: string): AccountId | undefined {
  try {
    return accountId(text);
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}
