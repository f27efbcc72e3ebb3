import type { MessageRow } from '../model/messages.ts';
import type { ExportedMessage, ExportOptions } from './exported.ts';
import { exportedPages, groupedBy } from './exported.ts';
import { STYLE } from './style.ts';

/** What the page says in the language of the person; the store has no words of its own. */
export interface ExportWords {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly you: string;
  /** In place of what a deleted message said. */
  readonly deleted: string;
  /** In place of a quoted message. */
  readonly answerTo: (author: string, time: string) => string;
  readonly time: (atMs: number) => string;
  /** What a line says that nobody wrote: of a call, of the timer … */
  readonly line: (message: MessageRow, author: string, nameOf: NameOf) => string;
  /** What somebody wrote, with names in place of the IDs of people. */
  readonly said: (text: string, nameOf: NameOf) => string;
  /** A file without a name. */
  readonly file: string;
}

/** What somebody is called, we among them. */
type NameOf = (id: string) => string;

export type HtmlExportOptions = ExportOptions & { readonly words: ExportWords };

/**
 * A conversation as one page of HTML, in pieces to be written one after another. It is complete in itself, loads nothing, runs
 * nothing, and whatever people wrote is text in it and keeps its direction to itself.
 * @throws {StoreError} `store-not-found`
 */
export async function* exportHtml(options: HtmlExportOptions): AsyncGenerator<string> {
  const { words } = options;
  options.store.conversations.require(options.conversationId);
  yield `<!doctype html>
<html lang="${escaped(words.language)}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${escaped(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1 dir="auto">${escaped(words.title)}</h1>
<main>
`;
  for await (const page of exportedPages(options)) {
    yield page.map((message) => article(message, options)).join('');
  }
  yield `</main>
</body>
</html>
`;
}

function article(exported: ExportedMessage, { words, ownId }: HtmlExportOptions): string {
  const { message } = exported;
  const nameOf = (id: string): string => (id === ownId ? words.you : exported.nameOf(id));
  const author = nameOf(message.authorId);
  const time = `<time datetime="${new Date(message.sentAtMs).toISOString()}">${escaped(words.time(message.sentAtMs))}</time>`;
  if (message.kind !== 'text') {
    return `<article class="line"><p dir="auto">${escaped(words.line(message, author, nameOf))}</p>${time}</article>\n`;
  }
  const parts = [
    quote(message, { words, nameOf }),
    body(message, { words, nameOf }),
    ...files(exported, words),
    reactions(exported),
  ];
  return `<article class="${message.direction}"><header><bdi>${escaped(author)}</bdi> ${time}</header>${parts.join('')}</article>\n`;
}

interface Speaking {
  readonly words: ExportWords;
  readonly nameOf: NameOf;
}

function quote({ quote: quoted }: MessageRow, { words, nameOf }: Speaking): string {
  if (quoted === undefined) return '';
  const answer = words.answerTo(nameOf(quoted.authorId), words.time(quoted.sentAtMs));
  return `<blockquote dir="auto">${escaped(answer)}</blockquote>`;
}

function body({ body: text, deletion, details }: MessageRow, { words, nameOf }: Speaking): string {
  if (deletion !== undefined) return `<p class="deleted" dir="auto">${escaped(words.deleted)}</p>`;
  const invitation = details?.invitation;
  const lines = [
    words.said(text, nameOf),
    ...(invitation === undefined ? [] : [invitation.name, invitation.url]),
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => `<p dir="auto">${escaped(line)}</p>`)
    .join('');
}

function files({ attachments }: ExportedMessage, words: ExportWords): readonly string[] {
  return attachments.map(({ fileName, caption, path, contentType }) => {
    const name = escaped(caption ?? fileName ?? words.file);
    const type = escaped(contentType);
    const label = path === undefined ? name : `<a href="${escaped(localAddress(path))}">${name}</a>`;
    return `<p class="file"><bdi>${label}</bdi> <bdi>${type}</bdi></p>`;
  });
}

function reactions({ reactions: all }: ExportedMessage): string {
  if (all.length === 0) return '';
  const counts = groupedBy(all, ({ emoji }) => emoji);
  const shown = Array.from(
    counts,
    ([emoji, { length }]) => `<span><bdi>${escaped(emoji)}</bdi> ${length}</span>`,
  );
  return `<p class="reactions">${shown.join(' ')}</p>`;
}

/** An address that leads nowhere but to a file beside the page. */
function localAddress(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or an attribute in quotes; what a page must not contain at all is replaced. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
