// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const NAME = 'module-conversation__user__profile-name';

test('LST-05: rows stand by their last activity, and a new message brings one to the top', async () => {
  const app = await renderApp({
    conversations: [
      { id: 1, name: 'Bob', lastActiveMs: 2_000 },
      { id: 2, name: 'Carla', peerId: `05${'3c'.repeat(32)}`, lastActiveMs: 3_000 },
    ],
  });
  await waitFor(() => expect(app.all(NAME).map((row) => row.textContent)).toEqual(['Carla', 'Bob']));
  await app.remote(() => app.fake.receive({ conversationId: 1, text: 'Hello', sentAtMs: 4_000 }));
  expect(app.all(NAME).map((row) => row.textContent)).toEqual(['Bob', 'Carla']);
  expect(app.id('conversation-item-unread-count').textContent).toBe('1');
});

test('LST-03: unread counts are capped, the open row is the current one', async () => {
  const app = await renderApp({ conversations: [{ unreadCount: 1204 }] });
  await waitFor(() => expect(app.id('conversation-item-unread-count').textContent).toBe('999+'));
  expect(screen.getByText('1,204 unread messages')).toBeTruthy();
  await app.openConversation('Bob');
  expect(app.all(NAME)[0]?.closest('button')?.getAttribute('aria-current')).toBe('true');
  expect(app.id('header-conversation-name').textContent).toBe('Bob');
});

test('LST-03: a message without words is called by what it is', async () => {
  const last = {
    id: 1,
    authorId: BOB_ID,
    text: '',
    direction: 'incoming',
    state: 'received',
    kind: 'text',
  } as const;
  await renderApp({
    conversations: [
      { id: 1, name: 'Bob', lastMessage: { ...last, file: 'voice' } },
      {
        id: 2,
        name: 'Carla',
        peerId: `05${'3c'.repeat(32)}`,
        lastMessage: { ...last, authorId: OWN_ID, file: 'picture', direction: 'outgoing', state: 'sent' },
      },
    ],
  });
  expect(await screen.findByText('Voice message')).toBeTruthy();
  expect(screen.getByText('You: Picture')).toBeTruthy();
});

test('a contact without a name is called by the ends of the Account ID', async () => {
  const app = await renderApp({ conversations: [{ name: '' }] });
  await waitFor(() => expect(app.all(NAME)[0]?.textContent).toBe('05abab…abab'));
});

test('the list is one Tab stop, moved by arrows', async () => {
  const app = await renderApp({
    conversations: [
      { id: 1, name: 'Bob', lastActiveMs: 3 },
      { id: 2, name: 'Carla', lastActiveMs: 2 },
      { id: 3, name: 'Dora', lastActiveMs: 1 },
    ],
  });
  await waitFor(() => expect(app.all(NAME)).toHaveLength(3));
  const rows = app.all(NAME).map((name) => name.closest('button')!);
  expect(rows.map((row) => row.tabIndex)).toEqual([0, -1, -1]);
  rows[0]!.focus();
  await app.user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(rows[1]);
  expect(rows.map((row) => row.tabIndex)).toEqual([-1, 0, -1]);
  await app.user.keyboard('{End}');
  expect(document.activeElement).toBe(rows[2]);
});

test('LST-10: the menu of a row survives a new message', async () => {
  const app = await renderApp({ conversations: [{ unreadCount: 2 }] });
  await waitFor(() => expect(app.all(NAME)).toHaveLength(1));
  fireEvent.contextMenu(app.all(NAME)[0]!, { clientX: 50, clientY: 60 });
  await app.remote(() => app.fake.receive({ conversationId: 1, text: 'Hello', sentAtMs: 4_000 }));
  expect(app.all('context-menu-item').map((item) => item.textContent)).toEqual([
    'Pin',
    'Copy Account ID',
    'Notifications',
    'Mark Read',
    'Set Nickname',
    'User Details',
    'Block',
    'Delete Conversation',
    'Delete Contact',
    'Clear All Messages',
  ]);
  await app.user.click(screen.getByText('Copy Account ID'));
  await waitFor(() => expect(app.fake.clipboard()).toEqual({ text: BOB_ID }));
});

test('NEW-02: an Account ID opens its conversation; white space around it does not matter', async () => {
  const app = await renderApp();
  await app.click('new-conversation-button');
  await app.click('chooser-new-conversation-button');
  const next = await app.find('next-new-conversation-button');
  expect(next.hasAttribute('disabled') && next.classList.contains('disabled')).toBe(true);
  await app.user.type(app.id('new-session-conversation'), '05abc');
  await app.click('next-new-conversation-button');
  expect((await app.find('error-message')).textContent).toContain('not an Account ID');
  await app.user.clear(app.id('new-session-conversation'));
  await app.user.paste(` ${BOB_ID} `);
  await app.user.keyboard('{Enter}');
  expect(await app.find('header-conversation-name')).toBeTruthy();
  expect(app.all('new-session-conversation')).toEqual([]);
  expect(app.fake.callsTo('conversations:start').at(-1)).toEqual({ accountId: BOB_ID });
});

