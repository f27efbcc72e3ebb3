/** Longest text that we send, in Unicode code points (spec 04 §3.1). */
export const TEXT_LIMIT_CODE_POINTS = 2_000;
/** Longest text that we show of others; the rest is cut (spec 04 §3.1). */
export const RECEIVED_TEXT_LIMIT_CODE_POINTS = 10_000;
/** Longest title of a link preview, in code points. */
export const PREVIEW_TITLE_CODE_POINTS = 300;
/** Longest name of a community in an invitation, in code points. */
export const INVITATION_NAME_CODE_POINTS = 200;
/** How long a swarm keeps a message: 14 days (spec 04 §2.3). */
export const MESSAGE_TTL_MS = 14 * 24 * 60 * 60 * 1_000;
/** Namespaces of a group's messages, and of the notices to those who were removed (spec 02 §4.2). */
export const GROUP_MESSAGES = 11;
export const REVOKED_GROUP_MESSAGES = -11;
/** Namespace of direct messages (spec 02 §4.2). */
export const DIRECT_MESSAGES = 0;
