import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
/** Of somebody else's Session Pro, as their last message proved it. */
export interface ProProofSummary {
    readonly expiryMs: number;
    /** By which the backend revokes the proof, 32 bytes: the hash of the generation index, or the revocation tag. */
    readonly tag: Uint8Array;
}
export interface ReadState {
    /** Milliseconds since the epoch of the last message that was read. */
    readonly lastReadMs: number | undefined;
    /** A person said that there is something to read, whatever `lastReadMs` says. */
    readonly isMarkedUnread: boolean;
    /** Of direct and blinded conversations only. */
    readonly proProof: ProProofSummary | undefined;
}
export declare function readReadState(fields: Fields): ReadState;
/**
 * A time that is newer than the stored one, but older than 30 days, is not written.
 * @throws {ConfigError} `value-invalid` for a time that is no safe integer
 */
export declare function writeReadState(editor: DictEditor, state: Omit<ReadState, 'proProof'>, nowMs: number): void;
/** Both parts, or neither. @throws {ConfigError} `value-invalid` for a time that is no safe integer */
export declare function writeProProof(editor: DictEditor, proof: ProProofSummary | undefined): void;
/** Whether a conversation was read so long ago that its record is dropped. */
export declare function isForgettable({ lastReadMs, isMarkedUnread }: ReadState, nowMs: number): boolean;
