import type { DictEditor } from './editor.ts';
import type { Fields, NotifyMode } from './fields.ts';
export interface Joined {
    /** Negative hidden, positive pinned. */
    readonly priority: number;
    /** Seconds since the epoch. */
    readonly joinedS: number | undefined;
    readonly notify: NotifyMode;
    readonly mutedUntilS: number | undefined;
    /** Whether the invitation still has to be accepted. */
    readonly isInvitation: boolean;
}
/** Bytes of UTF-8 that the name of a group may have. */
export declare const MAX_GROUP_NAME_BYTES = 100;
export declare function readJoined(fields: Fields): Joined;
/** @throws {ConfigError} `value-invalid` for a number that is no safe integer */
export declare function writeJoined(editor: DictEditor, joined: Joined): void;
