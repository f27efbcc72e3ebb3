// What a group knows of one of its members, and how that changes (spec 03 §9.2).

import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import { readFlag, readPositive, readText, writeFlag, writePositive, writePresentText } from './fields.ts';
import type { Picture } from './picture.ts';
import { readPicture, writePicture } from './picture.ts';

/** What is shown of a member. The place in the list is its number. */
export const MEMBER_STATUSES = [
  'invite-unknown',
  'invite-not-sent',
  'invite-sending',
  'invite-failed',
  'invite-sent',
  'invite-accepted',
  'promotion-unknown',
  'promotion-not-sent',
  'promotion-sending',
  'promotion-failed',
  'promotion-sent',
  'promotion-accepted',
  'removed-unknown',
  'removed',
  'removed-with-messages',
] as const;

export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/** What happens to a member. `promoted` and `invite-not-sent` mean that something is about to be sent. */
export type MemberTransition =
  | 'invite-not-sent'
  | 'invite-sent'
  | 'invite-failed'
  | 'invite-accepted'
  | 'promoted'
  | 'promotion-sent'
  | 'promotion-failed'
  | 'promotion-accepted'
  | 'removed'
  | 'removed-with-messages';

/** How far an invitation or promotion is: of numbers beyond 3 nothing is known. */
export const SENDING = { accepted: 0, sent: 1, failed: 2, notSent: 3 } as const;

/** Most bytes of a name. */
const MAX_NAME_BYTES = 100;

/** A member as the config has it. */
export interface MemberRecord {
  /** May be empty. */
  readonly name: string;
  readonly picture: Picture | undefined;
  /** When the profile last changed, unix seconds. */
  readonly profileUpdatedS: number | undefined;
  readonly isAdmin: boolean;
  /** A number of {@link SENDING}, or a greater one. A promotion counts only for who is an admin already. */
  readonly promotion: number;
  /** A number of {@link SENDING}, or a greater one; always 0 for admins. */
  readonly invitation: number;
  /** Whether the invitation comes with the keys of older messages. */
  readonly isInvitedWithHistory: boolean;
  /** 0: a member; 1: removed; 2: removed together with all messages. */
  readonly removal: number;
}

export const NEW_MEMBER: MemberRecord = {
  name: '',
  picture: undefined,
  profileUpdatedS: undefined,
  isAdmin: false,
  promotion: SENDING.accepted,
  invitation: SENDING.notSent,
  isInvitedWithHistory: false,
  removal: 0,
};

/** What the entry of a member says. */
export function readMember(entry: Fields): MemberRecord {
  const isAdmin = readFlag(entry, 'A');
  const promotion = readPositive(entry, 'P') ?? SENDING.accepted;
  const invitation = isAdmin ? SENDING.accepted : (readPositive(entry, 'I') ?? SENDING.accepted);
  const isInvited = invitation !== SENDING.accepted && promotion === SENDING.accepted;
  return {
    name: readText(entry, 'n', MAX_NAME_BYTES) ?? '',
    picture: readPicture(entry),
    profileUpdatedS: readPositive(entry, 't'),
    isAdmin,
    promotion,
    invitation,
    isInvitedWithHistory: isInvited && readFlag(entry, 's'),
    removal: readPositive(entry, 'R') ?? 0,
  };
}

/**
 * Writes the whole record; keys of newer versions stay. A name that is too long is cut.
 * @throws {ConfigError} `value-invalid` for a time that is no whole number
 */
export function writeMember(entry: DictEditor, member: MemberRecord): void {
  // Always there, since an entry without any key would vanish.
  writePresentText(entry, 'n', { text: member.name, maxBytes: MAX_NAME_BYTES });
  writePicture(entry, member.picture);
  writePositive(entry, 't', member.profileUpdatedS);
  writeFlag(entry, 'A', member.isAdmin);
  writePositive(entry, 'P', member.promotion);
  writePositive(entry, 'I', member.isAdmin ? SENDING.accepted : member.invitation);
  writeFlag(entry, 's', member.isInvitedWithHistory);
  writePositive(entry, 'R', member.removal);
}

/** The member after a transition. */
export function applyTransition(member: MemberRecord, transition: MemberTransition): MemberRecord {
  switch (transition) {
    case 'invite-not-sent':
      return { ...member, invitation: SENDING.notSent };
    case 'invite-sent':
      return { ...member, invitation: SENDING.sent };
    case 'invite-failed':
      return { ...member, invitation: SENDING.failed };
    case 'invite-accepted':
      return { ...member, invitation: SENDING.accepted, isInvitedWithHistory: false };
    case 'promoted':
      return promotedTo(member, SENDING.notSent);
    case 'promotion-sent':
      return promotedTo(member, SENDING.sent);
    case 'promotion-failed':
      return promotedTo(member, SENDING.failed);
    case 'promotion-accepted':
      return promotedTo(member, SENDING.accepted);
    case 'removed':
      return removedWith(member, 1);
    case 'removed-with-messages':
      return removedWith(member, 2);
  }
}

/** @param isSending whether this device is sending the invitation or promotion right now */
export function memberStatus(member: MemberRecord, isSending: boolean): MemberStatus {
  const { removal, isAdmin, promotion, invitation } = member;
  if (removal > 0) return removalStatus(removal);
  return isAdmin ? promotionStatus(promotion, isSending) : invitationStatus(invitation, isSending);
}

/** Whether an invitation or promotion is still to be sent. */
export function isUnsent({ removal, isAdmin, promotion, invitation }: MemberRecord): boolean {
  return removal === 0 && (isAdmin ? promotion : invitation) === SENDING.notSent;
}

function promotedTo(member: MemberRecord, promotion: number): MemberRecord {
  return { ...member, isAdmin: true, promotion, invitation: 0 };
}

function removedWith(member: MemberRecord, removal: number): MemberRecord {
  return { ...member, removal, invitation: 0, promotion: 0 };
}

function removalStatus(removal: number): MemberStatus {
  if (removal === 2) return 'removed-with-messages';
  return removal === 1 ? 'removed' : 'removed-unknown';
}

function promotionStatus(promotion: number, isSending: boolean): MemberStatus {
  switch (promotion) {
    case SENDING.accepted:
      return 'promotion-accepted';
    case SENDING.sent:
      return 'promotion-sent';
    case SENDING.failed:
      return 'promotion-failed';
    case SENDING.notSent:
      return isSending ? 'promotion-sending' : 'promotion-not-sent';
    default:
      return 'promotion-unknown';
  }
}

function invitationStatus(invitation: number, isSending: boolean): MemberStatus {
  switch (invitation) {
    case SENDING.accepted:
      return 'invite-accepted';
    case SENDING.sent:
      return 'invite-sent';
    case SENDING.failed:
      return 'invite-failed';
    case SENDING.notSent:
      return isSending ? 'invite-sending' : 'invite-not-sent';
    default:
      return 'invite-unknown';
  }
}
