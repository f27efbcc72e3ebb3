import { type ClipboardEvent, type KeyboardEvent, type RefObject, useEffect, useEffectEvent } from 'react';

/**
 * The editable box. The DOM owns its text, so that undo, input methods and spell check work as everywhere; we only read it. Text that is
 * set at once by automation arrives by the same `input` event as typed text (spec 08 §3.2, rule 6).
 */
export function useEditor(options: {
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly initialText: string;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
}): {
  readonly onInput: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
  readonly replace: (text: string) => void;
  /** Puts a text back in front of what has been typed since. */
  readonly restore: (text: string) => void;
} {
  const { boxRef } = options;
  const start = useEffectEvent(() => {
    const element = boxRef.current;
    if (!element) return;
    element.textContent = options.initialText;
    element.focus({ preventScroll: true });
    putCaretAtEnd(element);
  });
  useEffect(() => start(), []);

  const replace = (text: string) => {
    const element = boxRef.current;
    if (!element) return;
    element.textContent = text;
    putCaretAtEnd(element);
    options.onChange(text);
  };
  return {
    replace,
    restore: (text) => {
      const since = boxRef.current ? textOf(boxRef.current) : '';
      replace(since === '' ? text : `${text}\n${since}`);
    },
    onInput: () => {
      const element = boxRef.current;
      if (!element) return;
      // Text that is set at once leaves its caret out of sight.
      if (isCaretAtEnd(element)) element.scrollTop = element.scrollHeight;
      options.onChange(textOf(element));
    },
    onKeyDown: (event) => {
      // While a word is being composed, Enter chooses it.
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
      event.preventDefault();
      options.onEnter();
    },
    onPaste: (event) => {
      event.preventDefault();
      const text = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n');
      // The only way to insert text that undo knows about.
      if (text !== '') document.execCommand('insertText', false, text);
    },
  };
}

/** What is written, with one `\n` per line break: typed ones are characters, pasted ones may be blocks or `<br>`. */
export function textOf(element: Node): string {
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue ?? '';
    else if (node.nodeName === 'BR') text += '\n';
    else {
      if (node.previousSibling !== null) text += '\n';
      // An empty line is a block with nothing but a placeholder in it.
      text += node.childNodes.length === 1 && node.firstChild?.nodeName === 'BR' ? '' : textOf(node);
    }
  }
  // An empty box keeps a last break that nobody typed.
  return text === '\n' ? '' : text;
}

function isCaretAtEnd(element: HTMLElement): boolean {
  const { focusNode, focusOffset } = document.getSelection() ?? {};
  if (!focusNode || !element.contains(focusNode)) return false;
  let last: Node = element;
  while (last !== focusNode && last.lastChild !== null) last = last.lastChild;
  const length = last.nodeType === Node.TEXT_NODE ? (last.nodeValue ?? '').length : last.childNodes.length;
  return last === focusNode && focusOffset === length;
}

function putCaretAtEnd(element: HTMLElement): void {
  if (document.activeElement !== element) return;
  const selection = document.getSelection();
  selection?.selectAllChildren(element);
  selection?.collapseToEnd();
}
