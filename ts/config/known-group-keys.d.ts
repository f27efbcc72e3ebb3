import type { GroupKey } from './group-key.ts';
/** Both change together, and only by the functions below; neither knows a clock of this machine. */
export interface KnownGroupKeys {
    /** Oldest first. */
    readonly keys: readonly GroupKey[];
    /** Hashes of the stored messages of each generation: they have to be kept alive in the swarm. */
    readonly active: ReadonlyMap<number, ReadonlySet<string>>;
}
export declare const NO_GROUP_KEYS: KnownGroupKeys;
/**
 * With a key that the message `hash` brought. A key that is there in its generation is not added again, whatever its time; one
 * that comes when its generation has expired changes nothing.
 */
export declare function addGroupKey(known: KnownGroupKeys, key: GroupKey, hash: string): KnownGroupKeys;
/** With a message of a generation that is not older than the oldest key. Without a key nothing is kept alive. */
export declare function addActiveHash(known: KnownGroupKeys, generation: number, hash: string): KnownGroupKeys;
