// @vitest-environment happy-dom
import { waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { selectOpenConversationId } from '../../../src/renderer/features/shell/navigation-slice.ts';
import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

/** From the top of the list: Ada, Bob with something to read, Carol, Dan, who was marked as unread. */
const FOUR = {
  conversations: [
    { id: 1, name: 'Ada', lastActiveMs: 4_000 },
    { id: 2, name: 'Bob', lastActiveMs: 3_000, unreadCount: 2 },
    { id: 3, name: 'Carol', lastActiveMs: 2_000 },
    { id: 4, name: 'Dan', lastActiveMs: 1_000, isMarkedUnread: true },
  ],
} as const;

type App = Awaited<ReturnType<typeof renderApp>>;

const opened = (app: App, id: number) =>
  waitFor(() => expect(selectOpenConversationId(app.store.getState())).toBe(id));

describe('keys that work anywhere', () => {
  test('KEY-01: a new message, and Note to Self', async () => {
    const app = await renderApp(FOUR);
    await app.find('new-conversation-button');
    await app.user.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
    await app.find('new-session-conversation');
    await app.user.keyboard('{Control>}{Shift>}n{/Shift}{/Control}');
    await waitFor(() => expect(app.fake.callsTo('conversations:start')).toEqual([{ accountId: OWN_ID }]));
  });

  test('KEY-02: a digit opens the conversation at its place, as long as there is one', async () => {
    const app = await renderApp(FOUR);
    await app.find('new-conversation-button');
    await app.user.keyboard('{Control>}3{/Control}');
    await opened(app, 3);
    await app.user.keyboard('{Control>}9{/Control}');
    await app.user.keyboard('{Control>}1{/Control}');
    await opened(app, 1);
  });

  test('KEY-05: the settings of the open conversation', async () => {
    const app = await renderApp(FOUR);
    await app.find('new-conversation-button');
    await app.user.keyboard('{Control>}.{/Control}');
    expect(app.all('modal-heading')).toEqual([]);
    await app.openConversation('Ada');
    await app.user.keyboard('{Control>}.{/Control}');
    const heading = await app.find('modal-heading');
    expect(heading.closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
      'conversationSettingsModal',
    );
    // What is open has the word: no second one over it.
    await app.user.keyboard('{Control>}.{/Control}');
    await app.user.keyboard('{Escape}');
    await app.gone('modal-heading');
  });

  test('KEY-11: arrows go to the neighbour, and with Shift to the next one that has something to read', async () => {
    const app = await renderApp(FOUR);
    await app.openConversation('Ada');
    await app.user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await opened(app, 1);
    await app.user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await opened(app, 2);
    await app.user.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}');
    await opened(app, 4);
    await app.user.keyboard('{Alt>}{Shift>}{ArrowUp}{/Shift}{/Alt}');
    await opened(app, 2);
    await app.user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await opened(app, 1);
  });
});

describe('how much is unread in all', () => {
  test('LST-01: stands in the rail, without what is silent, hidden, blocked or only asked', async () => {
    const app = await renderApp({
      conversations: [
        { id: 1, unreadCount: 60 },
        { id: 2, unreadCount: 30, notify: 'mentions' },
        { id: 3, unreadCount: 9, notify: 'none' },
        { id: 4, unreadCount: 9, isBlocked: true },
        { id: 5, unreadCount: 9, isRequest: true },
        { id: 6, unreadCount: 9, priority: -1 },
      ],
    });
    expect((await app.find('unread-total')).textContent).toBe('90');
    expect(app.id('unread-total').getAttribute('aria-label')).toBe('90 unread messages in all');
    await app.remote(() => app.fake.putConversation({ id: 2, unreadCount: 40 }));
    expect(app.id('unread-total').textContent).toBe('99+');
    await app.remote(() => app.fake.putConversation({ id: 1, unreadCount: 0 }));
    await app.remote(() => app.fake.putConversation({ id: 2, unreadCount: 0 }));
    await app.gone('unread-total');
  });

  test('LST-01: its button leads from what lies over the list, and from a search, back to the list', async () => {
    const app = await renderApp({ conversations: [{ id: 1, peerId: BOB_ID }] });
    await app.click('new-conversation-button');
    await app.find('chooser-new-conversation-button');
    await app.click('message-section');
    await app.gone('chooser-new-conversation-button');
    await app.user.type(app.id('search-input'), 'nobody');
    await app.gone('module-conversation__user__profile-name');
    await app.click('message-section');
    await app.find('module-conversation__user__profile-name');
  });
});
