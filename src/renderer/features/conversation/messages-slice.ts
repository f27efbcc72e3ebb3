import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

import type { MessagePage, MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';

/** Messages per request. */
export const MESSAGE_PAGE = 60;
/** Messages that a window keeps; beyond it gives up the far end. Spec 08, CNV-20. */
export const WINDOW_LIMIT = 600;

/** The stretch of one conversation that is loaded: ids in the order of sent-at, then id. */
export interface MessageWindow {
  readonly ids: readonly number[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** First message that was unread when the conversation was opened. */
  readonly firstUnreadId?: number | undefined;
  /** At which end messages came or went last: the list keeps its place from the other one. */
  readonly lastChange: 'start' | 'end';
  /** The server of a room was asked for older posts. */
  readonly isOlderAwaited?: boolean | undefined;
  /** Why it did not give any. */
  readonly olderFailure?: string | undefined;
  /** Grows when the stretch is replaced by another one. */
  readonly generation: number;
}

/** A message that somebody wants to see. `count` tells one wish from the next for the same message. */
export interface SoughtMessage {
  readonly messageId: number;
  readonly count: number;
}

export interface MessagesState {
  readonly byId: Readonly<Record<number, MessageView>>;
  readonly windows: Readonly<Record<number, MessageWindow>>;
  readonly sought?: SoughtMessage | undefined;
}

interface WindowOpened {
  readonly conversationId: number;
  readonly page: MessagePage;
  readonly firstUnreadId?: number | undefined;
}

interface PageAdded {
  readonly conversationId: number;
  readonly page: MessagePage;
  readonly side: 'older' | 'newer';
}

const initialState: MessagesState = { byId: {}, windows: {} };

/** The loaded messages of open conversations. Pure functions over plain data: events replace views by id. */
export const messagesSlice = createSlice({
  name: 'messages',
  initialState: initialState,
  reducers: {
    windowOpened: (state, { payload }: PayloadAction<WindowOpened>): MessagesState => {
      const { conversationId, page, firstUnreadId } = payload;
      const without = withoutWindow(state, conversationId);
      return {
        ...without,
        byId: { ...without.byId, ...byIdOf(page.messages) },
        windows: {
          ...without.windows,
          [conversationId]: {
            ids: page.messages.map((message) => message.id),
            hasOlder: page.hasOlder,
            hasNewer: page.hasNewer,
            firstUnreadId,
            lastChange: 'end',
            generation: (state.windows[conversationId]?.generation ?? 0) + 1,
          },
        },
      };
    },
    /** The list goes there and lights it up; the message has to be loaded. */
    messageSought: (state, { payload }: PayloadAction<number>): MessagesState => ({
      ...state,
      sought: { messageId: payload, count: (state.sought?.count ?? 0) + 1 },
    }),
    /** The list has gone there. */
    soughtShown: (state, { payload }: PayloadAction<SoughtMessage>): MessagesState =>
      state.sought?.count === payload.count ? { ...state, sought: undefined } : state,
    windowClosed: (state, { payload }: PayloadAction<{ readonly conversationId: number }>): MessagesState =>
      withoutWindow(state, payload.conversationId),
    pageAdded: (state, { payload }: PayloadAction<PageAdded>): MessagesState => {
      const { conversationId, page, side } = payload;
      const window = state.windows[conversationId];
      if (window === undefined) return state;
      const known = new Set(window.ids);
      const fresh = page.messages.map((message) => message.id).filter((id) => !known.has(id));
      const byId = { ...state.byId, ...byIdOf(page.messages) };
      const next: MessageWindow =
        side === 'older'
          ? {
              ...window,
              ids: [...fresh, ...window.ids],
              hasOlder: page.hasOlder,
              isOlderAwaited: false,
              lastChange: 'start',
            }
          : { ...window, ids: [...window.ids, ...fresh], hasNewer: page.hasNewer, lastChange: 'end' };
      return { ...state, byId, windows: { ...state.windows, [conversationId]: next } };
    },
    /** The server of a room is asked for older posts: they come as one page when they are here, not one by one. */
    olderAwaited: (state, { payload }: PayloadAction<{ readonly conversationId: number }>): MessagesState =>
      withWindow(state, payload.conversationId, {
        hasOlder: true,
        isOlderAwaited: true,
        olderFailure: undefined,
      }),
    olderFailed: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number; readonly code: string }>,
    ): MessagesState =>
      withWindow(state, payload.conversationId, {
        hasOlder: false,
        isOlderAwaited: false,
        olderFailure: payload.code,
      }),
    /** Gives up what is beyond the limit, on the side where the reader is not. */
    windowTrimmed: (
      state,
      { payload }: PayloadAction<{ readonly conversationId: number; readonly drop: 'older' | 'newer' }>,
    ): MessagesState => {
      const window = state.windows[payload.conversationId];
      if (window === undefined || window.ids.length <= WINDOW_LIMIT) return state;
      const ids =
        payload.drop === 'older' ? window.ids.slice(-WINDOW_LIMIT) : window.ids.slice(0, WINDOW_LIMIT);
      const kept = new Set(ids);
      const byId = { ...state.byId };
      for (const id of window.ids) if (!kept.has(id)) delete byId[id];
      const next: MessageWindow =
        payload.drop === 'older'
          ? { ...window, ids, hasOlder: true, lastChange: 'start' }
          : { ...window, ids, hasNewer: true, lastChange: 'end' };
      return { ...state, byId, windows: { ...state.windows, [payload.conversationId]: next } };
    },
  },
  extraReducers: (builder) => {
    builder
      .addCase(eventsReceived, (state, { payload }) => {
        let next: MessagesState = state;
        for (const event of payload) {
          if (event.type === 'message') next = withMessage(next, event.message);
          if (event.type === 'messages') next = event.messages.reduce(withMessage, next);
          if (event.type === 'message-removed') next = withoutMessage(next, event.messageId);
          if (event.type === 'status' && event.status.phase === 'no-account') next = initialState;
        }
        return next;
      })
      .addMatcher(api.endpoints.sendMessage.matchFulfilled, (state, { payload }) => withSent(state, payload))
      .addMatcher(api.endpoints.retryMessage.matchFulfilled, (state, { payload }) =>
        withSent(state, payload),
      );
  },
  selectors: {
    selectWindow: (state, conversationId: number | undefined): MessageWindow | undefined =>
      conversationId === undefined ? undefined : state.windows[conversationId],
    selectMessage: (state, id: number): MessageView | undefined => state.byId[id],
    selectMessages: (state) => state.byId,
    selectSought: (state) => state.sought,
  },
});

