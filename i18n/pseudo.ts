import { IntlMessageFormat } from 'intl-messageformat';

/** Made of English at run time, to see what no translation shows early enough. Spec 08, L10N-06. */
export const PSEUDO_LOCALES = ['en-XA', 'ar-XB'] as const;
export type PseudoLocale = (typeof PSEUDO_LOCALES)[number];

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** What of the parser's elements matters here. */
interface Element {
  readonly type: number;
  readonly value?: string;
  /** What stands between the tags of an element. */
  readonly children?: readonly Element[];
  /** The branches of a plural or a choice. */
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** The parser's number for plain words. */
const WORDS = 0;

const ACCENTED: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter, index) => [
    letter,
    Array.from('åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ')[index] ?? letter,
  ]),
);

/** Right-to-left override and its end, between marks that keep neighbours in their place. */
const MIRROR = { start: '\u200f\u202e', end: '\u202c\u200f' } as const;

export function isPseudoLocale(locale: string): locale is PseudoLocale {
  return (PSEUDO_LOCALES as readonly string[]).includes(locale);
}

/**
 * A message as an imaginary language has it: `en-XA` is accented and half as long again, between brackets that show where it is cut off;
 * `ar-XB` runs from right to left. Arguments, plurals and tags stay what they are.
 */
export function pseudoMessage(message: string, locale: PseudoLocale): Elements {
  const elements = new IntlMessageFormat(message, 'en').getAst() as readonly Element[];
  const pseudo = locale === 'ar-XB' ? mapWords(elements, mirrored) : lengthened(elements, message);
  return pseudo as Elements;
}

function lengthened(elements: readonly Element[], message: string): readonly Element[] {
  const length = message.replace(/\{[^{}]*\}|<[^<>]*>/gu, '').length;
  const padding = ' ~'.repeat(Math.ceil(length / 4));
  return [
    { type: WORDS, value: '[' },
    ...mapWords(elements, accented),
    { type: WORDS, value: `${padding}]` },
  ];
}

function mapWords(elements: readonly Element[], change: (text: string) => string): readonly Element[] {
  return elements.map((element) => {
    const { type, value, children, options } = element;
    if (type === WORDS) return { ...element, value: change(value ?? '') };
    if (children !== undefined) return { ...element, children: mapWords(children, change) };
    if (options === undefined) return element;
    const changed = Object.entries(options).map(
      ([key, option]) => [key, { ...option, value: mapWords(option.value, change) }] as const,
    );
    return { ...element, options: Object.fromEntries(changed) };
  });
}

function accented(text: string): string {
  return Array.from(text, (letter) => ACCENTED[letter] ?? letter).join('');
}

function mirrored(text: string): string {
  return text.replace(/\S+(?: +\S+)*/gu, (run) => `${MIRROR.start}${run}${MIRROR.end}`);
}
