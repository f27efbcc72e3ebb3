/** A stretch of a message: words, or an address that can be opened. */
export type TextPart = { readonly kind: 'text' | 'link'; readonly text: string };

const CANDIDATE = /https?:\/\/[^\s<>"]+/giu;
/** What usually ends the sentence around an address, not the address. */
const TRAILING = /[.,;:!?'"»”’…]+$/u;

/** Cuts a text at its http and https addresses; put together again, the parts are the text. Spec 08, CNV-07. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const url = trimmedUrl(match[0]);
    if (!URL.canParse(url)) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: url });
    end = match.index + url.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function trimmedUrl(candidate: string): string {
  let url = candidate.replace(TRAILING, '');
  // A closing bracket belongs to the address only when it was opened there.
  while (url.endsWith(')') && count(url, ')') > count(url, '(')) url = url.slice(0, -1).replace(TRAILING, '');
  return url;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

// The v flag is newer than the language level of the project; every engine that runs this code has it.
const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
/** The longest text that is looked at: six of the longest emoji. */
const LONGEST = 6 * 16;

/** How large a message of nothing but emoji is shown. Spec 08, CNV-05. */
export function emojiSize(text: string): 'large' | 'medium' | 'small' | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  const letters = Array.from(new Intl.Segmenter().segment(trimmed), ({ segment }) => segment).filter(
    (letter) => letter.trim() !== '',
  );
  if (letters.length > 6 || !letters.every((letter) => EMOJI.test(letter))) return undefined;
  if (letters.length <= 2) return 'large';
  return letters.length <= 4 ? 'medium' : 'small';
}
