import type { DictEditor } from './editor.ts';
import type { ConfigDict, ConfigSet } from './value.ts';
/** `''`: assigned, `'-'`: removed, a pair of sets: added and removed, a diff: changes below. */
export type DiffEntry = Uint8Array | readonly [added: ConfigSet, removed: ConfigSet] | ConfigDiff;
export type ConfigDiff = ReadonlyMap<string, DiffEntry>;
export declare const EMPTY_DIFF: ConfigDiff;
/** What must be done to `before` to get `after`; empty when they are equal. A change of kind is recorded as an addition only. */
export declare function diffDicts(before: ConfigDict, after: ConfigDict): ConfigDiff;
/**
 * Replays `diff` on `target`. Values come from `source`, the present data of the message that brought the diff; a key that `source`
 * no longer has, or has as another kind, is removed (spec 03 §4.1 `apply`).
 */
export declare function applyDiff(target: DictEditor, diff: ConfigDiff, source: ConfigDict): void;
export declare function isDiff(entry: DiffEntry): entry is ConfigDiff;
/** Whether a decoded dict is a diff: nothing but marks, pairs of ordered sets and diffs (spec 03 §2.7). */
export declare function isValidDiff(value: unknown): value is ConfigDiff;