test('NEW-01: the chooser opens Note to Self, and Esc closes it', async () => {
  const app = await renderApp();
  await app.click('new-conversation-button');
  await app.find('chooser-note-to-self');
  await app.user.keyboard('{Escape}');
  await app.gone('chooser-note-to-self');
  await app.user.keyboard('{Control>}n{/Control}');
  await app.click('chooser-note-to-self');
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Note to Self'));
});

test('flow 13: inviting a friend copies the Account ID and says so twice', async () => {
  const app = await renderApp();
  await app.click('new-conversation-button');
  await app.click('chooser-invite-friend');
  const text = await app.find('your-account-id');
  expect(text.textContent).toBe(OWN_ID);
  expect([...text.children].map((child) => child.tagName)).toEqual(['BR', 'BR']);
  await app.click('copy-button-account-id');
  expect((await app.find('session-toast')).textContent).toBe('Copied');
  expect(screen.getByText('Account ID Copied')).toBeTruthy();
  expect(app.fake.clipboard()).toEqual({ text: OWN_ID });
});

test('APP-16: an offline network shows a line with Retry, which goes by itself', async () => {
  const app = await renderApp({ conversations: [{}] });
  await app.remote(() => app.fake.setNetwork({ state: 'offline', paths: [] }));
  await app.user.click(screen.getByText('Retry'));
  expect(app.fake.callsTo('network:retry')).toHaveLength(1);
  await app.remote(() => app.fake.setNetwork({ state: 'online', paths: [[{ id: 'a', ip: '192.0.2.1' }]] }));
  expect(screen.queryByText('Retry')).toBeNull();
});

test.each([
  ['online', 2, 'default'],
  ['online', 1, 'connecting'],
  ['connecting', 0, 'connecting'],
  ['offline', 0, 'error'],
] as const)('SET-14: the path light for %s with %i paths', async (state, count, color) => {
  const path = [{ id: 'a', ip: '192.0.2.1' }];
  const app = await renderApp({ network: { state, paths: Array.from({ length: count }, () => path) } });
  expect(app.id('path-light-svg').getAttribute('style')).toContain(`var(--button-path-${color}-color)`);
});

test.each([
  ['online', 'Connected over 2 paths', 'circle, circle'],
  ['connecting', 'Looking for paths', 'circle, circle (dashed)'],
  ['offline', 'No connection', 'circle, path'],
] as const)('SET-14: that it is %s is told by name and shape too', async (state, name, shapes) => {
  const app = await renderApp({ network: { state, paths: state === 'online' ? [[], []] : [] } });
  const light = app.id('path-light-svg');
  const drawn = [...light.children].map(
    (shape) => shape.tagName + (shape.hasAttribute('stroke-dasharray') ? ' (dashed)' : ''),
  );
  expect(drawn.join(', ')).toBe(shapes);
  expect(screen.getByRole('button', { name: new RegExp(name, 'u') })).toBe(light.closest('button'));
});

test('a busy screen waits for the client, and shows that it does', async () => {
  const app = await renderApp();
  const release = app.fake.hold('conversations:start');
  await app.click('new-conversation-button');
  await app.click('chooser-new-conversation-button');
  await app.user.type(await app.find('new-session-conversation'), `${BOB_ID}{Enter}`);
  expect(app.id('next-new-conversation-button').hasAttribute('disabled')).toBe(true);
  await app.remote(release);
  expect(await app.find('header-conversation-name')).toBeTruthy();
});

test('a click on a notification opens its conversation, and the client knows what is in sight', async () => {
  const app = await renderApp({ conversations: [{ id: 1, name: 'Bob' }] });
  expect(app.fake.callsTo('conversations:in-sight')).toEqual([{}]);
  await app.remote(() => app.fake.emit({ type: 'open-conversation', conversationId: 1, messageId: 7 }));
  await app.find('message-input-text-area');
  expect(app.fake.callsTo('conversations:in-sight')).toEqual([{}, { conversationId: 1 }]);
});

test('LST-04: times go on by themselves', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 1_750_000_000_000 });
  try {
    const app = await renderApp({ conversations: [{ id: 1, name: 'Bob', lastActiveMs: Date.now() }] });
    await app.find(NAME);
    const time = document.querySelector('time');
    expect(time?.textContent).toBe('Now');
    act(() => void vi.advanceTimersByTime(75_000));
    expect(time?.textContent).toMatch(/\d:\d\d/u);
  } finally {
    vi.useRealTimers();
  }
});
