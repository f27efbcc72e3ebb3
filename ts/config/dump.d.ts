import type { BencodeInput, BencodeValue } from '../util/index.ts';
/** `clean`: on the swarm. `dirty`: changed here. `waiting`: given out to be pushed. */
export type ConfigState = 'clean' | 'dirty' | 'waiting';
export interface ConfigDump {
    readonly state: ConfigState;
    /** The config message. */
    readonly message: Uint8Array;
    readonly currentHashes: readonly string[];
    readonly obsoleteHashes: readonly string[];
    /** Parts of configs that are not complete, as {@link PartSets} keeps them. */
    readonly parts: BencodeValue | undefined;
    readonly extra: ReadonlyMap<string, BencodeValue>;
}
export declare function encodeDump(dump: Omit<ConfigDump, 'parts'> & {
    readonly parts: BencodeInput;
}): Uint8Array;
/**
 * Reads dumps of old versions too, which had one current hash, maybe an empty one.
 * @throws {ConfigError} `dump-invalid`
 */
export declare function decodeDump(bytes: Uint8Array): ConfigDump;
