// What a person has chosen for all conversations.

import { booleanSetting } from '../store/index.ts';

/** Tell others when their messages were read, and be told (spec 04 §3.6). Off unless chosen. */
export const READ_RECEIPTS = booleanSetting('privacy.read-receipts');
/** Ask web sites for previews of links in what one writes (spec 04 §3.4). Off unless chosen. */
export const LINK_PREVIEWS = booleanSetting('privacy.link-previews');
/** Tell others that one is typing, and be told (spec 04 §3.7). Off unless chosen. */
export const TYPING_INDICATORS = booleanSetting('privacy.typing-indicators');
/** Call and be called (spec 04 §6.1). Off unless chosen: the other side of a call, and a relay, see our address. */
export const CALLS = booleanSetting('privacy.calls');
/** Calls go over relays only, which hides our address from the other side (spec 04 §6.1). Off unless chosen. */
export const RELAYED_CALLS = booleanSetting('privacy.calls-over-relays');
/** What blocked people write in groups is taken in like everybody's (spec 04 §3.11). */
export const BLOCKED_IN_GROUPS = booleanSetting('privacy.blocked-in-groups');
