import type { Ed25519Seed } from '../crypto/index.ts';
import type { Clock } from '../util/index.ts';
import type { ConfigMergeReport, StoredConfig } from './config-object.ts';
import { GroupInfo } from './group-info.ts';
import type { GroupKeysOptions, KeysMergeReport, StoredKeys } from './group-keys.ts';
import { GroupKeys } from './group-keys.ts';
import { GroupMembers } from './group-members.ts';
import type { GroupPush } from './group-push.ts';
export interface GroupConfigsOptions extends GroupKeysOptions {
    readonly clock: Pick<Clock, 'nowMs'>;
    /** Keeps a journal of changes, so that none is lost to a merge; other clients cannot read the dump then. */
    readonly isJournaled?: boolean;
}
/** What a swarm has for a group, by namespace. */
export interface StoredGroupConfigs {
    readonly keys?: readonly StoredKeys[];
    readonly info?: readonly StoredConfig[];
    readonly members?: readonly StoredConfig[];
}
export interface GroupMergeReport {
    readonly keys: KeysMergeReport;
    readonly info: ConfigMergeReport;
    readonly members: ConfigMergeReport;
}
export declare class GroupConfigs {
    readonly keys: GroupKeys;
    readonly info: GroupInfo;
    readonly members: GroupMembers;
    private constructor();
    /**
     * An empty group: a new one, when there is a seed, or one of which the swarm has more.
     * @throws {ConfigError} `value-invalid` for the seed of another group
     * @throws {CryptoError} `key-invalid` when the group's key is no point of the curve
     */
    static create(options: GroupConfigsOptions): GroupConfigs;
    /**
     * A group as it was dumped (spec 03 §7).
     * @throws {ConfigError} `dump-invalid`, `message-invalid`, and as {@link create}
     */
    static load(dump: Uint8Array, options: GroupConfigsOptions): GroupConfigs;
    get isAdmin(): boolean;
    get needsPush(): boolean;
    get needsDump(): boolean;
    /** Hashes of stored messages whose time to live has to be extended now and then (spec 03 §6). */
    get activeHashes(): readonly string[];
    /**
     * The account was promoted and has received the seed of the group.
     * @throws {ConfigError} `value-invalid` for the seed of another group: then nothing has changed
     */
    becomeAdmin(groupSeed: Ed25519Seed): void;
    /**
     * Makes a new key for all who are in the list of members, and stores info and members anew under it. Due when a group is created,
     * when members were erased from the list, when new ones may not read older messages, and when {@link GroupKeys.needsRekey}.
     * The same rekey again, before it was stored, changes nothing.
     * @throws {ConfigError} `read-only` for who is no admin
     */
    rekey(): void;
    /** Takes in what a swarm has: keys first, since info and members may be encrypted with a new one (spec 03 §6). */
    merge(stored: StoredGroupConfigs): GroupMergeReport;
    /**
     * What to store, in this order, and what to delete after that (spec 03 §6). Nothing for who is no admin.
     * @param supplement what {@link GroupKeys.supplement} made for new members
     * @throws {ConfigError} `too-large`, and `decrypt-failed` when there is no key to encrypt with
     */
    push(supplement?: Uint8Array): GroupPush;
    /**
     * What became of a push: the hash of each of its stores, by position, undefined for one that failed. Keys count as stored when they
     * are loaded from the swarm.
     */
    confirmPushed(push: GroupPush, hashes: readonly (string | undefined)[]): void;
    /** These obsolete messages are gone from the swarm. */
    confirmDeleted(hashes: readonly string[]): void;
    /** Everything but the keys of group and account, to be kept in the store (spec 03 §7). */
    dump(): Uint8Array;
    private get rekeyMessage();
}
