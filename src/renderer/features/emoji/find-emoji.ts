import type { Emoji, EmojiSet } from './emoji-set.ts';

/** Longest list that a search gives: nobody looks further. */
const MOST_FOUND = 120;

/**
 * Emoji for the words of a search, the best first: every word must begin a shortcode, a part of one, a word of the name, or a tag.
 * Empty for a search without words.
 */
export function findEmoji({ all, byEmoji }: EmojiSet, search: string): readonly Emoji[] {
  const known = byEmoji.get(search.trim());
  if (known !== undefined) return [known];
  const words = search
    .toLowerCase()
    .split(/[\s:_-]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const whole = words.join('_');
  return ranked(all, (emoji) => {
    const ranks = words.map((word) => rankOf(emoji, word));
    if (emoji.shortcodes.includes(whole)) return 0;
    return ranks.includes(undefined) ? undefined : Math.max(...ranks.map((rank) => rank ?? 0));
  }).slice(0, MOST_FOUND);
}

/**
 * Emoji whose shortcodes begin with `beginning`, each with that shortcode: the exact one first, then the shortest. Spec 08, CMP-06.
 * @param beginning without the colon, in lower case
 */
export function completeShortcode(
  { all }: EmojiSet,
  beginning: string,
): readonly { readonly emoji: Emoji; readonly shortcode: string }[] {
  return all
    .flatMap((emoji) => {
      const matches = emoji.shortcodes.filter((code) => code.startsWith(beginning));
      const shortest = matches.toSorted((a, b) => a.length - b.length)[0];
      return shortest === undefined ? [] : [{ emoji, shortcode: shortest }];
    })
    .toSorted((a, b) => a.shortcode.length - b.shortcode.length);
}

/** 0 is best; undefined when the word is nowhere. */
function rankOf({ shortcodes, name, tags }: Emoji, word: string): number | undefined {
  if (shortcodes.includes(word)) return 0;
  if (tags.includes(word)) return 1;
  if (shortcodes.some((code) => code.startsWith(word))) return 2;
  if (shortcodes.some((code) => code.includes(`_${word}`))) return 3;
  if (` ${name.toLowerCase()}`.includes(` ${word}`)) return 3;
  return tags.some((tag) => tag.startsWith(word)) ? 4 : undefined;
}

function ranked(all: readonly Emoji[], rank: (emoji: Emoji) => number | undefined): readonly Emoji[] {
  return all
    .flatMap((emoji) => {
      const value = rank(emoji);
      return value === undefined ? [] : [{ emoji, value }];
    })
    .toSorted((a, b) => a.value - b.value)
    .map(({ emoji }) => emoji);
}
