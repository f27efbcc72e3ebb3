import type { SymmetricKey } from '../crypto/index.ts';
import type { Part } from './part.ts';
/** The protobuf envelope around the configs of an account; made by `ts/wire`, which this floor does not know. */
export interface ConfigWrapper {
    readonly wrap: (config: {
        readonly seqno: number;
        readonly encrypted: Uint8Array;
    }) => Uint8Array;
    /** What is inside; undefined when the bytes are no such envelope. */
    readonly unwrap: (bytes: Uint8Array) => Uint8Array | undefined;
}
export interface SealOptions {
    readonly key: SymmetricKey;
    readonly domain: string;
    readonly seqno: number;
    readonly wrapper?: ConfigWrapper | undefined;
}
/**
 * What has to be stored for a message: one item, or several parts, all in the same namespace.
 * @throws {ConfigError} `too-large` when the whole would be longer than 5,000,000 bytes
 */
export declare function sealMessage(plain: Uint8Array, options: SealOptions): readonly Uint8Array[];
export interface OpenOptions {
    /** Tried one after another. */
    readonly keys: readonly SymmetricKey[];
    readonly domain: string;
    readonly wrapper?: ConfigWrapper | undefined;
}
export type OpenedMessage = {
    readonly kind: 'message';
    readonly plain: Uint8Array;
} | {
    readonly kind: 'part';
    readonly part: Part;
};
/**
 * Opens what a swarm stored, wrapped once, twice or not at all.
 * @throws {ConfigError} `decrypt-failed`, `message-invalid`, `part-invalid`, `too-large`
 */
export declare function openMessage(stored: Uint8Array, { keys, domain, wrapper }: OpenOptions): OpenedMessage;
/**
 * The config message in what stood behind the zeros.
 * @throws {ConfigError} `message-invalid`, `too-large`
 */
export declare function plainOf(inner: Uint8Array): Uint8Array;
