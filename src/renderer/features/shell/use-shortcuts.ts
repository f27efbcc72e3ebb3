import { useEffect } from 'react';
import { useStore } from 'react-redux';

import { selectAccount } from '../../app/session-slice.ts';
import type { AppStore } from '../../app/store.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import {
  closeConversation,
  openConversation,
  startConversation,
} from '../conversation/conversation-thunks.ts';
import { isUnread } from '../conversations/conversation-order.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { selectShownIds } from '../conversations/shown-ids.ts';
import { dialogOpened, selectDialogCount } from '../dialogs/dialogs-slice.ts';
import { conversationSearchOpened, selectConversationSearch } from '../search/conversation-search-slice.ts';
import { stepThroughHits } from '../search/conversation-search-thunks.ts';
import { searchAsked } from '../search/search-slice.ts';
import { overlayShown, selectOpenConversationId } from './navigation-slice.ts';
import { type ShortcutId, shortcutsOf } from './shortcuts.ts';

/** Keys that work anywhere on the main screen, as long as no dialog is open. Spec 08 §2.16. */
export function useShortcuts(): void {
  const store: AppStore = useStore() as AppStore;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || selectDialogCount(store.getState()) > 0) return;
      if (shortcutsOf(event).some(({ id }) => run(id, event, store))) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

/** True when something was done. */
function run(id: ShortcutId, event: KeyboardEvent, store: AppStore): boolean {
  switch (id) {
    case 'focus-composer':
      return focusComposer();
    case 'new-conversation':
      store.dispatch(overlayShown('chooser'));
      return true;
    case 'new-message':
      store.dispatch(overlayShown('new-message'));
      return true;
    case 'new-group':
      store.dispatch(overlayShown('new-group'));
      return true;
    case 'join-community':
      store.dispatch(overlayShown('join-community'));
      return true;
    case 'settings':
      store.dispatch(dialogOpened({ kind: 'settings', page: 'main' }));
      return true;
    case 'shortcuts':
      store.dispatch(dialogOpened({ kind: 'shortcuts' }));
      return true;
    case 'close-conversation':
      if (selectOpenConversationId(store.getState()) === undefined) return false;
      store.dispatch(closeConversation());
      return true;
    case 'nth-conversation':
      return open(store, selectShownIds(store.getState())[Number(event.key) - 1]);
    case 'previous-conversation':
      return openNeighbour(store, -1);
    case 'next-conversation':
      return openNeighbour(store, 1);
    case 'previous-unread':
      return openUnread(store, -1);
    case 'next-unread':
      return openUnread(store, 1);
    case 'search':
      return startSearch(store);
    case 'search-conversation':
      return searchConversation(store);
    case 'earlier-hit':
      return stepThrough(store, 'earlier');
    case 'later-hit':
      return stepThrough(store, 'later');
    case 'switch-conversation':
      store.dispatch(dialogOpened({ kind: 'quick-switcher' }));
      return true;
    case 'note-to-self':
      return openNoteToSelf(store);
    case 'conversation-settings':
      return openConversationSettings(store);
  }
}

/** The conversation before or after the open one; the last or the first when none is open. */
function openNeighbour(store: AppStore, step: 1 | -1): boolean {
  const ids = selectShownIds(store.getState());
  const current = ids.indexOf(selectOpenConversationId(store.getState()) ?? -1);
  if (current === -1) return open(store, step > 0 ? ids[0] : ids.at(-1));
  return open(store, ids[current + step]);
}

/** The next row in this direction that has something to read. */
function openUnread(store: AppStore, step: 1 | -1): boolean {
  const ids = selectShownIds(store.getState());
  const current = ids.indexOf(selectOpenConversationId(store.getState()) ?? -1);
  const isUnreadAt = (index: number) => {
    const conversation = selectConversation(store.getState(), ids[index]);
    return conversation !== undefined && isUnread(conversation);
  };
  let index = current === -1 && step < 0 ? ids.length - 1 : current + step;
  while (index >= 0 && index < ids.length && !isUnreadAt(index)) index += step;
  return open(store, ids[index]);
}

/** The field stands above the list; where that is not in sight it comes into sight first. */
function startSearch(store: AppStore): boolean {
  store.dispatch(overlayShown('none'));
  store.dispatch(searchAsked());
  return true;
}

function searchConversation(store: AppStore): boolean {
  const conversationId = selectOpenConversationId(store.getState());
  if (conversationId === undefined) return false;
  store.dispatch(conversationSearchOpened({ conversationId }));
  return true;
}

function stepThrough(store: AppStore, direction: 'earlier' | 'later'): boolean {
  if (selectConversationSearch(store.getState()).hits === undefined) return false;
  void store.dispatch(stepThroughHits(direction));
  return true;
}

function openConversationSettings(store: AppStore): boolean {
  const conversationId = selectOpenConversationId(store.getState());
  if (conversationId === undefined) return false;
  store.dispatch(dialogOpened({ kind: 'conversation-settings', conversationId, page: 'main' }));
  return true;
}

function openNoteToSelf(store: AppStore): boolean {
  const accountId = selectAccount(store.getState())?.id;
  if (accountId === undefined) return false;
  void store.dispatch(startConversation(accountId));
  return true;
}

function open(store: AppStore, id: number | undefined): boolean {
  if (id === undefined) return false;
  void store.dispatch(openConversation(id));
  return true;
}
