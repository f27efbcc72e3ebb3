// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const NAME = 'module-conversation__user__profile-name';
const idOf = (digit: number) => `05${`${digit}f`.repeat(32)}`;

type App = Awaited<ReturnType<typeof renderApp>>;

async function menuOf(app: App, name: string): Promise<void> {
  fireEvent.contextMenu(await screen.findByText(name, { selector: `[data-testid="${NAME}"]` }), {
    clientX: 5,
    clientY: 5,
  });
  await waitFor(() => expect(app.all('context-menu-item')).not.toEqual([]));
}

async function choose(app: App, name: string, item: string): Promise<void> {
  await menuOf(app, name);
  await app.user.click(screen.getByRole('menuitem', { name: item }));
}

test('LST-05 and LST-10: a pinned conversation stands first and says so; it can be unpinned', async () => {
  const app = await renderApp({
    conversations: [
      { id: 1, name: 'Bob', lastActiveMs: 1 },
      { id: 2, name: 'Carla', peerId: idOf(2), lastActiveMs: 2 },
    ],
  });
  await choose(app, 'Bob', 'Pin');
  await waitFor(() => expect(app.all(NAME).map((row) => row.textContent)).toEqual(['Bob', 'Carla']));
  const header = app.id('conversation-item-pinned').closest('.module-conversation-list-item__header');
  expect(header?.textContent).toContain('Bob');
  await choose(app, 'Bob', 'Unpin');
  await app.gone('conversation-item-pinned');
  expect(app.all(NAME).map((row) => row.textContent)).toEqual(['Carla', 'Bob']);
});

test('LST-11: the sixth pin is explained instead', async () => {
  const app = await renderApp({
    conversations: [1, 2, 3, 4, 5, 6].map((id) => ({
      id,
      name: `Friend ${id}`,
      peerId: idOf(id),
      priority: id < 6 ? 1 : 0,
    })),
  });
  await choose(app, 'Friend 6', 'Pin');
  expect((await app.find('cta-body')).textContent).toContain('5');
  expect(document.querySelector('[data-modal-id="sessionProInfoModal"]')).not.toBeNull();
  expect(app.fake.callsTo('conversations:change')).toEqual([]);
  await app.click('cta-cancel-button');
  await app.gone('cta-body');
});

test('LST-12: marked unread is a dot without a number, and reading takes it away', async () => {
  const app = await renderApp({ conversations: [{ id: 1 }] });
  await choose(app, 'Bob', 'Mark Unread');
  await app.find('conversation-item-forced-unread');
  expect(app.all('conversation-item-unread-count')).toEqual([]);
  await choose(app, 'Bob', 'Mark Read');
  await app.gone('conversation-item-forced-unread');
});

test('LST-12: opening a conversation takes its mark of unread away', async () => {
  const app = await renderApp({ conversations: [{ id: 1, isMarkedUnread: true }] });
  await app.find('conversation-item-forced-unread');
  await app.openConversation('Bob');
  await app.gone('conversation-item-forced-unread');
  expect(app.fake.callsTo('conversations:change')).toEqual([{ id: 1, change: { isMarkedUnread: false } }]);
  // Whoever marks the open one as unread means later.
  await choose(app, 'Bob', 'Mark Unread');
  await app.find('conversation-item-forced-unread');
  await app.remote(() => app.fake.receive({ text: 'new', sentAtMs: 5_000 }));
  expect(app.fake.callsTo('conversations:change')).toHaveLength(2);
});

test('LST-03: muting shows in the row', async () => {
  const app = await renderApp({ conversations: [{ id: 1, unreadCount: 2, mentionCount: 1 }] });
  await menuOf(app, 'Bob');
  await app.user.click(screen.getByRole('menuitem', { name: 'Notifications' }));
  await app.user.click(await screen.findByText('Mute'));
  await app.find('conversation-item-muted');
  const row = app.all(NAME)[0]!.closest('button')!;
  const markers = [...row.querySelectorAll('[data-testid^="conversation-item"]')];
  expect(markers.map((marker) => marker.getAttribute('data-testid'))).toEqual([
    'conversation-item-mentioned-us',
    'conversation-item-muted',
    'conversation-item-unread-count',
  ]);
});

