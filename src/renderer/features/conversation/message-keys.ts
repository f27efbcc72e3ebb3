import type { KeyboardEvent } from 'react';

/** What can be done with the message that has the focus. */
export type MessageAction = 'menu' | 'copy' | 'reply' | 'react' | 'save' | 'toggle';

/** Spec 08 §2.16, "message focused". */
export function handleMessageKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  { isSelecting }: { readonly isSelecting: boolean },
): MessageAction | undefined {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  if (isSelecting) return !isCommand && (key === ' ' || key === 'enter') ? 'toggle' : undefined;
  if (!isCommand) return key === 'enter' && !event.shiftKey && !event.altKey ? 'menu' : undefined;
  if (event.shiftKey) return key === 'e' ? 'react' : key === 'r' ? 'reply' : undefined;
  // Marked words are copied by the browser.
  if (key === 'c') return document.getSelection()?.isCollapsed === false ? undefined : 'copy';
  return key === 's' ? 'save' : undefined;
}
