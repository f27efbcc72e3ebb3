import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AppEvent, MessageView } from '../../../src/ipc/index.ts';
import { eventsReceived } from '../../../src/renderer/app/events.ts';
import { rootReducer, type RootState } from '../../../src/renderer/app/store.ts';
import {
  messagesSlice,
  pageAdded,
  WINDOW_LIMIT,
  windowOpened,
  windowTrimmed,
} from '../../../src/renderer/features/conversation/messages-slice.ts';

const message = (part: Partial<MessageView>): MessageView => ({
  id: 1,
  conversationId: 1,
  authorId: 'b',
  direction: 'incoming',
  text: '',
  sentAtMs: 1,
  receivedAtMs: 1,
  state: 'received',
  synced: true,
  kind: 'text',
  reactions: [],
  attachments: [],
  ...part,
});

const page = (ids: readonly number[], hasOlder = false, hasNewer = false) => ({
  messages: ids.map((id) => message({ id, sentAtMs: id * 10 })),
  hasOlder,
  hasNewer,
});

const event: fc.Arbitrary<AppEvent> = fc.oneof(
  fc
    .record({
      id: fc.integer({ min: 1, max: 12 }),
      sentAtMs: fc.integer({ min: 0, max: 120 }),
      text: fc.string(),
    })
    .map((part) => ({ type: 'message', message: message(part) }) as const),
  fc
    .integer({ min: 1, max: 12 })
    .map((messageId) => ({ type: 'message-removed', conversationId: 1, messageId }) as const),
  fc.record({ id: fc.integer({ min: 1, max: 4 }), lastActiveMs: fc.integer({ min: 0, max: 9 }) }).map(
    ({ id, lastActiveMs }) =>
      ({
        type: 'conversation',
        conversation: {
          id,
          kind: 'contact',
          isRequest: false,
          peerId: 'b',
          name: '',
          lastActiveMs,
          unreadCount: 0,
          lastReadMs: 0,
          draft: '',
          mentionCount: 0,
          nickname: '',
          isBlocked: false,
          priority: 0,
          isMarkedUnread: false,
          disappearing: { mode: 'off', timerS: 0 },
          isTrustedForMedia: false,
          hasApprovedUs: true,
          notify: 'default',
          mutedUntilS: 0,
        },
      }) as const,
  ),
  fc
    .constantFrom('connecting', 'online', 'offline')
    .map((state) => ({ type: 'network', network: { state, paths: [] } }) as const),
  fc
    .constantFrom('no-account', 'restoring', 'ready')
    .map((phase) => ({ type: 'status', status: { phase } }) as const),
);

describe('events', () => {
  const opened = (older: boolean, newer: boolean): RootState =>
    rootReducer(undefined, windowOpened({ conversationId: 1, page: page([3, 5, 7], older, newer) }));

  test('any grouping into batches gives the same state', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 30, maxLength: 30 }),
        fc.boolean(),
        fc.boolean(),
        (events, sizes, older, newer) => {
          const start = opened(older, newer);
          const atOnce = rootReducer(start, eventsReceived(events));
          let grouped = start;
          let from = 0;
          for (const size of sizes) {
            grouped = rootReducer(grouped, eventsReceived(events.slice(from, from + size)));
            from += size;
          }
          expect(from).toBeGreaterThanOrEqual(events.length);
          expect(grouped).toEqual(atOnce);
        },
      ),
    );
  });

  test('a window is always in order, without doubles, and knows each of its messages', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.boolean(), fc.boolean(), (events, older, newer) => {
        const { messages } = rootReducer(opened(older, newer), eventsReceived(events));
        for (const { ids } of Object.values(messages.windows)) {
          const views = ids.map((id) => messages.byId[id]!);
          expect(views.every(Boolean)).toBe(true);
          expect(new Set(ids).size).toBe(ids.length);
          const sorted = [...views].sort((a, b) => a.sentAtMs - b.sentAtMs || a.id - b.id);
          expect(views).toEqual(sorted);
        }
        const shown = Object.values(messages.windows).flatMap((window) => window.ids);
        expect(Object.keys(messages.byId).map(Number).sort()).toEqual([...shown].sort());
      }),
    );
  });
});

describe('windows', () => {
  const reduce = messagesSlice.reducer;
  const start = () => reduce(undefined, windowOpened({ conversationId: 1, page: page([5, 6], true, true) }));

  test('a message beyond an end that is not loaded does not enter', () => {
    const after = reduce(
      start(),
      eventsReceived([{ type: 'message', message: message({ id: 9, sentAtMs: 90 }) }]),
    );
    expect(after.windows[1]?.ids).toEqual([5, 6]);
    const before = reduce(
      start(),
      eventsReceived([{ type: 'message', message: message({ id: 1, sentAtMs: 10 }) }]),
    );
    expect(before.windows[1]?.ids).toEqual([5, 6]);
  });

  test('pages are put to their side, once', () => {
    let state = reduce(start(), pageAdded({ conversationId: 1, side: 'older', page: page([3, 4, 5]) }));
    expect(state.windows[1]).toMatchObject({
      ids: [3, 4, 5, 6],
      hasOlder: false,
      hasNewer: true,
      lastChange: 'start',
    });
    state = reduce(state, pageAdded({ conversationId: 1, side: 'newer', page: page([6, 7]) }));
    expect(state.windows[1]).toMatchObject({ ids: [3, 4, 5, 6, 7], hasNewer: false, lastChange: 'end' });
  });

  test('a long window gives up its far end and remembers that there is more', () => {
    const ids = Array.from({ length: WINDOW_LIMIT + 5 }, (_, index) => index + 1);
    const long = reduce(undefined, windowOpened({ conversationId: 1, page: page(ids) }));
    const trimmed = reduce(long, windowTrimmed({ conversationId: 1, drop: 'newer' }));
    expect(trimmed.windows[1]).toMatchObject({ hasNewer: true, hasOlder: false, lastChange: 'end' });
    expect(trimmed.windows[1]?.ids).toEqual(ids.slice(0, WINDOW_LIMIT));
    expect(Object.keys(trimmed.byId)).toHaveLength(WINDOW_LIMIT);
    expect(reduce(long, windowTrimmed({ conversationId: 1, drop: 'older' })).windows[1]?.ids).toEqual(
      ids.slice(5),
    );
  });

  test('the unread line moves on when its message is deleted', () => {
    const opened = reduce(
      undefined,
      windowOpened({ conversationId: 1, page: page([1, 2, 3]), firstUnreadId: 2 }),
    );
    const after = reduce(
      opened,
      eventsReceived([{ type: 'message-removed', conversationId: 1, messageId: 2 }]),
    );
    expect(after.windows[1]?.firstUnreadId).toBe(3);
  });

  test('the unread line goes when the reader answers, and stays when others write on', () => {
    const opened = reduce(
      undefined,
      windowOpened({ conversationId: 1, page: page([1, 2]), firstUnreadId: 2 }),
    );
    const write = (direction: MessageView['direction']) =>
      reduce(
        opened,
        eventsReceived([{ type: 'message', message: message({ id: 9, sentAtMs: 9_000, direction }) }]),
      ).windows[1]?.firstUnreadId;
    expect(write('incoming')).toBe(2);
    expect(write('outgoing')).toBeUndefined();
  });
});
