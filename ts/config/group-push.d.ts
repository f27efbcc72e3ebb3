import type { ConfigObject, ConfigPush } from './config-object.ts';
export type GroupStoreKind = 'supplement' | 'keys' | 'info' | 'members';
/** One message to store. */
export interface GroupStore {
    readonly kind: GroupStoreKind;
    readonly namespace: number;
    readonly data: Uint8Array;
}
export interface GroupPush {
    /** Supplement, keys, info, members: whoever reads info and members has to have the key first. */
    readonly stores: readonly GroupStore[];
    /**
     * Hashes of stored messages that nobody needs any more. Whoever finds a hash among them that one of the stores has got must not
     * delete it: another admin has stored the same before.
     */
    readonly obsolete: readonly string[];
    readonly info: ConfigPush | undefined;
    readonly members: ConfigPush | undefined;
}
/** What takes part in a push. */
export interface GroupPushSource {
    readonly supplement: Uint8Array | undefined;
    /** The message of a rekey that the swarm does not have yet. */
    readonly rekey: Uint8Array | undefined;
    readonly info: ConfigObject;
    readonly members: ConfigObject;
}
/** @throws {ConfigError} `too-large`, and `decrypt-failed` when there is no key to encrypt with */
export declare function makeGroupPush({ supplement, rekey, info, members }: GroupPushSource): GroupPush;
/**
 * The hashes under which all messages of a kind were stored; undefined when any of them was not.
 * @param hashes of all stores of the push, by position; undefined for one that failed
 */
export declare function storedHashes(push: GroupPush, kind: GroupStoreKind, hashes: readonly (string | undefined)[]): readonly string[] | undefined;
