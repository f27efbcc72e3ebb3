import type { X25519PublicKey } from '../crypto/index.ts';
import type { IdPrefix } from './record-ids.ts';
/** Members are accounts. */
export declare const MEMBER_PREFIXES: readonly IdPrefix[];
/** Keeps the keys of members apart from those of other uses. */
export declare const MEMBER_KEY_DOMAIN = "SessionGroupKeyMemberKey";
export interface GroupRecipients {
    /** The IDs one after another, as text. */
    readonly ids: Uint8Array;
    /** The keys in them, of which some may be nobody's. */
    readonly keys: readonly X25519PublicKey[];
}
/** @throws {ConfigError} `value-invalid` for an ID that is no account's */
export declare function groupRecipients(memberIds: readonly string[]): GroupRecipients;
