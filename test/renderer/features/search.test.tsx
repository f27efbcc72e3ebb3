// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { BOB_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const CARLA_ID = `05${'3c'.repeat(32)}`;
const HIT = 'module-message-search-result__header__name__profile-name';
const NAME = 'module-conversation__user__profile-name';

const two = {
  conversations: [
    { id: 1, name: 'Bob', lastActiveMs: 2_000 },
    { id: 2, name: 'Carla', peerId: CARLA_ID, lastActiveMs: 1_000 },
  ],
  messages: [
    { id: 1, conversationId: 1, text: 'Meet at the harbour', sentAtMs: 1_000 },
    { id: 2, conversationId: 2, text: 'The harbour is closed', sentAtMs: 2_000 },
    { id: 3, conversationId: 2, text: 'Something else', sentAtMs: 3_000 },
  ],
};

test('SRC-01: words are found as they are typed, marked, and lead to their message', async () => {
  const app = await renderApp(two);
  await app.user.keyboard('{Control>}f{/Control}');
  expect(document.activeElement).toBe(app.id('search-input'));
  await app.user.keyboard('harbour');
  await waitFor(() => expect(app.all(HIT).map((name) => name.textContent)).toEqual(['Carla', 'Bob']));
  expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual([
    'harbour',
    'harbour',
  ]);
  // What was typed at once is asked for once.
  expect(app.fake.callsTo('search:find')).toEqual([{ text: 'harbour', limit: 40 }]);
  await app.user.click(app.all(HIT)[1]!);
  expect(await screen.findByText('Meet at the harbour', { selector: '[dir="auto"]' })).toBeTruthy();
  expect(app.id('header-conversation-name').textContent).toBe('Bob');
  expect(app.fake.callsTo('messages:page')).toContainEqual({ conversationId: 1, limit: 60, around: 1 });
  // What was found stays, for the next look.
  expect(app.all(HIT)).toHaveLength(2);
});

test('SRC-01: the keyboard alone goes from the field into what was found and back', async () => {
  const app = await renderApp(two);
  await app.user.type(await app.find('search-input'), 'bo');
  await waitFor(() => expect(app.all(NAME)).toHaveLength(1));
  await app.user.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('Bob');
  await app.user.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(app.id('search-input'));
  await app.user.keyboard('{ArrowDown}b');
  expect(document.activeElement).toBe(app.id('search-input'));
  await app.user.keyboard('{Escape}');
  expect((app.id('search-input') as HTMLInputElement).value).toBe('');
  await waitFor(() => expect(app.all(NAME).map((name) => name.textContent)).toEqual(['Bob', 'Carla']));
});

test('Enter opens the first of what was found, also when the answer is still on its way', async () => {
  const app = await renderApp(two);
  const release = app.fake.hold('search:find');
  fireEvent.change(await app.find('search-input'), { target: { value: 'carla' } });
  fireEvent.keyDown(app.id('search-input'), { key: 'Enter' });
  await app.remote(release);
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Carla'));
});

test('SRC-02: nothing found names what was looked for', async () => {
  const app = await renderApp(two);
  await app.user.type(await app.find('search-input'), 'lighthouse keeper');
  expect((await app.find('search-none')).textContent).toContain('lighthouse keeper');
  await app.user.clear(app.id('search-input'));
  await app.gone('search-none');
});

test('SRC-03: what is deleted while somebody looks at it is not found any more', async () => {
  const app = await renderApp(two);
  await app.user.type(await app.find('search-input'), 'harbour');
  await waitFor(() => expect(app.all(HIT)).toHaveLength(2));
  await app.remote(() => app.fake.emit({ type: 'message-removed', conversationId: 2, messageId: 2 }));
  expect(app.all(HIT).map((name) => name.textContent)).toEqual(['Bob']);
  await app.remote(() => app.fake.emit({ type: 'conversation-cleared', conversationId: 1 }));
  expect(app.all(HIT)).toEqual([]);
});

test('SRC-07: a hit has the menu of its conversation', async () => {
  const app = await renderApp(two);
  await app.user.type(await app.find('search-input'), 'closed');
  fireEvent.contextMenu((await app.find(HIT)).closest('button')!, { clientX: 5, clientY: 5 });
  await waitFor(() => expect(app.all('context-menu-item').length).toBeGreaterThan(5));
  await app.user.click(screen.getByText('Pin'));
  expect(app.fake.callsTo('conversations:change')).toEqual([{ id: 2, change: { priority: 1 } }]);
});

test('NEW-07: an Account ID in what was pasted can be written to, a word looked up as a name', async () => {
  const dora = `05${'d0'.repeat(32)}`;
  const app = await renderApp({ ...two, names: { dora } });
  await app.user.click(await app.find('search-input'));
  await app.user.paste(`https://example.org/?id=${dora}`);
  await app.user.click(await screen.findByText('Write to 05d0d0…d0d0'));
  await waitFor(() => expect(app.fake.callsTo('conversations:start')).toEqual([{ accountId: dora }]));
  await app.user.clear(app.id('search-input'));
  await app.user.type(app.id('search-input'), 'Dora');
  await app.user.click(await screen.findByText('Look up the name dora'));
  await waitFor(() => expect(app.fake.callsTo('names:look-up')).toEqual([{ name: 'dora' }]));
  await waitFor(() => expect(app.fake.callsTo('conversations:start')).toHaveLength(2));
  // Whom we know needs no offer.
  await app.user.clear(app.id('search-input'));
  await app.user.paste(BOB_ID);
  expect(screen.queryByText(/Write to/)).toBeNull();
});

test('Ctrl+K, a letter and Enter lead into another conversation', async () => {
  const app = await renderApp(two);
  await app.user.keyboard('{Control>}k{/Control}');
  const field = await app.find('quick-switcher-input');
  expect(document.activeElement).toBe(field);
  const names = () =>
    app.all('quick-switcher-option').map((option) => option.querySelector('bdi')?.textContent);
  expect(names()).toEqual(['Bob', 'Carla']);
  await app.user.keyboard('{ArrowDown}');
  const current = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
  expect(current?.querySelector('bdi')?.textContent).toBe('Carla');
  await app.user.keyboard('bo{Enter}');
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Bob'));
  expect(app.all('quick-switcher-input')).toEqual([]);
});
