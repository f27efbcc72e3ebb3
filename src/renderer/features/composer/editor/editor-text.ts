/** Attribute of the pill that stands for a mention: the Account ID. */
export const MENTION_ATTRIBUTE = 'data-mention';

/** A mention as it is sent: `@` and an id of 66 hex digits. Spec 04 §3.1. */
const MENTION = /@((?:05|15|25)[0-9a-f]{64})(?![0-9a-f])/gu;

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(['DIV', 'P', 'LI', 'UL', 'OL', 'BLOCKQUOTE', 'PRE', 'H1', 'H2', 'H3']);

/** What is written, as it is sent: one `\n` per line break, and mentions as `@<account id>`. */
export function readEditor(root: Node): string {
  const text = textOf(root);
  // An empty box keeps a last break that nobody typed.
  return text === '\n' ? '' : text;
}

function textOf(root: Node): string {
  let text = '';
  let wasBlock = false;
  for (const node of root.childNodes) {
    const isBlock = BLOCKS.has(node.nodeName);
    if (node.previousSibling !== null && (isBlock || wasBlock)) text += '\n';
    text += isBlock && isPlaceholder(node) ? '' : inlineText(node);
    wasBlock = isBlock;
  }
  return text;
}

function inlineText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  if (node.nodeName === 'BR') return '\n';
  const mention = node instanceof Element ? node.getAttribute(MENTION_ATTRIBUTE) : null;
  return mention === null ? textOf(node) : `@${mention}`;
}

/** An empty line is a block with nothing but a break in it. */
function isPlaceholder(node: Node): boolean {
  return node.childNodes.length === 1 && node.firstChild?.nodeName === 'BR';
}

/** A part of a text: words, or a mention. */
export type TextPart = { readonly text: string } | { readonly mention: string };

/** Takes a text that is to be sent, or was kept as a draft, apart. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ mention: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
