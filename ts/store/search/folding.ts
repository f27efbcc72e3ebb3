/**
 * Spellings that people do not tell apart when they search, where the tokenizer of the index does: it folds case and the
 * marks of Latin, Greek and Cyrillic letters, and nothing else.
 */
const FOLDED: ReadonlyMap<string, string> = new Map([
  // Arabic: carriers of hamza, final forms, the Persian letters.
  ['آ', 'ا'],
  ['أ', 'ا'],
  ['إ', 'ا'],
  ['ٱ', 'ا'],
  ['ؤ', 'و'],
  ['ئ', 'ي'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ة', 'ه'],
  // Hebrew: final forms.
  ['ך', 'כ'],
  ['ם', 'מ'],
  ['ן', 'נ'],
  ['ף', 'פ'],
  ['ץ', 'צ'],
  // Latin letters with a stroke, and those that are two.
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ø', 'o'],
  ['Ø', 'O'],
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['œ', 'oe'],
  ['Œ', 'oe'],
]);

const TATWEEL = 'ـ';
const MARK = /^\p{Mn}$/u;

/** Hangul syllables would fall apart into letters, and ideographs have no other spelling that people mean. */
const AS_IT_IS = /^[\p{Script=Hangul}\p{Script=Han}]$/u;

const ASCII = /^[\x00-\x7f]*$/;

/** The text as the index shall see it. */
export function foldForSearch(text: string): string {
  if (ASCII.test(text)) return text;
  let folded = '';
  for (const character of text) folded += foldedCharacter(character);
  return folded;
}

/** What the index must hold instead of `text`; undefined when that is the text itself. */
export function searchTextOf(text: string): string | undefined {
  const folded = foldForSearch(text);
  return folded === text ? undefined : folded;
}

/** For each UTF-16 unit of {@link foldForSearch} of `text`, and for its end, where in `text` it comes from. */
export function foldedPositions(text: string): readonly number[] {
  const positions: number[] = [];
  let at = 0;
  for (const character of text) {
    const { length } = foldedCharacter(character);
    for (let unit = 0; unit < length; unit += 1) positions.push(at);
    at += character.length;
  }
  positions.push(at);
  return positions;
}

function foldedCharacter(character: string): string {
  if (character <= '\x7f') return character;
  const known = FOLDED.get(character);
  if (known !== undefined) return known;
  if (isSilent(character)) return '';
  if (AS_IT_IS.test(character)) return character;
  const compatible = character.normalize('NFKC');
  if (compatible === character) return character;
  return Array.from(compatible, (part) => FOLDED.get(part) ?? (isSilent(part) ? '' : part)).join('');
}

/** Points of Hebrew, vowel signs and the stretching stroke of Arabic. */
function isSilent(character: string): boolean {
  if (character === TATWEEL) return true;
  return character >= '\u0591' && character <= '\u06ed' && MARK.test(character);
}