function withWindow(
  state: MessagesState,
  conversationId: number,
  change: Partial<MessageWindow>,
): MessagesState {
  const window = state.windows[conversationId];
  if (window === undefined) return state;
  return { ...state, windows: { ...state.windows, [conversationId]: { ...window, ...change } } };
}

function byIdOf(messages: readonly MessageView[]): Record<number, MessageView> {
  return Object.fromEntries(messages.map((message) => [message.id, message]));
}

function isBefore(a: MessageView, b: MessageView): boolean {
  return a.sentAtMs < b.sentAtMs || (a.sentAtMs === b.sentAtMs && a.id < b.id);
}

/** The answer to our own command: an event may have brought a later view of the same message already. */
function withSent(state: MessagesState, message: MessageView): MessagesState {
  const known = state.byId[message.id];
  return known === undefined || known.state === 'failed' ? withMessage(state, message) : state;
}

/** Replaces a known message, or puts a new one into its place when the window reaches there. */
function withMessage(state: MessagesState, message: MessageView): MessagesState {
  const window = state.windows[message.conversationId];
  if (window === undefined) return state;
  const previous = state.byId[message.id];
  const ids = previous === undefined ? window.ids : window.ids.filter((id) => id !== message.id);
  if (previous !== undefined && previous.sentAtMs === message.sentAtMs) {
    return { ...state, byId: { ...state.byId, [message.id]: message } };
  }
  // Nearly every new message is the last one: look from the end.
  const place = ids.findLastIndex((id) => {
    const other = state.byId[id];
    return other !== undefined && isBefore(other, message);
  });
  const isBeyondStart = place === -1 && window.hasOlder;
  const isBeyondEnd = place === ids.length - 1 && window.hasNewer;
  if (isBeyondStart || isBeyondEnd) {
    return previous === undefined ? state : withoutMessage(state, message.id);
  }
  const next: MessageWindow = {
    ...window,
    ids: [...ids.slice(0, place + 1), message.id, ...ids.slice(place + 1)],
    // Whoever answers has read what was there.
    firstUnreadId:
      previous === undefined && message.direction === 'outgoing' ? undefined : window.firstUnreadId,
    lastChange: place === -1 && ids.length > 0 ? 'start' : 'end',
  };
  return {
    ...state,
    byId: { ...state.byId, [message.id]: message },
    windows: { ...state.windows, [message.conversationId]: next },
  };
}

function withoutMessage(state: MessagesState, messageId: number): MessagesState {
  const message = state.byId[messageId];
  if (message === undefined) return state;
  const { [messageId]: _, ...byId } = state.byId;
  const window = state.windows[message.conversationId];
  if (window === undefined) return { ...state, byId };
  const ids = window.ids.filter((id) => id !== messageId);
  const firstUnreadId =
    window.firstUnreadId === messageId ? ids[window.ids.indexOf(messageId)] : window.firstUnreadId;
  return {
    ...state,
    byId,
    windows: {
      ...state.windows,
      [message.conversationId]: { ...window, ids, firstUnreadId, lastChange: 'end' },
    },
  };
}

function withoutWindow(state: MessagesState, conversationId: number): MessagesState {
  const window = state.windows[conversationId];
  if (window === undefined) return state;
  const byId = { ...state.byId };
  for (const id of window.ids) delete byId[id];
  const { [conversationId]: _, ...windows } = state.windows;
  return { ...state, byId, windows };
}

export const {
  windowOpened,
  windowClosed,
  pageAdded,
  windowTrimmed,
  messageSought,
  soughtShown,
  olderAwaited,
  olderFailed,
} = messagesSlice.actions;
export const { selectWindow, selectMessage, selectMessages, selectSought } = messagesSlice.selectors;
