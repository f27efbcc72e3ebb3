/** A swarm stores no longer message. */
export declare const MAX_STORED_BYTES = 76800;
/** Padded text of a whole config, however many parts it takes. */
export declare const MAX_CONFIG_BYTES = 5000000;
/** First byte of a part. */
export declare const PART_MARK = 109;
export interface Part {
    /** Hash of the whole padded text, 32 bytes: parts with the same one belong together. */
    readonly whole: Uint8Array;
    readonly index: number;
    /** At least 2. */
    readonly count: number;
    readonly chunk: Uint8Array;
}
/** Cuts a padded text into parts, ready to be encrypted one by one. */
export declare function splitParts(padded: Uint8Array): readonly Uint8Array[];
/**
 * Reads a decrypted part, zeros behind it included. Hash and chunk are copies: they wait for other parts.
 * @throws {ConfigError} `part-invalid`
 */
export declare function decodePart(bytes: Uint8Array): Part;
/**
 * The padded text of all chunks, in the order of their index.
 * @throws {ConfigError} `part-invalid` when they are not what the hash says, `too-large`
 */
export declare function joinParts(whole: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array;
