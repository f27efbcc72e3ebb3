import { PSEUDO_LOCALES } from '../../../i18n/pseudo.ts';

/** Languages that this build has a catalogue for, and those that it makes up. */
export const LOCALES = ['en', ...PSEUDO_LOCALES] as const;
export type Locale = (typeof LOCALES)[number];

const FALLBACK: Locale = 'en';

/**
 * The catalogue to use: the first item of `LANGUAGE`, else the language of the operating system, with its region if there is a catalogue
 * for that, else without; English when there is none (spec 08 §6).
 */
export function resolveLocale(options: {
  readonly language: string | undefined;
  readonly system: string;
}): Locale {
  const wanted = options.language?.split(':')[0] ?? '';
  const tag = (wanted === '' ? options.system : wanted)
    .replace(/[.@].*$/, '')
    .replace(/_/g, '-')
    .toLowerCase();
  const [language] = tag.split('-');
  return find(tag) ?? find(language) ?? FALLBACK;
}

function find(tag: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale.toLowerCase() === tag);
}
