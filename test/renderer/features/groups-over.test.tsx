// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { bob, carol, hikers, said, us } from '../support/group-data.ts';
import { renderApp } from '../support/render-app.tsx';

/** The same group, as somebody sees it who is not in it. */
const notIn = (part: Parameters<typeof hikers>[0]) => {
  const data = hikers(part);
  const { members: _, ...conversation } = data.conversations[0];
  return { ...data, conversations: [conversation] };
};
const options = () =>
  screen
    .getAllByRole('button')
    .flatMap((button) => button.dataset['testid'] ?? [])
    .filter((testId) => testId.endsWith('-menu-option') || testId === 'leave-group-button');

describe('a group that is over', () => {
  test.each([
    ['removed', 'You were removed from Hikers.', 'You are not in this group any more.'],
    [
      'destroyed',
      'Hikers was deleted by an admin. Nothing can be written in it any more.',
      'This group was deleted.',
    ],
  ] as const)(
    'CNV-15, CNV-19, GRP-06: %s, the group says so, and can be taken away',
    async (groupAccess, words, reason) => {
      const app = await renderApp(notIn({ groupAccess }));
      await app.openConversation('Hikers');
      expect(app.id('empty-conversation-control-message').textContent).toBe(words);
      expect(app.id('message-input-text-area').getAttribute('placeholder')).toBe(reason);
      expect(app.id('message-input-text-area').getAttribute('contenteditable')).toBeNull();
      await app.click('forget-group-here-button');
      await app.click('session-confirm-ok-button');
      expect(app.fake.callsTo('groups:leave')).toEqual([{ conversationId: 1 }]);
      await app.gone('header-conversation-name');
    },
  );

  test('CST-02: its settings have nothing left but what takes it away', async () => {
    const app = await renderApp(notIn({ groupAccess: 'destroyed' }));
    await app.openConversation('Hikers');
    await app.click('conversation-options-avatar');
    expect(options()).toEqual(['pin-conversation-menu-option', 'leave-group-button']);
    expect(app.id('leave-group-button').textContent).toBe('Remove Group');
  });

  test('CNV-17, CNV-19: without an admin for a month nothing can be written, and one may leave even as its last one', async () => {
    const app = await renderApp({ ...hikers({ isGroupExpired: true }), messages: [said(1, BOB_ID)] });
    await app.openConversation('Hikers');
    expect(app.id('group-not-updated-30-days-banner').textContent).toMatch(/^No admin of this group/u);
    expect(app.id('message-input-text-area').textContent).toMatch(/until an admin is back/u);
    await app.click('leave-group-here-button');
    expect(app.id('modal-heading').textContent).toBe('Leave Group');
    await app.click('session-confirm-cancel-button');
    await app.click('conversation-options-avatar');
    expect(options()).toEqual([
      'group-members-menu-option',
      'pin-conversation-menu-option',
      'attachments-menu-option',
      'export-conversation-menu-option',
      'clear-all-messages-menu-option',
      'leave-group-button',
    ]);
    await app.remote(() => {
      const { isGroupExpired: _, ...back } = app.store.getState().conversations.entities[1]!;
      app.fake.putConversation(back);
    });
    await app.gone('group-not-updated-30-days-banner');
  });

  test('CNV-19: what was written there can be read, and not answered', async () => {
    const app = await renderApp({ ...hikers({ isGroupExpired: true }), messages: [said(1, BOB_ID)] });
    await app.openConversation('Hikers');
    await app.user.pointer({ keys: '[MouseRight]', target: await screen.findByText('words 1') });
    await screen.findByText('Copy');
    expect(screen.queryByText('Reply')).toBeNull();
    expect(app.all('reaction-emoji-panel-button')).toEqual([]);
    await app.user.click(screen.getByText('Delete'));
    await app.find('session-confirm-ok-button');
    expect(screen.queryByText('Delete for everyone')).toBeNull();
  });
});

test('LST-06: their rows say what they are', async () => {
  const data = notIn({ groupAccess: 'removed' });
  const app = await renderApp(data);
  await screen.findByText('You were removed from the group.');
  await app.remote(() => app.fake.putConversation({ ...data.conversations[0], groupAccess: 'destroyed' }));
  await screen.findByText('This group was deleted.');
});