test('CST-05: a nickname stands where the name stood', async () => {
  const app = await renderApp({ conversations: [{ id: 1 }] });
  await choose(app, 'Bob', 'Set Nickname');
  await app.user.type(await app.find('nickname-input'), 'Bobby{Enter}');
  await app.gone('nickname-input');
  expect(app.all(NAME)[0]?.textContent).toBe('Bobby');
});

test('flow 8: blocking asks first, and takes the row away', async () => {
  const app = await renderApp({ conversations: [{ id: 1 }] });
  await choose(app, 'Bob', 'Block');
  expect(document.querySelector('[data-modal-id="blockOrUnblockModal"]')).not.toBeNull();
  await app.click('session-confirm-ok-button');
  await waitFor(() => expect(app.all(NAME)).toEqual([]));
  expect(app.fake.callsTo('contacts:set-blocked')).toEqual([{ id: 1, isBlocked: true }]);
});

test('Note to Self can be hidden, and found again', async () => {
  const app = await renderApp({ conversations: [{ id: 1, kind: 'note-to-self', peerId: OWN_ID, name: '' }] });
  await choose(app, 'Note to Self', 'Hide Note to Self');
  await app.click('session-confirm-ok-button');
  await waitFor(() => expect(app.all(NAME)).toEqual([]));
  expect(app.fake.callsTo('conversations:change')).toEqual([{ id: 1, change: { priority: -1 } }]);
});

test('CST-09: user details show who it is, as text and as code, and lead into the conversation', async () => {
  const app = await renderApp({ conversations: [{ id: 1, nickname: 'Bobby' }] });
  await choose(app, 'Bobby', 'User Details');
  expect((await app.find('account-id')).textContent).toBe(BOB_ID);
  expect(app.id('preferred-display-name').textContent).toBe('Bobby');
  expect(app.id('fallback-display-name').textContent).toBe('Bob');
  await app.click('view-qr-code-button');
  await app.find('your-qr-code');
  await app.click('new-session-conversation');
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Bobby'));
  expect(document.querySelector('[data-modal-id]')).toBeNull();
});

test('LST-06: whoever types takes the place of the last line; a file without words says what it is', async () => {
  const app = await renderApp({
    conversations: [
      {
        id: 1,
        lastMessage: {
          id: 9,
          authorId: OWN_ID,
          text: '',
          direction: 'outgoing',
          state: 'sent',
          kind: 'text',
          file: 'picture',
        },
      },
    ],
  });
  const row = async () => (await app.find(NAME)).closest('button')!;
  expect((await row()).textContent).toContain('You: Picture');
  await app.remote(() => app.fake.emit({ type: 'typing', conversationId: 1, isTyping: true }));
  expect((await row()).textContent).toContain('is typing');
  await app.remote(() => app.fake.emit({ type: 'typing', conversationId: 1, isTyping: false }));
  expect((await row()).textContent).toContain('You: Picture');
});

test('LST-14: chips show a part of the list, and what is open stays in it', async () => {
  const app = await renderApp({
    conversations: [1, 2, 3, 4, 5, 6].map((id) => ({
      id,
      name: `Friend ${id}`,
      peerId: idOf(id),
      unreadCount: id === 3 ? 2 : 0,
      lastActiveMs: id,
    })),
  });
  await app.click('list-filter-unread');
  expect(app.all(NAME).map((row) => row.textContent)).toEqual(['Friend 3']);
  await app.openConversation('Friend 3');
  await app.remote(() =>
    app.fake.putConversation({ id: 3, name: 'Friend 3', peerId: idOf(3), unreadCount: 0, lastActiveMs: 3 }),
  );
  expect(app.all(NAME).map((row) => row.textContent)).toEqual(['Friend 3']);
});

test('letters typed in the list go to the name that begins with them', async () => {
  const app = await renderApp({
    conversations: ['Bob', 'Carla', 'Émile', 'Carl'].map((name, at) => ({
      id: at + 1,
      name,
      peerId: idOf(at + 1),
      lastActiveMs: 10 - at,
    })),
  });
  await waitFor(() => expect(app.all(NAME)).toHaveLength(4));
  app.all(NAME)[0]!.closest('button')!.focus();
  await app.user.keyboard('e');
  expect(document.activeElement?.textContent).toContain('Émile');
});
