import type { Rekey } from './group-keys-rekey.ts';
import type { KnownGroupKeys } from './known-group-keys.ts';
/** A key of our own making whose message has not come back from the swarm yet. */
export interface PendingRekey extends Rekey {
    readonly generation: number;
}
export interface GroupKeysState {
    readonly known: KnownGroupKeys;
    readonly pending: PendingRekey | undefined;
}
export declare function encodeGroupKeysDump({ known, pending }: GroupKeysState): Uint8Array;
/** @throws {ConfigError} `dump-invalid` */
export declare function decodeGroupKeysDump(bytes: Uint8Array): GroupKeysState;
/** Hashes in the order of their bytes. */
export declare function sortedHashes(hashes: Iterable<string>): readonly string[];
