import type { ConfigObject } from './config-object.ts';
import type { Picture } from './picture.ts';
import type { OldProCredential, ProCredential } from './pro-credential.ts';
export interface Profile {
    readonly name: string | undefined;
    /** What to show and to send: the picture that was set, or the same one as a device uploaded it again. */
    readonly picture: Picture | undefined;
    /** Seconds since the epoch of the last change that others have to hear of. */
    readonly updatedS: number | undefined;
    /** Of Note to Self: negative hidden, positive pinned. */
    readonly noteToSelfPriority: number;
    /** Of Note to Self, always after sending. Undefined when messages stay. */
    readonly noteToSelfTimerS: number | undefined;
    /** Undefined when the account never chose. */
    readonly acceptsBlindedRequests: boolean | undefined;
    readonly showsProBadge: boolean;
    readonly hasAnimatedPicture: boolean;
    readonly proCredential: ProCredential | undefined;
    /** Until when the account has Pro. */
    readonly proAccessExpiryMs: number | undefined;
    /** Written by newer versions only, as the next three. */
    readonly isProRenewing: boolean;
    readonly proGraceS: number | undefined;
    readonly proRefundRequestedS: number | undefined;
    /** When Pro was bought of which there is no proof yet. */
    readonly proPrepaidS: number | undefined;
}
/** What to change; a field that is there and undefined is removed. */
export interface ProfileChange {
    /** At most 100 bytes. */
    readonly name?: string | undefined;
    readonly picture?: Picture | undefined;
    /** The present picture, uploaded again so that it does not expire. */
    readonly reuploadedPicture?: Picture | undefined;
    readonly noteToSelfPriority?: number;
    readonly noteToSelfTimerS?: number | undefined;
    readonly acceptsBlindedRequests?: boolean | undefined;
    readonly showsProBadge?: boolean;
    readonly hasAnimatedPicture?: boolean;
    readonly proCredential?: OldProCredential | undefined;
    readonly proAccessExpiryMs?: number | undefined;
}
/** Bytes of UTF-8 that an account's name may have. */
export declare const MAX_PROFILE_NAME_BYTES = 100;
export declare class UserProfile {
    readonly config: ConfigObject;
    constructor(config: ConfigObject);
    read(): Profile;
    /**
     * Writes what is in `change`, and the time of it where others have to hear of it. True when anything changed.
     * @throws {ConfigError} `text-too-long` for a name above 100 bytes; `value-invalid`
     */
    update(change: ProfileChange, nowMs: number): boolean;
}
