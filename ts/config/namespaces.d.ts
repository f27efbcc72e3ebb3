/** What tells the configs of accounts and groups apart: where they are stored and what their keys are derived with. */
export interface ConfigType {
    readonly namespace: number;
    /** Part of every key and nonce. */
    readonly domain: string;
}
export declare const USER_PROFILE: ConfigType;
export declare const CONTACTS: ConfigType;
export declare const CONVO_INFO_VOLATILE: ConfigType;
export declare const USER_GROUPS: ConfigType;
/** Where the keys of a group are stored, in a form of their own (spec 03 §9.3). */
export declare const GROUP_KEYS_NAMESPACE = 12;
export declare const GROUP_INFO: ConfigType;
export declare const GROUP_MEMBERS: ConfigType;
/** How long a stored config lasts unless it is renewed. */
export declare const CONFIG_TTL_MS: number;
