import { type KeyboardEvent, useRef } from 'react';

import { useAppStore } from '../../app/hooks.ts';
import { plainText } from '../../app/text/plain-text.ts';
import { useConversationName } from './conversation-name.ts';
import { selectConversation } from './conversations-slice.ts';

/** ms after which the next letter begins a new word. */
const PAUSE_MS = 700;

/** Letters typed in the list go to the next row whose name begins with them. Gives back whether the key was one of them. */
export function useTypeAhead(options: {
  readonly ids: readonly number[];
  readonly currentId: number | undefined;
  readonly onFound: (index: number) => void;
}): (event: KeyboardEvent) => boolean {
  const { ids, currentId, onFound } = options;
  const store = useAppStore();
  const nameOf = useConversationName();
  const typed = useRef({ text: '', atMs: -PAUSE_MS });

  const nameAt = (index: number): string => {
    const conversation = selectConversation(store.getState(), ids[index]);
    return conversation === undefined ? '' : plainText(nameOf(conversation));
  };
  return (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
    const isContinued = event.timeStamp - typed.current.atMs < PAUSE_MS;
    // A space alone presses the row.
    if (event.key === ' ' && !isContinued) return false;
    const text = (isContinued ? typed.current.text : '') + plainText(event.key);
    typed.current = { text, atMs: event.timeStamp };
    event.preventDefault();
    const start = currentId === undefined ? 0 : ids.indexOf(currentId);
    // A first letter goes on to the next row that has it; more letters may stay.
    const first = text.length > 1 ? start : start + 1;
    for (let step = 0; step < ids.length; step += 1) {
      const index = (first + step) % ids.length;
      if (!nameAt(index).startsWith(text)) continue;
      onFound(index);
      break;
    }
    return true;
  };
}
