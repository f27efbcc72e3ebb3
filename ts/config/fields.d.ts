import type { DictEditor } from './editor.ts';
import type { ConfigDict, ConfigValue } from './value.ts';
/** A record that is read: stored data, or an editor. */
export interface Fields {
    get(key: string): ConfigValue | undefined;
}
/** Of a conversation; `default` leaves it to the app's setting. */
export type NotifyMode = 'default' | 'all' | 'none' | 'mentions';
/** The dict at `key`; an empty one when there is none. */
export declare function readDict(fields: Fields, key: string): ConfigDict;
/** An integer that a number can hold. */
export declare function readInteger(fields: Fields, key: string): number | undefined;
export declare function readFlag(fields: Fields, key: string): boolean;
/** 1 or absent. */
export declare function writeFlag(editor: DictEditor, key: string, isOn: boolean): void;
export declare function readPositive(fields: Fields, key: string): number | undefined;
/** Absent unless above 0. @throws {ConfigError} `value-invalid` */
export declare function writePositive(editor: DictEditor, key: string, value: number | undefined): void;
/** Absent when 0. @throws {ConfigError} `value-invalid` unless a safe integer */
export declare function writeNonZero(editor: DictEditor, key: string, value: number): void;
/** @throws {ConfigError} `value-invalid` unless a safe integer */
export declare function writeInteger(editor: DictEditor, key: string, value: number): void;
/** Seconds since the epoch of a timestamp in seconds, milliseconds or microseconds (spec 03 §8). */
export declare function toSeconds(timestamp: number): number;
/** A positive timestamp in whatever unit, as seconds. */
export declare function readTimeS(fields: Fields, key: string): number | undefined;
/** Absent unless above 0; other units become seconds. @throws {ConfigError} `value-invalid` */
export declare function writeTimeS(editor: DictEditor, key: string, timeS: number | undefined): void;
/** A string of exactly `length` bytes. */
export declare function readBytes(fields: Fields, key: string, length: number): Uint8Array | undefined;
/** A copy of the bytes: the caller may wipe its own. */
export declare function writeBytes(editor: DictEditor, key: string, bytes: Uint8Array): void;
/** Deletes a string, whatever its length. */
export declare function deleteString(editor: DictEditor, key: string): void;
/** A text of at most `maxBytes` of UTF-8; of a longer one that much. Never empty. */
export declare function readText(fields: Fields, key: string, maxBytes: number): string | undefined;
/** Absent when empty; what does not fit in `maxBytes` is cut off. A stored text that reads the same stays, byte for byte. */
export declare function writeText(editor: DictEditor, key: string, { text, maxBytes }: {
    readonly text: string | undefined;
    readonly maxBytes: number;
}): void;
/** As {@link writeText}, but an empty text is there too: as an empty string. */
export declare function writePresentText(editor: DictEditor, key: string, { text, maxBytes }: {
    readonly text: string;
    readonly maxBytes: number;
}): void;
/** As much of `text` as fits in `maxBytes` of UTF-8, in whole code points. */
export declare function fittingText(text: string, maxBytes: number): string;
/** @throws {ConfigError} `text-too-long` above `maxBytes` of UTF-8 */
export declare function assertFits(text: string | undefined, maxBytes: number): void;
export declare function readNotify(fields: Fields, key: string): NotifyMode;
/** A mode of a newer version stays as long as ours is the default. */
export declare function writeNotify(editor: DictEditor, key: string, mode: NotifyMode): void;
/** The numbers of Pro features in a set, 0 to 63, ascending. */
export declare function readFeatures(fields: Fields, key: string): readonly number[];
/**
 * Adds `features` to the set and removes those of `known` that are not among them. Others that are there stay: they are of a newer version.
 * @throws {ConfigError} `value-invalid` for a number beyond 0 to 63
 */
export declare function writeFeatures(editor: DictEditor, key: string, { features, known }: {
    readonly features: readonly number[];
    readonly known: readonly number[];
}): void;
