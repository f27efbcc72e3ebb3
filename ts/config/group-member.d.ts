import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import type { Picture } from './picture.ts';
/** What is shown of a member. The place in the list is its number. */
export declare const MEMBER_STATUSES: readonly ["invite-unknown", "invite-not-sent", "invite-sending", "invite-failed", "invite-sent", "invite-accepted", "promotion-unknown", "promotion-not-sent", "promotion-sending", "promotion-failed", "promotion-sent", "promotion-accepted", "removed-unknown", "removed", "removed-with-messages"];
export type MemberStatus = (typeof MEMBER_STATUSES)[number];
/** What happens to a member. `promoted` and `invite-not-sent` mean that something is about to be sent. */
export type MemberTransition = 'invite-not-sent' | 'invite-sent' | 'invite-failed' | 'invite-accepted' | 'promoted' | 'promotion-sent' | 'promotion-failed' | 'promotion-accepted' | 'removed' | 'removed-with-messages';
/** How far an invitation or promotion is: of numbers beyond 3 nothing is known. */
export declare const SENDING: {
    readonly accepted: 0;
    readonly sent: 1;
    readonly failed: 2;
    readonly notSent: 3;
};
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
export declare const NEW_MEMBER: MemberRecord;
/** What the entry of a member says. */
export declare function readMember(entry: Fields): MemberRecord;
/**
 * Writes the whole record; keys of newer versions stay. A name that is too long is cut.
 * @throws {ConfigError} `value-invalid` for a time that is no whole number
 */
export declare function writeMember(entry: DictEditor, member: MemberRecord): void;
/** The member after a transition. */
export declare function applyTransition(member: MemberRecord, transition: MemberTransition): MemberRecord;
/** @param isSending whether this device is sending the invitation or promotion right now */
export declare function memberStatus(member: MemberRecord, isSending: boolean): MemberStatus;
/** Whether an invitation or promotion is still to be sent. */
export declare function isUnsent({ removal, isAdmin, promotion, invitation }: MemberRecord): boolean;
