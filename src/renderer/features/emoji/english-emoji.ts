// Loaded when somebody looks for an emoji for the first time: the data is larger than the rest of the interface.
import entries from 'emojibase-data/en/compact.json';
import shortcodes from 'emojibase-data/en/shortcodes/emojibase.json';

import { type EmojiSet, emojiSetOf } from './emoji-set.ts';

export const ENGLISH_EMOJI: EmojiSet = emojiSetOf(entries, shortcodes);