describe('GRP-08: a legacy group', () => {
  const legacy = () => ({
    ...notIn({ groupAccess: 'legacy', peerId: `05${'77'.repeat(32)}` }),
    messages: [said(1, BOB_ID), said(2, OWN_ID)],
  });

  test('is read, with the names of those who wrote, and made anew', async () => {
    const app = await renderApp(legacy());
    await app.openConversation('Hikers');
    await waitFor(() => expect(app.all('message-container')).toHaveLength(2));
    expect(app.id('module-message__author__profile-name').textContent).toBe('Bob');
    expect(app.id('legacy-group-banner').textContent).toMatch(/^Groups of this kind/u);
    expect(app.id('message-input-text-area').textContent).toBe('This group can only be read.');
    await app.click('recreate-group-button');
    expect(app.id('modal-description').textContent).toMatch(/^A new group called Hikers is made/u);
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:recreate')).toEqual([{ conversationId: 1 }]);
    await app.gone('legacy-group-banner');
    expect(app.id('message-input-text-area').getAttribute('contenteditable')).toBe('true');
  });

  test('says why it cannot be made anew', async () => {
    const app = await renderApp(legacy());
    await app.openConversation('Hikers');
    app.fake.refuse('groups:recreate', { code: 'group-without-members' });
    await app.click('recreate-group-button');
    await app.click('session-confirm-ok-button');
    expect((await app.find('session-toast')).textContent).toContain('Choose at least one person.');
    expect(app.id('legacy-group-banner').textContent).not.toBe('');
  });

  test('shows who was in it, and can be deleted', async () => {
    const data = legacy();
    const app = await renderApp({ ...data, groups: { 1: { access: 'legacy', members: [us, bob, carol] } } });
    await app.openConversation('Hikers');
    await app.click('conversation-options-avatar');
    await app.click('group-members-menu-option');
    await screen.findAllByTestId('group-member-name');
    expect(app.all('group-member-name').map((name) => name.textContent)).toEqual(['You', 'Bob', 'Carol']);
    expect(app.all('select-contact')).toEqual([]);
    await app.user.keyboard('{Escape}');
    await app.click('leave-group-button');
    expect(app.id('modal-heading').textContent).toBe('Remove Group');
  });
});

describe('GRP-07: the invitation of a stranger', () => {
  const invitation = () =>
    ({
      ...notIn({ groupAccess: 'invited', isRequest: true, unreadCount: 1 }),
      groups: { 1: { access: 'invited', members: [], invitedBy: { accountId: BOB_ID, name: 'Bob' } } },
    }) as const;

  test('is a request, which is accepted before anything can be written', async () => {
    const app = await renderApp(invitation());
    await app.openConversation('Hikers');
    await waitFor(() =>
      expect(app.id('group-invite-control-message').textContent).toBe('Bob has invited you to join Hikers.'),
    );
    expect(app.id('group-request-explanation').textContent).toMatch(/^When you join/u);
    expect(app.id('empty-conversation-control-message').textContent).toMatch(/appears here when you join/u);
    expect(app.all('message-input-text-area')).toEqual([]);
    await app.click('accept-message-request');
    expect(app.fake.callsTo('requests:accept')).toEqual([{ id: 1 }]);
  });

  test('is declined', async () => {
    const app = await renderApp(invitation());
    await app.openConversation('Hikers');
    await app.click('delete-message-request');
    expect(app.id('modal-description').textContent).toMatch(/delete the invitation to Hikers/u);
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('requests:decline')).toEqual([{ id: 1 }]);
    await app.gone('header-conversation-name');
  });

  test('goes with whoever sent it, when they are blocked', async () => {
    const app = await renderApp(invitation());
    await app.openConversation('Hikers');
    await app.find('group-invite-control-message');
    await app.click('decline-and-block-message-request');
    expect(app.id('modal-description').textContent).toMatch(/^Bob can no longer invite you/u);
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('contacts:set-blocked')).toEqual([{ id: 1, isBlocked: true }]);
    expect(app.fake.callsTo('requests:decline')).toEqual([]);
    await app.gone('header-conversation-name');
    expect(app.all('session-toast')).toEqual([]);
  });

  test('has a menu in the list, too', async () => {
    const app = await renderApp(invitation());
    await app.click('message-request-banner');
    const row = await screen.findByText('Hikers');
    await screen.findByText('You were invited to join the group.');
    await app.user.pointer({ keys: '[MouseRight]', target: row });
    await app.click('block-menu-item');
    await waitFor(() =>
      expect(app.id('modal-description').textContent).toMatch(/^Bob can no longer invite you/u),
    );
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('contacts:set-blocked')).toEqual([{ id: 1, isBlocked: true }]);
  });

  test('of whom this device knows nothing is told without them', async () => {
    const data = notIn({ groupAccess: 'invited', isRequest: true });
    const app = await renderApp({ ...data, groups: {} });
    await app.openConversation('Hikers');
    expect(app.id('group-invite-control-message').textContent).toBe('You were invited to join Hikers.');
  });
});
