import type { CommunityRoom } from './community-url.ts';
import type { ConfigObject } from './config-object.ts';
import type { JoinedCommunity, JoinedCommunityChange } from './joined-community.ts';
import type { GroupEnd, JoinedGroup, JoinedGroupChange } from './joined-group.ts';
import type { LegacyGroup, LegacyGroupChange } from './legacy-group.ts';
export declare class UserGroups {
    readonly config: ConfigObject;
    constructor(config: ConfigObject);
    /** All groups, also those that the account is not in any more, in no order. */
    groups(): readonly JoinedGroup[];
    /** @throws {ConfigError} `value-invalid` for what is no group ID */
    group(id: string): JoinedGroup | undefined;
    /**
     * Writes the group with what is in `change`; one that is not there yet appears. True when anything changed.
     * @throws {ConfigError} `value-invalid`, also for a seed that is not the group's and auth data that does not have 100 bytes
     */
    updateGroup(id: string, change: JoinedGroupChange): boolean;
    /**
     * The account was removed from the group, or the group was destroyed: the keys to it are gone. Nothing for a group that is not there.
     * @throws {ConfigError} `value-invalid` for what is no group ID
     */
    endGroup(id: string, end: GroupEnd): boolean;
    /**
     * The account was invited again to a group that it had been removed from. A destroyed group stays destroyed.
     * @throws {ConfigError} `value-invalid` for what is no group ID
     */
    reviveGroup(id: string): boolean;
    /** @throws {ConfigError} `value-invalid` for what is no group ID */
    eraseGroup(id: string): boolean;
    /** All community rooms, in no order. */
    communities(): readonly JoinedCommunity[];
    /** @throws {ConfigError} `value-invalid` for a base URL or room that is none */
    community(room: CommunityRoom): JoinedCommunity | undefined;
    /**
     * Writes the room with what is in `change`; one that is not there yet appears. True when anything changed.
     * @throws {ConfigError} `value-invalid`, also for a server that is new and has no key
     */
    updateCommunity(room: CommunityRoom, { publicKey, ...change }: JoinedCommunityChange): boolean;
    /**
     * Erases the room; the last one takes its server with it.
     * @throws {ConfigError} `value-invalid` for a base URL or room that is none
     */
    eraseCommunity(room: CommunityRoom): boolean;
    /** All legacy groups, in no order. */
    legacyGroups(): readonly LegacyGroup[];
    /** @throws {ConfigError} `value-invalid` for what is no ID of a legacy group */
    legacyGroup(id: string): LegacyGroup | undefined;
    /**
     * Writes the legacy group with what is in `change`. True when anything changed.
     * @throws {ConfigError} `value-invalid`
     */
    updateLegacyGroup(id: string, change: LegacyGroupChange): boolean;
    /** @throws {ConfigError} `value-invalid` for what is no ID of a legacy group */
    eraseLegacyGroup(id: string): boolean;
    private editRecord;
    private eraseRecord;
}
