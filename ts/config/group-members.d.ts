import type { ConfigObject } from './config-object.ts';
import type { MemberRecord, MemberStatus, MemberTransition } from './group-member.ts';
export interface GroupMember extends MemberRecord {
    /** 05 and 64 hex characters. */
    readonly id: string;
    readonly status: MemberStatus;
}
type Changeable = 'name' | 'picture' | 'profileUpdatedS' | 'isAdmin' | 'isInvitedWithHistory';
/** What is named is written, undefined erases; the transition comes last. */
export interface GroupMemberChanges extends Partial<Pick<MemberRecord, Changeable>> {
    readonly transition?: MemberTransition;
}
export declare class GroupMembers {
    /** What is pushed, merged and dumped. */
    readonly config: ConfigObject;
    constructor(config: ConfigObject);
    /** The IDs of all members in order, removed ones too. */
    get ids(): readonly string[];
    /** All members in the order of their IDs. */
    get all(): readonly GroupMember[];
    /** @throws {ConfigError} `value-invalid` for an ID that is no account's */
    get(id: string): GroupMember | undefined;
    /**
     * Adds or changes a member; a new one is to be invited. True when anything is different for the group. While an invitation or
     * promotion is not sent, this device counts as sending it. A name that is too long is cut.
     * @throws {ConfigError} `read-only` for who is no admin, `value-invalid` for an ID that is no account's or a time that is not
     *   whole: then nothing has changed
     */
    update(id: string, { transition, ...changes }: GroupMemberChanges): boolean;
    /**
     * Takes a member out of the list: after that, a rekey is due. False when there is no such member.
     * @throws {ConfigError} `read-only` for who is no admin, `value-invalid` for an ID that is no account's
     */
    erase(id: string): boolean;
    /** Nothing is being sent any more: to be called when the app starts. */
    clearPendingSends(): void;
    private get dict();
    private get pendingSends();
    private setPendingSend;
    private setPendingSends;
}
export {};
