// The configs that are kept on a swarm (spec 03 §1).

/** What tells the configs of accounts and groups apart: where they are stored and what their keys are derived with. */
export interface ConfigType {
  readonly namespace: number;
  /** Part of every key and nonce. */
  readonly domain: string;
}

export const USER_PROFILE: ConfigType = { namespace: 2, domain: 'UserProfile' };
export const CONTACTS: ConfigType = { namespace: 3, domain: 'Contacts' };
export const CONVO_INFO_VOLATILE: ConfigType = { namespace: 4, domain: 'ConvoInfoVolatile' };
export const USER_GROUPS: ConfigType = { namespace: 5, domain: 'UserGroups' };
/** Where the keys of a group are stored, in a form of their own (spec 03 §9.3). */
export const GROUP_KEYS_NAMESPACE = 12;
export const GROUP_INFO: ConfigType = { namespace: 13, domain: 'groups::Info' };
export const GROUP_MEMBERS: ConfigType = { namespace: 14, domain: 'groups::Members' };

/** How long a stored config lasts unless it is renewed. */
export const CONFIG_TTL_MS = 30 * 86_400_000;
