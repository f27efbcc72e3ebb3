import type { AppEvent, Bridge } from '../../ipc/index.ts';
import { loadWindow, openConversation, openMessageAt } from '../features/conversation/conversation-thunks.ts';
import { conversationsSlice } from '../features/conversations/conversations-slice.ts';
import { loadConversations } from '../features/conversations/conversations-thunks.ts';
import { selectOpenConversationId } from '../features/shell/navigation-slice.ts';
import { errorShown } from '../features/toasts/toasts-slice.ts';
import { api } from './api.ts';
import { errorCode } from './error-text.ts';
import { eventsReceived } from './events.ts';
import { selectLock, selectPhase } from './session-slice.ts';
import type { AppStore } from './store.ts';
import { typingEnds } from './typing-ends.ts';

const once = { subscribe: false } as const;

/**
 * Loads what the first screen needs and keeps the store in step with the client from then on. Gives back the code of what went wrong when
 * not even that could be loaded.
 * @param renew loads the page anew, so that nothing of what is locked now, or of another profile, stays in its memory
 */
export async function bootStore(
  store: AppStore,
  bridge: Bridge,
  renew: () => void,
): Promise<string | undefined> {
  const watchTyping = typingEnds((event) => store.dispatch(eventsReceived([event])));
  bridge.subscribe((events) => {
    const before = store.getState();
    const wasLocked = selectLock(before)?.state === 'locked';
    const isShown = !wasLocked && selectPhase(before) !== undefined;
    if (isShown && events.some((event) => isLocking(event) || event.type === 'renew')) {
      renew();
      return;
    }
    store.dispatch(eventsReceived(events));
    watchTyping(events);
    if (wasLocked && events.some(isUnlocking)) void loadUnlocked(store);
    if (events.some((event) => event.type === 'status')) loadListWhenReady(store);
    openClicked(store, events);
    renewShared(store, events);
    reloadCleared(store, events);
  });
  tellWhatIsInSight(store, bridge);
  const { endpoints } = api;
  // All at once: when the app is locked, what the client would have to answer fails, and does not matter.
  const client = loadClient(store);
  const results = await Promise.all([
    store.dispatch(endpoints.appInfo.initiate(undefined, once)),
    store.dispatch(endpoints.settings.initiate(undefined, once)),
    store.dispatch(endpoints.lockStatus.initiate(undefined, once)),
  ]);
  const clientFailure = await client;
  const failure = errorCode(results.find(({ error }) => error !== undefined)?.error);
  if (failure !== undefined || clientFailure !== 'app-locked') return failure ?? clientFailure;
  // Unlocked between the two answers: once more.
  return selectLock(store.getState())?.state === 'locked' ? undefined : loadClient(store);
}

/** What there is to know of the client; the code of what went wrong. */
async function loadClient(store: AppStore): Promise<string | undefined> {
  const results = await Promise.all([
    store.dispatch(api.endpoints.clientStatus.initiate(undefined, { ...once, forceRefetch: true })),
    store.dispatch(api.endpoints.networkStatus.initiate(undefined, { ...once, forceRefetch: true })),
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

/** What is shown of groups and rooms is asked for again when something about them has changed. */
function renewShared(store: AppStore, events: readonly AppEvent[]): void {
  const changed = new Map(
    events.flatMap((event) => {
      if (event.type !== 'conversation') return [];
      const { id, kind } = event.conversation;
      return kind === 'group' || kind === 'community' ? [[id, kind] as const] : [];
    }),
  );
  if (changed.size > 0)
    store.dispatch(api.util.invalidateTags([...changed].map(([id, type]) => ({ type, id }))));
}

/** So many messages have gone that nobody names them one by one. */
function reloadCleared(store: AppStore, events: readonly AppEvent[]): void {
  const openId = selectOpenConversationId(store.getState());
  const isCleared = events.some(
    (event) => event.type === 'conversation-cleared' && event.conversationId === openId,
  );
  if (isCleared && openId !== undefined)
    void store.dispatch(loadWindow({ conversationId: openId, atFirstUnread: false }));
}

/** A notification was clicked: the last one counts. */
function openClicked(store: AppStore, events: readonly AppEvent[]): void {
  const clicked = events.findLast((event) => event.type === 'open-conversation');
  if (clicked === undefined) return;
  const { conversationId, messageId } = clicked;
  void store.dispatch(
    messageId === undefined ? openConversation(conversationId) : openMessageAt({ conversationId, messageId }),
  );
}

async function loadUnlocked(store: AppStore): Promise<void> {
  const code = await loadClient(store);
  if (code !== undefined) store.dispatch(errorShown({ code }));
}

function isLocking(event: AppEvent): boolean {
  return event.type === 'lock' && event.lock.state === 'locked';
}

function isUnlocking(event: AppEvent): boolean {
  return event.type === 'lock' && event.lock.state === 'unlocked';
}

/** The list belongs to an account in use; it is asked for as soon as there is one. */
function loadListWhenReady(store: AppStore): void {
  const state = store.getState();
  if (selectPhase(state) !== 'ready' || conversationsSlice.selectors.selectIsListLoaded(state)) return;
  void store.dispatch(loadConversations());
}
