import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
} from 'react';

import {
  editorContent,
  type EditorLook,
  hasSelection,
  insertIntoEditor,
  isCaretAtEnd,
  putCaretAtEnd,
  selectBeforeCaret,
  textBeforeCaret,
} from './editor-dom.ts';
import { readEditor } from './editor-text.ts';

export interface EditorState {
  /** As it would be sent. */
  readonly text: string;
  /** What stands before the caret on its line; `undefined` while something is selected. */
  readonly before: string | undefined;
}

export interface Editor {
  readonly onInput: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLElement>) => void;
  /** Where the caret is may decide what is offered. */
  readonly onCaretMoved: () => void;
  readonly onBlur: () => void;
  readonly replace: (text: string) => void;
  /** Puts a text back in front of what has been typed since. */
  readonly restore: (text: string) => void;
  /** Inserts where the caret is or was last, in place of `replacing` UTF-16 units before it. */
  readonly insert: (text: string, options?: { readonly replacing?: number }) => void;
}

/**
 * The editable box. The DOM owns its text, so that undo, input methods and spell check work as everywhere; we only read it. Text that is
 * set at once by automation arrives by the same `input` event as typed text (spec 08 §3.2, rule 6).
 */
export function useEditor(options: {
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly look: EditorLook;
  readonly initialText: string;
  /** Enter sends and Shift+Enter breaks the line; otherwise Enter breaks it and Ctrl+Enter sends. */
  readonly enterSends: boolean;
  readonly onChange: (state: EditorState) => void;
  readonly onSend: () => void;
  readonly onPasteFiles: (files: readonly File[]) => void;
}): Editor {
  const { boxRef, look } = options;
  /** Where the caret was when the box lost the focus. */
  const lastRange = useRef<Range>(undefined);
  const start = useEffectEvent(() => {
    const element = boxRef.current;
    if (!element) return;
    element.replaceChildren(editorContent(options.initialText, look));
    // While something is recorded the editor is out of sight.
    if (element.closest('[hidden]') !== null) return;
    element.focus({ preventScroll: true });
    putCaretAtEnd(element);
  });
  useEffect(() => start(), []);
  usePlainTextOnly(boxRef);

  const report = () => {
    const element = boxRef.current;
    if (!element) return;
    options.onChange({ text: readEditor(element), before: textBeforeCaret(element) });
  };
  const replace = (text: string) => {
    const element = boxRef.current;
    if (!element) return;
    element.replaceChildren(editorContent(text, look));
    lastRange.current = undefined;
    if (document.activeElement === element) putCaretAtEnd(element);
    report();
  };
  const insert: Editor['insert'] = (text, { replacing = 0 } = {}) => {
    const element = boxRef.current;
    if (!element) return;
    if (document.activeElement !== element) {
      element.focus({ preventScroll: true });
      const range = lastRange.current;
      if (range !== undefined && element.contains(range.startContainer)) select(range);
      else putCaretAtEnd(element);
    }
    if (replacing > 0) selectBeforeCaret(element, replacing);
    insertIntoEditor(element, text, look);
  };
  return {
    replace,
    insert,
    restore: (text) => {
      const since = boxRef.current ? readEditor(boxRef.current) : '';
      replace(since === '' ? text : `${text}\n${since}`);
    },
    onInput: () => {
      const element = boxRef.current;
      if (!element) return;
      // Text that is set at once leaves its caret out of sight.
      if (isCaretAtEnd(element)) element.scrollTop = element.scrollHeight;
      report();
    },
    onCaretMoved: report,
    onBlur: () => {
      const element = boxRef.current;
      const selection = document.getSelection();
      if (element && selection !== null && hasSelection(element))
        lastRange.current = selection.getRangeAt(0).cloneRange();
    },
    onKeyDown: (event) => {
      // While a word is being composed, Enter chooses it.
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
      const isCommand = event.ctrlKey || event.metaKey;
      if (options.enterSends ? !event.shiftKey : isCommand) {
        event.preventDefault();
        options.onSend();
      } else if (!event.shiftKey) {
        // A line, not a paragraph of its own.
        event.preventDefault();
        document.execCommand('insertLineBreak');
      }
    },
    onPaste: (event) => {
      event.preventDefault();
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n');
      // Programs that copy cells or words add a picture of them.
      if (files.length > 0 && text === '') options.onPasteFiles(files);
      else insert(text);
    },
  };
}

/** What the browser would do to rich text: nothing of that is sent. */
const RICH =
  /^(?:format|insertOrderedList|insertUnorderedList|insertHorizontalRule|insertLink|insertFromDrop|deleteByDrag)/u;

/** The box is rich only because pills need it. */
function usePlainTextOnly(boxRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = boxRef.current;
    const onBeforeInput = (event: InputEvent) => {
      if (RICH.test(event.inputType)) event.preventDefault();
    };
    element?.addEventListener('beforeinput', onBeforeInput);
    return () => element?.removeEventListener('beforeinput', onBeforeInput);
  }, [boxRef]);
}

function select(range: Range): void {
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}
