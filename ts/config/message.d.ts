import type { Ed25519PublicKey, Ed25519SecretKey } from '../crypto/index.ts';
import type { BencodeValue } from '../util/index.ts';
import type { ConfigDiff } from './diff.ts';
import type { Lagged } from './lagged.ts';
import type { ConfigDict } from './value.ts';
export declare const CONFIG_HASH_BYTES = 32;
/** What a config message says. */
export interface ConfigContent {
    readonly seqno: number;
    readonly data: ConfigDict;
    /** Diffs of earlier messages that this one is built on, ascending by (seqno, hash). */
    readonly lagged: readonly Lagged[];
    /** What this message changed. */
    readonly diff: ConfigDiff;
    /** Outer keys of newer versions, kept as they are. */
    readonly unknown: ReadonlyMap<string, BencodeValue>;
}
/** Where the signature in a message is from: it was read with the message, made here, or there is none. */
export type SignatureOrigin = 'read' | 'own' | 'none';
/** A config message whose bytes are settled: it was received, or will not change any more. */
export interface ConfigMessage extends ConfigContent {
    /** The whole message in bencode. */
    readonly plain: Uint8Array;
    /** BLAKE2b of `plain`, 32 bytes. Unrelated to the hash by which a swarm knows the stored message. */
    readonly hash: Uint8Array;
    readonly signature: SignatureOrigin;
}
/** The state of a config that nobody has written to. It is never stored, but stands in the lagged list of every first message. */
export declare function initialMessage(): ConfigMessage;
/** The message of `content`, signed when there is a key. */
export declare function settle(content: ConfigContent, signKey?: Ed25519SecretKey): ConfigMessage;
/** The 32-byte config hash of a whole serialised message (spec 03 §2.4). */
export declare function configHash(plain: Uint8Array): Uint8Array;
/** The message in bencode; a signature over all that stands before it is its last pair (spec 03 §2.3, §2.4). */
export declare function serialize(content: ConfigContent, signKey?: Ed25519SecretKey): Uint8Array;
/**
 * Reads a config message and, when there is a key, proves its signature (spec 03 §2.7).
 * @throws {ConfigError} `message-invalid`, `message-too-new`, `signature-invalid`
 */
export declare function parseMessage(plain: Uint8Array, verifyKey?: Ed25519PublicKey): ConfigMessage;
