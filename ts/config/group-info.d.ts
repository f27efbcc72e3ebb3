import type { ConfigObject } from './config-object.ts';
import type { Picture } from './picture.ts';
/** Most bytes of a group's description; older clients allowed 2000. */
export declare const MAX_GROUP_DESCRIPTION_BYTES = 600;
export interface GroupInfoRecord {
    readonly name: string | undefined;
    readonly description: string | undefined;
    readonly picture: Picture | undefined;
    /** Unix seconds, as the following two. */
    readonly createdS: number | undefined;
    /** Messages sent before this time are to be deleted. */
    readonly deleteBeforeS: number | undefined;
    /** Attachments sent before this time are to be deleted. */
    readonly deleteAttachmentsBeforeS: number | undefined;
    /** How long messages last after they were sent, in seconds. */
    readonly expiryTimerS: number | undefined;
    /** An admin has destroyed the group: everybody leaves and deletes it. */
    readonly isDestroyed: boolean;
}
/** What is named is written, and erased when it is undefined, empty or 0. */
export type GroupInfoChanges = Partial<GroupInfoRecord>;
export declare class GroupInfo {
    /** What is pushed, merged and dumped. */
    readonly config: ConfigObject;
    constructor(config: ConfigObject);
    /** What the config says now; values of a wrong type count as absent. */
    get record(): GroupInfoRecord;
    /**
     * Changes some of it; true when anything is different now. A description that is too long is cut.
     * @throws {ConfigError} `read-only` for who is no admin, `text-too-long` for the name, `value-invalid` for a number that is not
     *   whole: then nothing has changed
     */
    update(changes: GroupInfoChanges): boolean;
}
