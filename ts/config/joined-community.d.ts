import type { X25519PublicKey } from '../crypto/index.ts';
import type { RoomRecord } from './community-records.ts';
import type { CommunityRoom } from './community-url.ts';
import type { DictEditor } from './editor.ts';
import type { Joined } from './joined.ts';
/** The room as it is spelled; its record is under its name in lower case. */
export interface JoinedCommunity extends Joined, CommunityRoom {
    /** The server's key, 32 bytes. */
    readonly publicKey: X25519PublicKey;
}
/** What to change. The server's key is needed for the first room of a server. */
export type JoinedCommunityChange = Partial<Joined> & {
    readonly publicKey?: X25519PublicKey;
};
export declare function readJoinedCommunity({ baseUrl, publicKey, key, record }: RoomRecord): JoinedCommunity;
/** The record keeps the spelling that it has. @throws {ConfigError} `value-invalid` for a number that is no safe integer */
export declare function writeJoinedCommunity(editor: DictEditor, { room, change }: {
    readonly room: string;
    readonly change: Partial<Joined>;
}): void;
