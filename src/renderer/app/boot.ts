import type { Bridge } from '../../ipc/index.ts';
import { conversationsSlice } from '../features/conversations/conversations-slice.ts';
import { loadConversations } from '../features/conversations/conversations-thunks.ts';
import { selectOpenConversationId } from '../features/shell/navigation-slice.ts';
import { api } from './api.ts';
import { errorCode } from './error-text.ts';
import { eventsReceived } from './events.ts';
import { selectPhase } from './session-slice.ts';
import type { AppStore } from './store.ts';

/**
 * Loads what the first screen needs and keeps the store in step with the client from then on. Gives back the code of what went wrong when
 * not even that could be loaded.
 */
export async function bootStore(store: AppStore, bridge: Bridge): Promise<string | undefined> {
  bridge.subscribe((events) => {
    store.dispatch(eventsReceived(events));
    if (events.some((event) => event.type === 'status')) loadListWhenReady(store);
  });
  tellWhatIsInSight(store, bridge);
  const { endpoints } = api;
  const once = { subscribe: false } as const;
  const results = await Promise.all([
    store.dispatch(endpoints.appInfo.initiate(undefined, once)),
    store.dispatch(endpoints.settings.initiate(undefined, once)),
    store.dispatch(endpoints.clientStatus.initiate(undefined, once)),
    store.dispatch(endpoints.networkStatus.initiate(undefined, once)),
  ]);
  loadListWhenReady(store);
  return errorCode(results.find(({ error }) => error !== undefined)?.error);
}

/** Nothing is notified of that comes to the conversation in sight. */
function tellWhatIsInSight(store: AppStore, bridge: Bridge): void {
  let told: number | undefined;
  const tell = (conversationId: number | undefined): void => {
    told = conversationId;
    void bridge.invoke('conversations:in-sight', conversationId === undefined ? {} : { conversationId });
  };
  // A page before this one may have told of another.
  tell(undefined);
  store.subscribe(() => {
    const conversationId = selectOpenConversationId(store.getState());
    if (conversationId !== told) tell(conversationId);
  });
}

/** The list belongs to an account in use; it is asked for as soon as there is one. */
function loadListWhenReady(store: AppStore): void {
  const state = store.getState();
  if (selectPhase(state) !== 'ready' || conversationsSlice.selectors.selectIsListLoaded(state)) return;
  void store.dispatch(loadConversations());
}
