import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import type { Picture } from './picture.ts';
export interface Person {
    /** May be empty. At most 100 bytes; what is written beyond is cut off. */
    readonly name: string;
    readonly picture: Picture | undefined;
    /** Seconds since the epoch of the profile that name and picture are from, as its owner says. */
    readonly profileUpdatedS: number | undefined;
    /** Negative hidden, positive pinned. */
    readonly priority: number;
    /** Set once: later writes do not change it. */
    readonly createdS: number | undefined;
    /** Numbers of Pro features of the profile, 0 to 63: 0 the badge, 1 an animated picture. */
    readonly proFeatures: readonly number[];
}
/** Bytes of UTF-8 that a name or nickname may have. */
export declare const MAX_CONTACT_NAME_BYTES = 100;
export declare const NOBODY: Person;
export declare function readPerson(fields: Fields): Person;
/** @throws {ConfigError} `value-invalid` for a number that is no safe integer or no feature */
export declare function writePerson(editor: DictEditor, person: Person): void;
