import { type SettingsRepository, numberSetting, stringSetting } from '../store/index.ts';

/** How somebody uses emoji on this device. */
export interface EmojiHabits {
  /** Those used last, newest first. */
  readonly recent: readonly string[];
  /** 0 for none, 1 (light) to 5 (dark). */
  readonly skinTone: number;
}

export interface EmojiHabitsChange {
  /** Goes to the front of the recent ones. */
  readonly used?: string;
  readonly skinTone?: number;
}

const MOST_RECENT = 32;
/** Separated by spaces, which no emoji has. */
const RECENT = stringSetting('emoji.recent');
const SKIN_TONE = numberSetting('emoji.skin-tone');

export function emojiHabits(settings: SettingsRepository): EmojiHabits {
  const recent = settings.get(RECENT) ?? '';
  return { recent: recent === '' ? [] : recent.split(' '), skinTone: settings.get(SKIN_TONE) ?? 0 };
}

/** What is absent stays; what is no emoji is not remembered. */
export function changeEmojiHabits(
  settings: SettingsRepository,
  { used, skinTone }: EmojiHabitsChange,
): EmojiHabits {
  if (used !== undefined && used !== '' && !/\s/u.test(used)) {
    const { recent } = emojiHabits(settings);
    const next = [used, ...recent.filter((emoji) => emoji !== used)].slice(0, MOST_RECENT);
    settings.set(RECENT, next.join(' '));
  }
  if (skinTone !== undefined) settings.set(SKIN_TONE, skinTone);
  return emojiHabits(settings);
}
