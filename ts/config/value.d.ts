/** A signed 64-bit integer, or bytes. */
export type ConfigScalar = bigint | Uint8Array;
/** Scalars without duplicates in set order: integers by value, then strings by their bytes. Never empty when stored. */
export type ConfigSet = readonly ConfigScalar[];
/** Keys are latin-1 strings, byte for byte. Never empty when stored, except at the top. */
export type ConfigDict = ReadonlyMap<string, ConfigValue>;
export type ConfigValue = ConfigScalar | ConfigSet | ConfigDict;
export type ConfigKind = 'scalar' | 'set' | 'dict';
export declare const EMPTY_DICT: ConfigDict;
export declare function isDict(value: ConfigValue | undefined): value is ConfigDict;
export declare function isSet(value: ConfigValue | undefined): value is ConfigSet;
export declare function isScalar(value: ConfigValue | undefined): value is ConfigScalar;
export declare function kindOf(value: ConfigValue): ConfigKind;
/** Whether an integer has 64 bits with sign. */
export declare function isInt64(value: bigint): boolean;
/** Set order: all integers before all strings. Negative, 0 or positive. */
export declare function compareScalars(a: ConfigScalar, b: ConfigScalar): number;
/** Whether two scalars are the same; an integer never equals a string. */
export declare function scalarsEqual(a: ConfigScalar, b: ConfigScalar): boolean;
/** Whether scalars stand in set order, without duplicates. */
export declare function isOrdered(scalars: readonly ConfigScalar[]): boolean;
/** The scalars in set order, each once. */
export declare function toSet(scalars: readonly ConfigScalar[]): ConfigSet;
/** The elements of `a` that are not in `b`; both in set order. */
export declare function setDifference(a: ConfigSet, b: ConfigSet): ConfigSet;
/** Deep equality. Trees share what did not change, so most comparisons end at once. */
export declare function valuesEqual(a: ConfigValue, b: ConfigValue): boolean;
