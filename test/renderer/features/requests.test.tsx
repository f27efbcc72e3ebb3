// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { renderApp } from '../support/render-app.tsx';

const NAME = 'module-conversation__user__profile-name';
const idOf = (digit: number) => `05${`${digit}e`.repeat(32)}`;
const request = (id: number) => ({
  id,
  name: `Stranger ${id}`,
  peerId: idOf(id),
  isRequest: true,
  unreadCount: 1,
  lastActiveMs: id * 1_000,
});
const names = (app: Awaited<ReturnType<typeof renderApp>>) => app.all(NAME).map((row) => row.textContent);

test('LST-08: requests stand behind a banner with their number; hidden, it comes back with the next', async () => {
  const app = await renderApp({ conversations: [{ id: 9, name: 'Bob' }, request(1), request(2)] });
  await waitFor(() => expect(names(app)).toEqual(['Bob']));
  expect(app.id('message-request-banner').textContent).toContain('2');
  fireEvent.contextMenu(app.id('message-request-banner'), { clientX: 5, clientY: 5 });
  await app.user.click(await screen.findByRole('menuitem', { name: 'Hide' }));
  await app.gone('message-request-banner');
  await app.remote(() => app.fake.putConversation(request(3)));
  expect((await app.find('message-request-banner')).textContent).toContain('3');
  await app.click('message-request-banner');
  expect(names(app)).toEqual(['Stranger 3', 'Stranger 2', 'Stranger 1']);
});

test('SET-12: a request is accepted, deleted or its author blocked from its menu', async () => {
  const app = await renderApp({ conversations: [request(1), request(2), request(3)] });
  await app.click('message-request-banner');
  const choose = async (name: string, testId: string) => {
    fireEvent.contextMenu(screen.getByText(name, { selector: `[data-testid="${NAME}"]` }), {
      clientX: 5,
      clientY: 5,
    });
    await app.click(testId);
  };
  await choose('Stranger 3', 'accept-menu-item');
  await waitFor(() => expect(names(app)).toEqual(['Stranger 2', 'Stranger 1']));
  await choose('Stranger 2', 'delete-menu-item');
  await app.click('session-confirm-ok-button');
  await waitFor(() => expect(names(app)).toEqual(['Stranger 1']));
  expect(app.fake.callsTo('requests:decline')).toEqual([{ id: 2 }]);
  await choose('Stranger 1', 'block-menu-item');
  await app.click('session-confirm-ok-button');
  expect((await app.find('message-requests-none')).textContent).toBe('No pending message requests');
});

test('SET-12: all of them are cleared at once, after a question', async () => {
  const app = await renderApp({ conversations: [request(1), request(2)] });
  await app.click('settings-section');
  await app.click('message-requests-settings-menu-item');
  await app.click('clear-all-requests-button');
  expect((await app.find('modal-description')).textContent).toContain('All message requests');
  await app.click('session-confirm-ok-button');
  expect((await app.find('message-requests-none')).textContent).toBe('No pending message requests');
  expect(app.fake.callsTo('requests:clear')).toHaveLength(1);
});

test('LST-09: with a third conversation the recovery password is asked to be saved, until it was looked at', async () => {
  const friend = (id: number) => ({ id, name: `Friend ${id}`, peerId: idOf(id) });
  const app = await renderApp({ conversations: [friend(1), friend(2)] });
  await waitFor(() => expect(names(app)).toHaveLength(2));
  expect(app.all('reveal-recovery-phrase')).toEqual([]);
  await app.remote(() => app.fake.putConversation(friend(3)));
  await app.find('reveal-recovery-phrase');
  await app.remote(() => app.fake.emit({ type: 'conversation-removed', conversationId: 3 }));
  await app.click('reveal-recovery-phrase');
  await app.find('recovery-password-seed-modal');
  await app.click('modal-close-button');
  await app.gone('reveal-recovery-phrase');
});

test.each([
  ['due', 1],
  ['done', 0],
] as const)('LST-09: what a start before this one left as %s stays so', async (recoveryBanner, shown) => {
  const friends = [1, 2, 3].map((id) => ({ id, name: `Friend ${id}`, peerId: idOf(id) }));
  const app = await renderApp({ settings: { recoveryBanner }, conversations: friends });
  await waitFor(() => expect(names(app)).toHaveLength(3));
  expect(app.all('reveal-recovery-phrase')).toHaveLength(shown);
});

test('ONB-07: restored accounts are not asked', async () => {
  const app = await renderApp({
    origin: 'restored',
    conversations: [1, 2, 3].map((id) => ({ id, name: `Friend ${id}`, peerId: idOf(id) })),
  });
  await waitFor(() => expect(names(app)).toHaveLength(3));
  expect(app.all('reveal-recovery-phrase')).toEqual([]);
});
