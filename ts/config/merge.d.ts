import type { Lagged } from './lagged.ts';
import type { ConfigMessage } from './message.ts';
import type { ConfigDict } from './value.ts';
export type MergeResult = 
/** One message includes all others, or must win because nobody here may write. */
{
    readonly kind: 'superseded';
    readonly index: number;
}
/** Concurrent messages, brought together. */
 | {
    readonly kind: 'merged';
    readonly content: MergedContent;
};
export interface MergedContent {
    readonly seqno: number;
    readonly data: ConfigDict;
    readonly lagged: readonly Lagged[];
}
/**
 * Merges at least one message. The result depends on the set of messages, not on their order, except that `index` points to the first
 * of equal ones.
 * @param options.mayWrite false for a member of a group, who cannot sign: the greatest (seqno, hash) wins.
 */
export declare function mergeMessages(messages: readonly ConfigMessage[], { mayWrite }: {
    readonly mayWrite: boolean;
}): MergeResult;
