/** A stretch of a message: words, an address that can be opened, or somebody who is mentioned. */
export type TextPart =
  | { readonly kind: 'text' | 'link'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly accountId: string };

/** An address, or `@` and an Account ID as it is sent (spec 08, CMP-05). */
const CANDIDATE = /https?:\/\/[^\s<>"]+|@(?:05|15|25)[0-9a-f]{64}(?![0-9a-z])/giu;
/** What usually ends the sentence around an address, not the address. */
const TRAILING = /[.,;:!?'"»”’…]+$/u;

/** Cuts a text at its http and https addresses and its mentions; put together again, the parts are the text. Spec 08, CNV-05, CNV-07. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const part = match[0].startsWith('@') ? mention(match[0]) : link(match[0]);
    if (part === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(part);
    end = match.index + part.text.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** The text with names in the place of Account IDs, for places without pills. */
export function namedText(text: string, nameOf: (accountId: string) => string): string {
  return textParts(text)
    .map((part) => (part.kind === 'mention' ? `@${nameOf(part.accountId)}` : part.text))
    .join('');
}

function mention(text: string): TextPart {
  return { kind: 'mention', text, accountId: text.slice(1).toLowerCase() };
}

function link(candidate: string): TextPart | undefined {
  const url = trimmedUrl(candidate);
  return URL.canParse(url) ? { kind: 'link', text: url } : undefined;
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
