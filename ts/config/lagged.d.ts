import type { ConfigDiff } from './diff.ts';
/** How many seqnos back a message still matters; the same for every config. */
export declare const LAG = 5;
/** A message by its seqno and config hash, 32 bytes. */
export interface MessageKey {
    readonly seqno: number;
    readonly hash: Uint8Array;
}
export interface Lagged extends MessageKey {
    readonly diff: ConfigDiff;
}
/** Ascending by seqno, then by hash. Negative, 0 or positive. */
export declare function compareLagged(a: MessageKey, b: MessageKey): number;
/** Those entries that a message with `seqno` carries: of the last {@link LAG} − 1 seqnos. */
export declare function withinLag<Entry extends {
    readonly seqno: number;
}>(entries: readonly Entry[], seqno: number): readonly Entry[];
