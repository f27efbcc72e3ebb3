import { IntlMessageFormat } from 'intl-messageformat';

import english from '../../../i18n/en.json' with { type: 'json' };
import { isPseudoLocale, pseudoMessage } from '../../../i18n/pseudo.ts';
import type { Locale } from './locale.ts';

export type TextKey = keyof typeof english;

/** Gives the words for a key of the catalogue, with its arguments filled in. */
export type Texts = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The words of one language for menus and native dialogs (spec 08 L10N-05). */
export function createTexts(locale: Locale): Texts {
  const messageOf = (key: TextKey) =>
    isPseudoLocale(locale) ? pseudoMessage(english[key], locale) : english[key];
  return (key, values = {}) =>
    String(new IntlMessageFormat(messageOf(key), locale, undefined, { ignoreTag: true }).format(values));
}
