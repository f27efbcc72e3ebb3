import type { BencodeInput } from '../util/index.ts';
import type { ConfigDiff } from './diff.ts';
import type { ConfigDict } from './value.ts';
export interface JournalEntry {
    /** Of the message that brought the change. */
    readonly seqno: number;
    /** Config hash of that message, 32 bytes; undefined while it is being written. */
    readonly hash: Uint8Array | undefined;
    readonly diff: ConfigDiff;
    /** The values that the diff is about. */
    readonly values: ConfigDict;
    /** Whether the message was confirmed to be on the swarm. */
    readonly isStored: boolean;
}
export declare function encodeJournal(entries: readonly JournalEntry[]): BencodeInput;
/**
 * The dump of the config itself and its journal.
 * @throws {ConfigError} `dump-invalid`
 */
export declare function decodeJournal(dump: Uint8Array): {
    readonly config: Uint8Array;
    readonly entries: readonly JournalEntry[];
};
