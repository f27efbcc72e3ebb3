import type { X25519PublicKey } from '../crypto/index.ts';
/** A room of a community server. */
export interface CommunityRoom {
    /** Canonical: `scheme://host[:port]`, at most 267 bytes. */
    readonly baseUrl: string;
    /** 1 to 64 of `[-0-9a-zA-Z_]`, as it was written. Rooms are the same when they differ in case only. */
    readonly room: string;
}
/** All that is needed to join a room. */
export interface CommunityUrl extends CommunityRoom {
    /** The server's key, 32 bytes. */
    readonly publicKey: X25519PublicKey;
}
/**
 * The one form of a server's base URL: lower case, without the port that its scheme has anyway and without a slash (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid`
 */
export declare function canonicalBaseUrl(text: string): string;
/**
 * The name of a room as it is: it is looked at only (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid` unless 1 to 64 of `[-0-9a-zA-Z_]`
 */
export declare function communityRoom(text: string): string;
/**
 * By what a room is known in configs and compared: its name in lower case.
 * @throws {ConfigError} `value-invalid` as {@link communityRoom}
 */
export declare function communityRoomKey(text: string): string;
/**
 * The server and the room of a URL, and the key if one is in it. Of a path before the room only `/r/` is allowed (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid`
 */
export declare function parseRoomUrl(text: string): CommunityRoom & {
    readonly publicKey: X25519PublicKey | undefined;
};
/**
 * A whole join URL: `{base}/{room}?public_key={key}` or `{base}/r/{room}?public_key={key}` with the key as 64 hex characters, 43 or
 * 44 of base64 or 52 of base32z (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid`, also when there is no key
 */
export declare function parseCommunityUrl(text: string): CommunityUrl;
/**
 * A join URL as a person typed or pasted it: white space around it does not matter, and one without a scheme is `http` (spec 05 §1.1).
 * @throws {ConfigError} `value-invalid`
 */
export declare function parseTypedCommunityUrl(text: string): CommunityUrl;
/**
 * The join URL to show and to send: `{base}/{room}?public_key={64 hex}` (spec 05 §1.1).
 * @throws {ConfigError} `value-invalid` for a base URL or room that is none
 */
export declare function communityUrl({ baseUrl, room, publicKey }: CommunityUrl): string;
