/** Groups in the order of the panel. */
export const EMOJI_GROUPS = [
  'smileys',
  'people',
  'animals',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

/** 0 is the yellow of no tone; 1 to 5 go from light to dark. */
export const SKIN_TONES = [0, 1, 2, 3, 4, 5] as const;
export type SkinTone = (typeof SKIN_TONES)[number];

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** Without colons; the usual one first. */
  readonly shortcodes: readonly [string, ...string[]];
  readonly tags: readonly string[];
  readonly group: EmojiGroup;
  /** The same in the five skin tones. */
  readonly toned?: readonly string[];
}

export interface EmojiSet {
  /** In the order of Unicode, group by group. */
  readonly all: readonly Emoji[];
  /** Finds an emoji by its characters, also by those of a toned one. */
  readonly byEmoji: ReadonlyMap<string, Emoji>;
}

/** An entry of `emojibase-data/<language>/compact.json`, as far as we read it. */
export interface EmojiEntry {
  readonly hexcode: string;
  readonly label: string;
  readonly unicode: string;
  readonly group?: number;
  readonly order?: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly unicode: string }[];
}

/** `emojibase-data/<language>/shortcodes/*.json`: names by code points. */
export type EmojiShortcodes = Readonly<Record<string, string | readonly string[]>>;

/** Which of our groups a group of the data is; 2 has the parts of which others are made. */
const GROUP_OF: readonly (EmojiGroup | undefined)[] = [
  'smileys',
  'people',
  undefined,
  'animals',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
];

const MODIFIER = /[\u{1F3FB}-\u{1F3FF}]/gu;

/** Everything that can be picked, from the data of a language. */
export function emojiSetOf(entries: readonly EmojiEntry[], shortcodes: EmojiShortcodes): EmojiSet {
  const all = entries
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .flatMap((entry) => emojiOf(entry, shortcodes) ?? []);
  const byEmoji = new Map(
    all.flatMap((emoji) => [emoji.emoji, ...(emoji.toned ?? [])].map((form) => [form, emoji] as const)),
  );
  return { all: EMOJI_GROUPS.flatMap((group) => all.filter((emoji) => emoji.group === group)), byEmoji };
}

function emojiOf(entry: EmojiEntry, shortcodes: EmojiShortcodes): Emoji | undefined {
  const group = entry.group === undefined ? undefined : GROUP_OF[entry.group];
  const names = [shortcodes[entry.hexcode] ?? []].flat();
  const [first, ...others] = names;
  if (group === undefined || first === undefined) return undefined;
  const toned = tonesOf(entry);
  return {
    emoji: entry.unicode,
    name: entry.label,
    shortcodes: [first, ...others],
    tags: entry.tags ?? [],
    group,
    ...(toned === undefined ? {} : { toned }),
  };
}

/** Of two people only the pairs with one tone: a person has one. */
function tonesOf({ skins = [] }: EmojiEntry): readonly string[] | undefined {
  const forms = skins
    .map(({ unicode }) => unicode)
    .filter((form) => new Set(form.match(MODIFIER) ?? []).size === 1);
  return forms.length === 5 ? forms : undefined;
}

/** The form of an emoji in somebody's tone. */
export function inTone({ emoji, toned }: Emoji, tone: SkinTone): string {
  return (tone === 0 ? undefined : toned?.[tone - 1]) ?? emoji;
}
