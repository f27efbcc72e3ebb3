import type { ConfigDiff } from './diff.ts';
import type { ConfigDict } from './value.ts';
/** Of `data`, the values that `diff` is about. */
export declare function valuesOf(diff: ConfigDiff, data: ConfigDict): ConfigDict;
/** The part of a change to `values` whose effect is not in `data`. */
export declare function missingPart(diff: ConfigDiff, values: ConfigDict, data: ConfigDict): ConfigDiff;
/** The part of a change that `other` leaves alone. */
export declare function untouchedPart(diff: ConfigDiff, other: ConfigDiff): ConfigDiff;
/** How many single changes a diff has. */
export declare function sizeOf(diff: ConfigDiff): number;
