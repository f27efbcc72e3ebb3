import type { GroupMemberView } from '../../../ipc/index.ts';
import type { TextKey } from '../../app/text/catalogue.ts';

type Status = GroupMemberView['status'];

/** What is said of a member who is not simply there. Spec 08, GRP-03. */
export const STATUS_WORDS: Readonly<Record<Status, TextKey | undefined>> = {
  'invite-unknown': 'groupInviteSent',
  'invite-not-sent': 'groupInviteNotSent',
  'invite-sending': 'groupInviteNotSent',
  'invite-failed': 'groupInviteFailed',
  'invite-sent': 'groupInviteSent',
  'invite-accepted': undefined,
  'promotion-unknown': 'adminPromotionSent',
  'promotion-not-sent': 'adminSendingPromotion',
  'promotion-sending': 'adminSendingPromotion',
  'promotion-failed': 'adminPromotionFailed',
  'promotion-sent': 'adminPromotionSent',
  'promotion-accepted': undefined,
  'removed-unknown': 'groupPendingRemoval',
  removed: 'groupPendingRemoval',
  'removed-with-messages': 'groupPendingRemoval',
};

/** For who leads nothing, how an invitation gets on is no concern. */
export function wordsForOthers(status: Status): TextKey | undefined {
  if (status.startsWith('removed')) return 'groupPendingRemoval';
  return status.startsWith('invite') && status !== 'invite-accepted' ? 'groupMemberInvited' : undefined;
}

export function isFailed(status: Status): boolean {
  return status === 'invite-failed' || status === 'promotion-failed';
}

/** What may be sent once more: an invitation or a promotion that has failed, or that nobody has answered. */
export function resendable(status: Status): 'invite' | 'promotion' | undefined {
  if (['invite-failed', 'invite-sent', 'invite-unknown'].includes(status)) return 'invite';
  if (['promotion-failed', 'promotion-sent', 'promotion-unknown'].includes(status)) return 'promotion';
  return undefined;
}

/** Admins stay admins, and stay. */
export function isRemovable({ isAdmin, isUs, status }: GroupMemberView): boolean {
  return !isAdmin && !isUs && !status.startsWith('removed');
}

/** Ourselves first, then as the client sorts them: admins, then by name. */
export function membersInOrder(members: readonly GroupMemberView[]): readonly GroupMemberView[] {
  return [...members.filter(({ isUs }) => isUs), ...members.filter(({ isUs }) => !isUs)];
}
