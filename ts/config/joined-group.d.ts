import type { Ed25519Seed } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import type { Joined } from './joined.ts';
/** Why the account is not in the group any more: it was removed, or an admin destroyed the group. */
export type GroupEnd = 'kicked' | 'destroyed';
export interface JoinedGroup extends Joined {
    /** `03` and the group's Ed25519 key: 66 hex characters. */
    readonly id: string;
    /** Until the group's own config is known. At most 100 bytes; what is written beyond is cut off. */
    readonly name: string | undefined;
    /** Of an admin: the group's Ed25519 seed, 32 bytes. Secret, and the config's own: not to be wiped. */
    readonly adminSeed: Ed25519Seed | undefined;
    /** By which a member signs for the group's swarm, 100 bytes (spec 03 §9.7). Not written while there is an admin seed. */
    readonly authData: Uint8Array | undefined;
    readonly end: GroupEnd | undefined;
}
/** What to change; a field that is there and undefined is removed. */
export type JoinedGroupChange = Partial<Omit<JoinedGroup, 'id' | 'end'>>;
export declare function readJoinedGroup(id: string, fields: Fields): JoinedGroup;
/** @throws {ConfigError} `value-invalid` for a seed of another group, and for auth data that does not have 100 bytes */
export declare function writeJoinedGroup(editor: DictEditor, group: JoinedGroup): void;
/** The account has no keys to the group any more. A group that was destroyed stays so. */
export declare function endGroup(editor: DictEditor, end: GroupEnd): void;
/** The account was invited again after it had been removed. */
export declare function reviveGroup(editor: DictEditor): void;
