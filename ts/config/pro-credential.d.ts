import type { Ed25519Seed, Signature } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
/** A proof as it was made until spring 2026; the only one that is written. */
export interface OldProCredential extends ProProof {
    readonly wire: 'old';
    readonly version: number;
}
/** A proof as it is made since summer 2026. */
export interface NewProCredential extends ProProof {
    readonly wire: 'new';
}
export type ProCredential = OldProCredential | NewProCredential;
interface ProProof {
    /** Of the key that signs messages in the name of the proof, 32 bytes. Secret, and the config's own: not to be wiped. */
    readonly rotatingSeed: Ed25519Seed;
    /** By which the backend revokes the proof, 32 bytes: the hash of the generation index, or the revocation tag. */
    readonly tag: Uint8Array;
    readonly expiryMs: number;
    /** The backend's, 64 bytes. */
    readonly signature: Signature;
}
/** The credential at `key` in either form; undefined when there is none, or one that is not understood. */
export declare function readCredential(fields: Fields, key: string): ProCredential | undefined;
/**
 * Puts a credential at `key`, in place of any.
 * @throws {ConfigError} `value-invalid` when a part of it has a wrong length
 */
export declare function writeCredential(editor: DictEditor, key: string, credential: OldProCredential): void;
/** Removes a credential that is understood; others may be of a newer version. */
export declare function deleteCredential(editor: DictEditor, key: string): void;
/** Milliseconds of an expiry that is in seconds since summer 2026. */
export declare function readExpiryMs(fields: Fields, key: string): number | undefined;
/** As milliseconds; one that reads the same stays in its unit. @throws {ConfigError} `value-invalid` */
export declare function writeExpiryMs(editor: DictEditor, key: string, expiryMs: number | undefined): void;
export {};
