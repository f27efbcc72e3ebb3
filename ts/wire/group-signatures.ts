import type { Ed25519PublicKey, Ed25519SecretKey, Signature } from '../crypto/index.ts';
import { sign, verify } from '../crypto/index.ts';
import { assertNever, utf8 } from '../util/index.ts';
import type { GroupDeleteMemberContent, GroupInfoChange, GroupMemberChange } from './group-update.ts';
import { INFO_CHANGE, MEMBER_CHANGE } from './group-update.ts';

/** The updates of a group that only an admin can make, as far as the signature covers them (spec 04 §1.5). */
export type AdminSigned =
  /** `memberId`: the account ID of the one who is invited; it does not stand in the message. */
  | { readonly kind: 'invite'; readonly memberId: string }
  | Pick<GroupInfoChange, 'kind' | 'type'>
  | Pick<GroupMemberChange, 'kind' | 'type'>
  | Pick<GroupDeleteMemberContent, 'kind' | 'memberIds' | 'messageHashes'>;

export interface AdminSigningContext<Key> {
  /** `sigTimestampMs` of the same Content. */
  readonly sentAtMs: number;
  readonly groupKey: Key;
}

/** The text that an admin signs; its parts stand without separators (spec 04 §1.5). */
export function adminSignedText(update: AdminSigned, sentAtMs: number): string {
  switch (update.kind) {
    case 'invite':
      return `INVITE${update.memberId}${sentAtMs}`;
    case 'info-change':
      return `INFO_CHANGE${INFO_CHANGE.toWire(update.type)}${sentAtMs}`;
    case 'member-change':
      return `MEMBER_CHANGE${MEMBER_CHANGE.toWire(update.type)}${sentAtMs}`;
    case 'delete-member-content':
      return `DELETE_CONTENT${sentAtMs}${update.memberIds.join('')}${update.messageHashes.join('')}`;
    default:
      return assertNever(update);
  }
}

/** The `adminSignature` of an update, 64 bytes, by the group's secret key (spec 04 §1.5). */
export function signAdminUpdate(
  update: AdminSigned,
  { sentAtMs, groupKey }: AdminSigningContext<Ed25519SecretKey>,
): Signature {
  return sign(utf8(adminSignedText(update, sentAtMs)), groupKey);
}

/** Whether the update is an admin's; the message is to be dropped otherwise (spec 04 §1.5). */
export function isAdminUpdate(
  update: AdminSigned & { readonly adminSignature?: Uint8Array | undefined },
  { sentAtMs, groupKey }: AdminSigningContext<Ed25519PublicKey>,
): boolean {
  const { adminSignature } = update;
  return (
    adminSignature !== undefined && verify(adminSignature, utf8(adminSignedText(update, sentAtMs)), groupKey)
  );
}
