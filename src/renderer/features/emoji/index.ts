export { type EmojiPanelProps, EmojiPanel } from './emoji-panel.tsx';
export { type EmojiPopoverProps, EmojiPopover } from './emoji-popover.tsx';
export { type Emoji, type EmojiSet, type SkinTone, inTone } from './emoji-set.ts';
export { completeShortcode, findEmoji } from './find-emoji.ts';
export { useEmojiHabits } from './use-emoji-habits.ts';
export { useEmojiSet } from './use-emoji-set.ts';
