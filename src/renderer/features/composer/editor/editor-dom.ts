import { MENTION_ATTRIBUTE, partsOf } from './editor-text.ts';

/** Name to show for an Account ID; `undefined` leaves a mention as the text that it is. */
export type NameOf = (accountId: string) => string | undefined;

export interface EditorLook {
  readonly nameOf: NameOf;
  /** Class of the pill. */
  readonly pillClass: string;
}

/** A text as the editor shows it. */
export function editorContent(text: string, look: EditorLook): DocumentFragment {
  const content = document.createDocumentFragment();
  for (const part of partsOf(text)) {
    content.append('text' in part ? part.text : mentionOf(part.mention, look));
  }
  return content;
}

function mentionOf(accountId: string, { nameOf, pillClass }: EditorLook): Node {
  const name = nameOf(accountId);
  if (name === undefined) return document.createTextNode(`@${accountId}`);
  const pill = document.createElement('span');
  pill.className = pillClass;
  // The caret passes it as one character.
  pill.contentEditable = 'false';
  pill.setAttribute(MENTION_ATTRIBUTE, accountId);
  // Whatever the direction of the words around it.
  pill.dir = 'auto';
  pill.textContent = `@${name}`;
  return pill;
}

/** Puts a text in the place of the selection, in a way that undo knows about. */
export function insertIntoEditor(root: HTMLElement, text: string, look: EditorLook): void {
  if (text === '') return;
  if (document.activeElement !== root) root.focus({ preventScroll: true });
  if (!hasSelection(root)) putCaretAtEnd(root);
  const content = editorContent(text, look);
  const isPlain = [...content.childNodes].every((node) => node.nodeType === Node.TEXT_NODE);
  const isDone = isPlain ? command('insertText', text) : command('insertHTML', htmlOf(content));
  if (!isDone) insertWithoutUndo(root, editorContent(text, look));
}

function htmlOf(content: DocumentFragment): string {
  const box = document.createElement('div');
  box.append(content);
  return box.innerHTML;
}

/** The only editing commands that the browser's own undo takes part in. */
function command(name: 'insertText' | 'insertHTML', value: string): boolean {
  // Not in every document: one without a window has none.
  return typeof document.execCommand === 'function' && document.execCommand(name, false, value);
}

function insertWithoutUndo(root: HTMLElement, content: DocumentFragment): void {
  const range = document.getSelection()?.getRangeAt(0);
  const last = content.lastChild;
  if (range === undefined || last === null) return;
  range.deleteContents();
  range.insertNode(content);
  range.setStartAfter(last);
  range.collapse(true);
  root.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** What stands before the caret on its line, back to the last pill; without a caret, before the end. */
export function textBeforeCaret(root: HTMLElement): string | undefined {
  const selection = document.getSelection();
  if (selection === null || !hasSelection(root)) {
    const last = root.lastChild;
    return last?.nodeType === Node.TEXT_NODE ? lastLine(last.nodeValue ?? '') : undefined;
  }
  const { focusNode, focusOffset, isCollapsed } = selection;
  if (!isCollapsed || focusNode === null) return undefined;
  if (focusNode.nodeType === Node.TEXT_NODE)
    return lastLine((focusNode.nodeValue ?? '').slice(0, focusOffset));
  const before = focusNode.childNodes[focusOffset - 1];
  return before?.nodeType === Node.TEXT_NODE ? lastLine(before.nodeValue ?? '') : '';
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

/** Selects so many UTF-16 units before the caret, all of them in one text; the next insertion takes their place. */
export function selectBeforeCaret(root: HTMLElement, length: number): void {
  const selection = document.getSelection();
  if (selection === null) return;
  if (!hasSelection(root)) putCaretAtEnd(root);
  let { focusNode: node, focusOffset: end } = selection;
  if (node !== null && node.nodeType !== Node.TEXT_NODE) {
    node = node.childNodes[end - 1] ?? null;
    end = node?.nodeValue?.length ?? 0;
  }
  if (node?.nodeType !== Node.TEXT_NODE || end < length) return;
  selection.setBaseAndExtent(node, end - length, node, end);
}

export function hasSelection(root: HTMLElement): boolean {
  const node = document.getSelection()?.focusNode;
  return node !== null && node !== undefined && root.contains(node);
}

export function isCaretAtEnd(root: HTMLElement): boolean {
  const { focusNode, focusOffset } = document.getSelection() ?? {};
  if (!focusNode || !root.contains(focusNode)) return false;
  let last: Node = root;
  while (last !== focusNode && last.lastChild !== null) last = last.lastChild;
  const length = last.nodeType === Node.TEXT_NODE ? (last.nodeValue ?? '').length : last.childNodes.length;
  return last === focusNode && focusOffset === length;
}

export function putCaretAtEnd(root: HTMLElement): void {
  const selection = document.getSelection();
  selection?.selectAllChildren(root);
  selection?.collapseToEnd();
}
