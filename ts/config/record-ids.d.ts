/** Of accounts `05`, of groups `03`, of accounts blinded for a community `15` and `25`. */
export type IdPrefix = '03' | '05' | '15' | '25';
/**
 * An ID of 66 hex characters in lower case.
 * @throws {ConfigError} `value-invalid` for anything else, and when it has none of the prefixes
 */
export declare function checkedId(text: string, prefixes: readonly IdPrefix[]): string;
/**
 * The key of the record of an ID: its 33 bytes, one to a character.
 * @throws {ConfigError} `value-invalid` as {@link checkedId}
 */
export declare function idKey(id: string, prefixes: readonly IdPrefix[]): string;
/** The ID that a key stands for; undefined when it stands for none, or for one of another prefix. */
export declare function idOfKey(key: string, prefixes: readonly IdPrefix[]): string | undefined;
/** The two characters before the key. */
export declare function prefixOf(id: string): string;
/** The 64 characters of the key. */
export declare function keyHexOf(id: string): string;
