import { useEffect } from 'react';
import { useStore } from 'react-redux';

import type { AppStore } from '../../app/store.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { closeConversation, openConversation } from '../conversation/conversation-thunks.ts';
import { selectConversationIds } from '../conversations/conversations-slice.ts';
import { dialogOpened, selectDialogCount } from '../dialogs/dialogs-slice.ts';
import { overlayShown, selectOpenConversationId } from './navigation-slice.ts';

/** Keys that work anywhere on the main screen, as long as no dialog is open. Spec 08 §2.16. */
export function useShortcuts(): void {
  const store: AppStore = useStore() as AppStore;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || selectDialogCount(store.getState()) > 0) return;
      if (handleShortcut(event, store)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

function handleShortcut(event: KeyboardEvent, store: AppStore): boolean {
  if (event.key === 'Escape') return focusComposer();
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (isCommand && event.key === 'n') {
    store.dispatch(overlayShown('chooser'));
    return true;
  }
  if (isCommand && event.key === ',') {
    store.dispatch(dialogOpened({ kind: 'settings', page: 'main' }));
    return true;
  }
  if (isCommand && event.key === 'w') {
    if (selectOpenConversationId(store.getState()) === undefined) return false;
    store.dispatch(closeConversation());
    return true;
  }
  const ids = selectConversationIds(store.getState());
  if (isCommand && /^[1-9]$/u.test(event.key)) return open(store, ids[Number(event.key) - 1]);
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step !== 0 && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const current = ids.indexOf(selectOpenConversationId(store.getState()) ?? -1);
    if (current === -1) return open(store, step > 0 ? ids[0] : ids.at(-1));
    return open(store, ids[current + step]);
  }
  return false;
}

function open(store: AppStore, id: number | undefined): boolean {
  if (id === undefined) return false;
  void store.dispatch(openConversation(id));
  return true;
}
