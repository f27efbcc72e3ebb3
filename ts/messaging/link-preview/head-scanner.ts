import { decodeEntities } from './html-entities.ts';

/** An element of the head of a page that says something about it. */
export type HeadElement =
  | { readonly name: 'title'; readonly text: string }
  | { readonly name: 'meta'; readonly attributes: ReadonlyMap<string, string> }
  | { readonly name: 'link'; readonly attributes: ReadonlyMap<string, string> };

/** Elements whose content is text, whatever it looks like. */
const RAW_TEXT = new Set([
  'title',
  'script',
  'style',
  'textarea',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'template',
]);
/** Attributes that anybody asks for; others are not kept. */
const WANTED = new Set(['property', 'name', 'content', 'rel', 'href']);
const COMMENT = '<!--';
const TAG_NAME = /[a-z][^\s/>]*/iy;
const SPACE_OR_SLASH = /[\s/]*/y;
const ATTRIBUTE_NAME = /[^\s/>][^\s/>=]*/y;
const EQUALS = /\s*=\s*/y;
const UNQUOTED_VALUE = /[^\s>]*/y;

/**
 * The titles, `meta` and `link` elements of the head of a page, in order, up to `</head>`, `<body>` or the end. It is no parser of
 * HTML: it knows comments, attributes and elements that hold text, and nothing of nesting. Every character is looked at a fixed
 * number of times, whatever the page.
 */
export function scanHead(html: string): readonly HeadElement[] {
  const scanner = new HeadScanner(html);
  const elements: HeadElement[] = [];
  for (let element = scanner.next(); element !== undefined; element = scanner.next()) elements.push(element);
  return elements;
}

class HeadScanner {
  private readonly html: string;
  private position = 0;

  constructor(html: string) {
    this.html = html;
  }

  next(): HeadElement | undefined {
    while (this.skipTo('<')) {
      if (this.html.startsWith(COMMENT, this.position)) this.skipComment();
      else if (this.html.startsWith('</', this.position)) {
        if (this.isEndOfHead()) return undefined;
        this.skipPast('>');
      } else {
        const element = this.readTag();
        if (element === 'body') return undefined;
        if (element !== 'other') return element;
      }
    }
    return undefined;
  }

  private readTag(): HeadElement | 'body' | 'other' {
    this.position += 1;
    const name = this.take(TAG_NAME)?.toLowerCase();
    if (name === undefined) return 'other';
    const attributes = this.readAttributes();
    if (attributes === undefined) return 'other';
    if (name === 'body') return 'body';
    if (RAW_TEXT.has(name)) {
      const text = this.readText(name);
      return name === 'title' && text !== undefined ? { name, text: decodeEntities(text) } : 'other';
    }
    return name === 'meta' || name === 'link' ? { name, attributes } : 'other';
  }

  /** Up to behind the `>` of the tag; undefined when there is none. Of attributes with one name the first counts. */
  private readAttributes(): ReadonlyMap<string, string> | undefined {
    const attributes = new Map<string, string>();
    for (;;) {
      this.take(SPACE_OR_SLASH);
      if (this.position >= this.html.length) return undefined;
      if (this.html[this.position] === '>') {
        this.position += 1;
        return attributes;
      }
      const name = this.take(ATTRIBUTE_NAME)?.toLowerCase() ?? '';
      const value = this.take(EQUALS) === undefined ? '' : this.readValue();
      if (value === undefined) return undefined;
      if (WANTED.has(name) && !attributes.has(name)) attributes.set(name, decodeEntities(value));
    }
  }

  private readValue(): string | undefined {
    const quote = this.html[this.position];
    if (quote !== '"' && quote !== "'") return this.take(UNQUOTED_VALUE) ?? '';
    const start = this.position + 1;
    return this.skipTo(quote, start) ? this.html.slice(start, this.position++) : undefined;
  }

  /** Up to the end tag of `name`; without one, the page has no more elements. */
  private readText(name: string): string | undefined {
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    end.lastIndex = this.position;
    const start = this.position;
    const match = end.exec(this.html);
    this.position = match?.index ?? this.html.length;
    return match === null ? undefined : this.html.slice(start, match.index);
  }

  private skipComment(): void {
    this.position += COMMENT.length;
    // `<!-->` and `<!--->` are whole comments.
    if (this.html.startsWith('>', this.position) || this.html.startsWith('->', this.position))
      this.skipPast('>');
    else this.skipPast('-->');
  }

  private isEndOfHead(): boolean {
    return /^<\/head[\s/>]/i.test(this.html.slice(this.position, this.position + '</head>'.length));
  }

  private skipPast(what: string): void {
    if (this.skipTo(what)) this.position += what.length;
  }

  /** Moves to where `what` is next, or to the end: then false. */
  private skipTo(what: string, from = this.position): boolean {
    const index = this.html.indexOf(what, from);
    this.position = index === -1 ? this.html.length : index;
    return index !== -1;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.html);
    if (match === null) return undefined;
    this.position += match[0].length;
    return match[0];
  }
}
