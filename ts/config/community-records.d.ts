import type { X25519PublicKey } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { ConfigDict } from './value.ts';
export interface RoomRecord {
    readonly baseUrl: string;
    /** The server's key, 32 bytes. */
    readonly publicKey: X25519PublicKey;
    /** The room in lower case; of a blinded contact its ID without the prefix. */
    readonly key: string;
    readonly record: ConfigDict;
}
/** A record to be written, and under which server. */
export interface RoomAddress {
    /** In any form. */
    readonly baseUrl: string;
    readonly key: string;
    /** Needed once for a server. */
    readonly publicKey?: X25519PublicKey | undefined;
}
/** Every record of a server with a key, under a base URL in its canonical form. */
export declare function roomRecords(servers: ConfigDict): Generator<RoomRecord>;
/** @throws {ConfigError} `value-invalid` for what is no base URL */
export declare function findRoom(servers: ConfigDict, { baseUrl, key }: RoomAddress): RoomRecord | undefined;
/**
 * Lets `write` write a record. One that is empty after that is erased again, and nothing else is written.
 * @throws {ConfigError} `value-invalid` for what is no base URL, and for a server that has no key yet and gets none
 */
export declare function editRoom(servers: DictEditor, { baseUrl, key, publicKey }: RoomAddress, write: (record: DictEditor) => void): void;
/**
 * Erases a record; the last one takes its server with it.
 * @throws {ConfigError} `value-invalid` for what is no base URL
 */
export declare function eraseRoom(servers: DictEditor, { baseUrl, key }: RoomAddress): void;
/**
 * Erases a record and nothing else.
 * @throws {ConfigError} `value-invalid` for what is no base URL
 */
export declare function eraseRoomOnly(servers: DictEditor, { baseUrl, key }: RoomAddress): void;
/** Whether a key is a room's: its name in lower case. */
export declare function isRoomKey(key: string): boolean;
