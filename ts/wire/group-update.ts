import { session } from './generated/protos.js';
import { enumNames, exactly, ifPresent, orAbsent, present, uint32 } from './protobuf.ts';

const AUTH_DATA_BYTES = 100;
const SEED_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** What happens in or to a group (spec 04 §1.5). Signatures are the group admins', 64 bytes, not yet verified. */
export type GroupUpdate =
  | GroupInvite
  | GroupPromote
  | GroupMemberChange
  | GroupInfoChange
  | { readonly kind: 'member-left' }
  | { readonly kind: 'member-left-notification' }
  | GroupDeleteMemberContent
  | GroupInviteResponse
  /** An update of a newer client, to be dropped. */
  | { readonly kind: 'empty' };

export interface GroupInvite {
  readonly kind: 'invite';
  /** 03… */
  readonly groupId: string;
  readonly name: string;
  /** 100 bytes. Secret. */
  readonly memberAuthData: Uint8Array;
  readonly adminSignature: Uint8Array;
}

export interface GroupPromote {
  readonly kind: 'promote';
  /** 32 bytes: the group's Ed25519 seed. Secret. */
  readonly groupIdentitySeed: Uint8Array;
  readonly name: string;
}

export interface GroupInfoChange {
  readonly kind: 'info-change';
  readonly type: 'name' | 'avatar' | 'disappearing-messages';
  readonly updatedName?: string | undefined;
  /** Seconds; 0 is off. */
  readonly updatedExpirationS?: number | undefined;
  readonly adminSignature: Uint8Array;
}

export interface GroupMemberChange {
  readonly kind: 'member-change';
  readonly type: 'added' | 'removed' | 'promoted';
  readonly memberIds: readonly string[];
  /** Only when members were added. */
  readonly historyShared?: boolean | undefined;
  readonly adminSignature: Uint8Array;
}

export interface GroupInviteResponse {
  readonly kind: 'invite-response';
  readonly isApproved: boolean;
}

export interface GroupDeleteMemberContent {
  readonly kind: 'delete-member-content';
  readonly memberIds: readonly string[];
  /** Hashes of the group's swarm. */
  readonly messageHashes: readonly string[];
  /** Absent when members delete their own messages. */
  readonly adminSignature?: Uint8Array | undefined;
}

const InfoChange = session.GroupUpdateInfoChangeMessage.Type;
/** Names and numbers of what may change in a group's info. */
export const INFO_CHANGE = enumNames<GroupInfoChange['type'], session.GroupUpdateInfoChangeMessage.Type>({
  name: InfoChange.NAME,
  avatar: InfoChange.AVATAR,
  'disappearing-messages': InfoChange.DISAPPEARING_MESSAGES,
});

const MemberChange = session.GroupUpdateMemberChangeMessage.Type;
/** Names and numbers of what may happen to members. */
export const MEMBER_CHANGE = enumNames<
  GroupMemberChange['type'],
  session.GroupUpdateMemberChangeMessage.Type
>({
  added: MemberChange.ADDED,
  removed: MemberChange.REMOVED,
  promoted: MemberChange.PROMOTED,
});

/** @throws {WireError} `field-length`, `number-out-of-range` */
export function groupUpdateToWire(update: GroupUpdate): session.GroupUpdateMessage.$Properties {
  switch (update.kind) {
    case 'invite':
      return {
        inviteMessage: {
          groupSessionId: update.groupId,
          name: update.name,
          memberAuthData: exactly(AUTH_DATA_BYTES, update.memberAuthData),
          adminSignature: exactly(SIGNATURE_BYTES, update.adminSignature),
        },
      };
    case 'promote':
      return {
        promoteMessage: {
          groupIdentitySeed: exactly(SEED_BYTES, update.groupIdentitySeed),
          name: update.name,
        },
      };
    case 'info-change':
      return {
        infoChangeMessage: {
          type: INFO_CHANGE.toWire(update.type),
          updatedName: update.updatedName ?? null,
          updatedExpiration: orAbsent(update.updatedExpirationS, uint32),
          adminSignature: exactly(SIGNATURE_BYTES, update.adminSignature),
        },
      };
    case 'member-change':
      return {
        memberChangeMessage: {
          type: MEMBER_CHANGE.toWire(update.type),
          memberSessionIds: [...update.memberIds],
          historyShared: update.historyShared ?? null,
          adminSignature: exactly(SIGNATURE_BYTES, update.adminSignature),
        },
      };
    case 'member-left':
      return { memberLeftMessage: {} };
    case 'member-left-notification':
      return { memberLeftNotificationMessage: {} };
    case 'delete-member-content':
      return {
        deleteMemberContent: {
          memberSessionIds: [...update.memberIds],
          messageHashes: [...update.messageHashes],
          adminSignature: orAbsent(update.adminSignature, (bytes) => exactly(SIGNATURE_BYTES, bytes)),
        },
      };
    case 'invite-response':
      return { inviteResponse: { isApproved: update.isApproved } };
    case 'empty':
      return {};
  }
}

