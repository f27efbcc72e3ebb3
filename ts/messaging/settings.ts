// What a person has chosen for all conversations.

import { booleanSetting } from '../store/index.ts';

/** Tell others when their messages were read, and be told (spec 04 §3.6). Off unless chosen. */
export const READ_RECEIPTS = booleanSetting('privacy.read-receipts');
/** Tell others that one is typing, and be told (spec 04 §3.7). Off unless chosen. */
export const TYPING_INDICATORS = booleanSetting('privacy.typing-indicators');
