import { IntlMessageFormat } from 'intl-messageformat';

import english from '../../../i18n/en.json' with { type: 'json' };
import type { Locale } from './locale.ts';

export type TextKey = keyof typeof english;

const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en: english };

/** Gives the words for a key of the catalogue, with its arguments filled in. */
export type Texts = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The words of one language for menus and native dialogs (spec 08 L10N-05). */
export function createTexts(locale: Locale): Texts {
  const catalogue = CATALOGUES[locale];
  return (key, values = {}) =>
    String(new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true }).format(values));
}
