/** A web address in a text. */
export interface TextLink {
  /** As it is written. */
  readonly url: string;
  /** In UTF-16 units. */
  readonly start: number;
  /** Where the text goes on. */
  readonly end: number;
}

/** Not in the middle of a word, and up to what no address has. */
const LINK = /(?<![a-z0-9+.-])https?:\/\/[^\s\p{Cc}<>"`]+/giu;

/** What ends a sentence rather than an address. */
const TRAILING = new Set([...".,:;!?'*_~|…。，、：；！？”’»"]);
const OPENING_OF: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * The `http` and `https` addresses of `text`, in order. Punctuation at the end belongs to the sentence, a closing bracket to the
 * address only when the address opens it. Takes time in proportion to the text.
 */
export function findLinks(text: string): readonly TextLink[] {
  const links: TextLink[] = [];
  for (const { 0: written, index } of text.matchAll(LINK)) {
    const url = withoutTrailing(written);
    if (URL.canParse(url)) links.push({ url, start: index, end: index + url.length });
  }
  return links;
}

/** Whether `url` is one of the addresses in `text`: the preview of another does not belong to it (spec 04 §3.4). */
export function hasLink(text: string, url: string): boolean {
  const wanted = normalized(url);
  return wanted !== undefined && findLinks(text).some((link) => normalized(link.url) === wanted);
}

function withoutTrailing(written: string): string {
  const surplus = surplusClosings(written);
  let end = written.length;
  for (; end > 0; end--) {
    const last = written.charAt(end - 1);
    if (TRAILING.has(last)) continue;
    const opening = OPENING_OF[last];
    if (opening === undefined || (surplus[opening] ?? 0) <= 0) break;
    surplus[opening] = (surplus[opening] ?? 0) - 1;
  }
  return written.slice(0, end);
}

/** By opening bracket, how many more times it is closed than opened. */
function surplusClosings(written: string): Record<string, number> {
  const surplus: Record<string, number> = { '(': 0, '[': 0, '{': 0 };
  for (const character of written) {
    const opening = OPENING_OF[character] ?? character;
    if (opening in surplus) surplus[opening] = (surplus[opening] ?? 0) + (opening === character ? -1 : 1);
  }
  return surplus;
}

function normalized(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).href : undefined;
}
