import type { X25519PublicKey, X25519SecretKey } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import type { Joined } from './joined.ts';
/** By which the messages of a legacy group are encrypted. */
export interface LegacyGroupKeys {
    readonly publicKey: X25519PublicKey;
    /** Secret, and the config's own: not to be wiped. */
    readonly secretKey: X25519SecretKey;
}
export type LegacyRole = 'member' | 'admin';
export interface LegacyGroup extends Joined {
    /** `05` and a key: 66 hex characters. */
    readonly id: string;
    /** May be empty. At most 100 bytes; what is written beyond is cut off. */
    readonly name: string;
    readonly keys: LegacyGroupKeys | undefined;
    /** Account IDs. */
    readonly members: ReadonlyMap<string, LegacyRole>;
    /** After reading. Undefined when messages stay. */
    readonly timerS: number | undefined;
}
/** What to change; a field that is there and undefined is removed. */
export type LegacyGroupChange = Partial<Omit<LegacyGroup, 'id'>>;
export declare function readLegacyGroup(id: string, fields: Fields): LegacyGroup;
/** @throws {ConfigError} `value-invalid` for a member that is no account ID, or a number that is no safe integer */
export declare function writeLegacyGroup(editor: DictEditor, group: LegacyGroup): void;