/**
 * The one update of several that counts: 1, 4, 3, 2, 5, 8, 7, 6 is the order of field numbers (spec 04 §1.5).
 * @throws {WireError} `field-length`
 */
export function groupUpdateFromWire(wire: session.GroupUpdateMessage.$Properties): GroupUpdate {
  const update = present(wire);
  return (
    ifPresent(update.inviteMessage, inviteFromWire) ??
    ifPresent(update.promoteMessage, promoteFromWire) ??
    ifPresent(update.memberChangeMessage, memberChangeFromWire) ??
    ifPresent(update.infoChangeMessage, infoChangeFromWire) ??
    ifPresent(update.memberLeftMessage, () => ({ kind: 'member-left' as const })) ??
    ifPresent(update.memberLeftNotificationMessage, () => ({ kind: 'member-left-notification' as const })) ??
    ifPresent(update.deleteMemberContent, deleteMemberContentFromWire) ??
    ifPresent(update.inviteResponse, ({ isApproved }) => ({
      kind: 'invite-response' as const,
      isApproved,
    })) ?? {
      kind: 'empty',
    }
  );
}

function inviteFromWire(invite: session.GroupUpdateInviteMessage.$Properties): GroupInvite {
  return {
    kind: 'invite',
    groupId: invite.groupSessionId,
    name: invite.name,
    memberAuthData: exactly(AUTH_DATA_BYTES, invite.memberAuthData),
    adminSignature: exactly(SIGNATURE_BYTES, invite.adminSignature),
  };
}

function promoteFromWire(promote: session.GroupUpdatePromoteMessage.$Properties): GroupPromote {
  return {
    kind: 'promote',
    groupIdentitySeed: exactly(SEED_BYTES, promote.groupIdentitySeed),
    name: promote.name,
  };
}

function infoChangeFromWire(wire: session.GroupUpdateInfoChangeMessage.$Properties): GroupInfoChange {
  const change = present(wire);
  return {
    kind: 'info-change',
    type: INFO_CHANGE.fromWire(change.type),
    updatedName: change.updatedName ?? undefined,
    updatedExpirationS: change.updatedExpiration ?? undefined,
    adminSignature: exactly(SIGNATURE_BYTES, change.adminSignature),
  };
}

function memberChangeFromWire(wire: session.GroupUpdateMemberChangeMessage.$Properties): GroupMemberChange {
  const change = present(wire);
  return {
    kind: 'member-change',
    type: MEMBER_CHANGE.fromWire(change.type),
    memberIds: change.memberSessionIds ?? [],
    historyShared: change.historyShared ?? undefined,
    adminSignature: exactly(SIGNATURE_BYTES, change.adminSignature),
  };
}

function deleteMemberContentFromWire(
  wire: session.GroupUpdateDeleteMemberContentMessage.$Properties,
): GroupDeleteMemberContent {
  const deletion = present(wire);
  return {
    kind: 'delete-member-content',
    memberIds: deletion.memberSessionIds ?? [],
    messageHashes: deletion.messageHashes ?? [],
    adminSignature: ifPresent(deletion.adminSignature, (bytes) => exactly(SIGNATURE_BYTES, bytes)),
  };
}
