import { WordList } from './word-list.ts';
import { CHINESE_SIMPLIFIED } from './words/chinese-simplified.ts';
import { DUTCH } from './words/dutch.ts';
import { ENGLISH } from './words/english.ts';
import { ESPERANTO } from './words/esperanto.ts';
import { FRENCH } from './words/french.ts';
import { GERMAN } from './words/german.ts';
import { ITALIAN } from './words/italian.ts';
import { JAPANESE } from './words/japanese.ts';
import { LOJBAN } from './words/lojban.ts';
import { PORTUGUESE } from './words/portuguese.ts';
import { RUSSIAN } from './words/russian.ts';
import { SPANISH } from './words/spanish.ts';

/** The language that recovery passwords are written in. */
export const ENGLISH_WORDS = new WordList(ENGLISH);

/** The languages that recovery passwords are read in, likeliest first (spec 01 §1.4). */
export const WORD_LISTS: readonly WordList[] = [
  ENGLISH_WORDS,
  new WordList(CHINESE_SIMPLIFIED),
  new WordList(DUTCH),
  new WordList(ESPERANTO),
  new WordList(FRENCH),
  new WordList(GERMAN),
  new WordList(ITALIAN),
  new WordList(JAPANESE),
  new WordList(LOJBAN),
  new WordList(PORTUGUESE),
  new WordList(RUSSIAN),
  new WordList(SPANISH),
];
