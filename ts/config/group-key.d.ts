import type { SymmetricKey } from '../crypto/index.ts';
import type { BencodeInput, BencodeValue } from '../util/index.ts';
export declare const GROUP_KEY_BYTES = 32;
export interface GroupKey {
    /** Counts the rekeys of a group from 0. Admins who rekey at the same time make different keys of one generation. */
    readonly generation: number;
    /** When the swarm stored the message that brought the key. */
    readonly timestampMs: number;
    readonly key: SymmetricKey;
}
/** Oldest first: by generation, then time, then the key itself. */
export declare function compareGroupKeys(a: GroupKey, b: GroupKey): number;
/** Keys as supplements and dumps have them, in the order given. */
export declare function groupKeysToBencode(keys: readonly GroupKey[]): BencodeInput;
/** Copies of what {@link groupKeysToBencode} wrote; undefined when any item is no key. */
export declare function groupKeysFromBencode(items: readonly BencodeValue[]): readonly GroupKey[] | undefined;
