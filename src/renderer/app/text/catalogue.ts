import { IntlMessageFormat } from 'intl-messageformat';
import type { ReactNode } from 'react';

import english from '../../../../i18n/en.json';
import { isPseudoLocale, pseudoMessage } from '../../../../i18n/pseudo.ts';

/** Keys for the renderer; those that begin with `native` or `demo` belong to the main process. */
export type TextKey = Exclude<keyof typeof english, `native${string}` | `demo${string}`>;

export type TextArguments = Readonly<Record<string, string | number>>;
type Tags = Readonly<Record<string, (chunks: ReactNode[]) => ReactNode>>;

/** Looks messages up and formats them. */
export interface Catalogue {
  /** Locale of messages, dates and numbers, as BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  text(key: TextKey, args?: TextArguments): string;
  /** Like `text`, for messages with tags: every tag needs its function, and arguments stay text. */
  rich(key: TextKey, tags: Tags): ReactNode;
}

/** Languages whose script runs from right to left. Spec 08 §6. */
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ps|ur)\b/u;

/** The catalogue for a locale. English words are all there is; dates keep the region of an English locale. */
export function createCatalogue(systemLocale: string): Catalogue {
  const isPseudo = isPseudoLocale(systemLocale);
  const locale = isPseudo || /^en\b/u.test(systemLocale) ? systemLocale : 'en';
  const messageOf = (key: TextKey) => (isPseudo ? pseudoMessage(english[key], systemLocale) : english[key]);
  const formats = new Map<TextKey, IntlMessageFormat>();
  const formatOf = (key: TextKey) => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const format = new IntlMessageFormat(messageOf(key), locale);
    formats.set(key, format);
    return format;
  };
  return {
    locale,
    direction: RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr',
    text: (key, args) => String(formatOf(key).format(args)),
    rich: (key, tags) => formatOf(key).format<ReactNode>(tags),
  };
}
