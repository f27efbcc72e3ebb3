// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import { BOB_ID, type FakeData, OWN_ID } from '../support/fake-bridge.ts';
import { bob, carol, CAROL_ID, dave, DAVE_ID, hikers, member, said, us } from '../support/group-data.ts';
import { renderApp } from '../support/render-app.tsx';

const NAME = 'module-contact-name__profile-name';
const ROW = 'module-conversation__user__profile-name';

const openSettings = async (data: FakeData) => {
  const app = await renderApp(data);
  await app.openConversation('Hikers');
  await app.click('conversation-options-avatar');
  return app;
};

describe('NEW-04: a new group', () => {
  const friends = {
    conversations: [
      { id: 1, name: 'Bob', peerId: BOB_ID },
      { id: 2, name: 'Carol', peerId: CAROL_ID },
      { id: 3, name: 'Dave', peerId: DAVE_ID },
    ],
  };

  test('FLOW-11, NEW-01: its members are ticked in the list, and it opens by itself with its line', async () => {
    const app = await renderApp(friends);
    await app.click('new-conversation-button');
    await app.click('chooser-new-group');
    await app.user.type(await app.find('new-closed-group-name'), '  Hikers ');
    await waitFor(() =>
      expect(app.all(NAME).map((name) => name.textContent)).toEqual(['Bob', 'Carol', 'Dave']),
    );
    await app.user.click(screen.getByText('Carol'));
    await app.user.click(app.all('select-contact')[0]!);
    await app.user.click(app.all('select-contact')[2]!);
    expect(screen.getByText('3 people chosen').textContent).toBe('3 people chosen');
    await app.user.click(screen.getByRole('button', { name: 'Do not choose Dave' }));
    expect(app.all('chosen-contact').map((chip) => chip.querySelector('bdi')?.textContent)).toEqual([
      'Carol',
      'Bob',
    ]);
    await app.click('create-group-button');
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Hikers'));
    expect(app.fake.callsTo('groups:create')).toEqual([{ name: 'Hikers', memberIds: [CAROL_ID, BOB_ID] }]);
    expect(app.all('new-closed-group-name')).toEqual([]);
    expect((await app.find('group-update-message')).textContent).toBe(
      'Carol and Bob were invited to join the group.',
    );
  });

  test('who is chosen stays in sight while others are searched for', async () => {
    const app = await renderApp(friends);
    await app.user.keyboard('{Control>}{Shift>}g{/Shift}{/Control}');
    await app.user.click(await screen.findByText('Carol'));
    await app.user.type(app.id('search-contacts-field'), 'da');
    await waitFor(() => expect(app.all(NAME).map((name) => name.textContent)).toEqual(['Dave']));
    await app.user.keyboard('{Enter}');
    expect(app.all('chosen-contact').map((chip) => chip.querySelector('bdi')?.textContent)).toEqual([
      'Carol',
      'Dave',
    ]);
    await app.user.keyboard('{ArrowDown} ');
    expect(app.all('chosen-contact').map((chip) => chip.querySelector('bdi')?.textContent)).toEqual([
      'Carol',
    ]);
    await app.user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(app.id('search-contacts-field'));
  });

  test('what is wrong is said, one thing at a time', async () => {
    const app = await renderApp(friends);
    await app.click('new-conversation-button');
    await app.click('chooser-new-group');
    await app.click('create-group-button');
    expect(app.id('error-message').textContent).toBe('Enter a name for the group.');
    await app.user.type(app.id('new-closed-group-name'), 'é'.repeat(51));
    expect(app.id('error-message').textContent).toBe('Choose a shorter name for the group.');
    await app.user.type(app.id('new-closed-group-name'), '{Backspace}');
    expect(app.all('error-message')).toEqual([]);
    await app.click('create-group-button');
    expect(app.id('error-message').textContent).toBe('Choose at least one person.');
    await app.user.click(screen.getByText('Bob'));
    expect(app.all('error-message')).toEqual([]);
    app.fake.refuse('groups:create', { code: 'group-full' });
    await app.click('create-group-button');
    expect((await app.find('error-message')).textContent).toBe('A group has at most 100 members.');
    expect(app.all('header-conversation-name')).toEqual([]);
  });

  test('without contacts it says whom one can invite', async () => {
    const app = await renderApp();
    await app.click('new-conversation-button');
    await app.click('chooser-new-group');
    expect((await screen.findByText(/^You have nobody to invite yet/u)).tagName).toBe('P');
  });
});

test('NEW-04: where only one column fits, what is asked for covers the conversation until it is left', async () => {
  const narrow = window.matchMedia.bind(window);
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    query.includes('max-width')
      ? { ...narrow(query), matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }
      : narrow(query),
  );
  const app = await renderApp(hikers());
  await app.openConversation('Hikers');
  expect(app.all('new-conversation-button')).toEqual([]);
  await app.user.keyboard('{Control>}{Shift>}g{/Shift}{/Control}');
  await app.find('new-closed-group-name');
  expect(app.all('header-conversation-name')).toEqual([]);
  await app.user.keyboard('{Escape}{Escape}');
  await app.find('header-conversation-name');
  vi.restoreAllMocks();
});

describe('in the conversation', () => {
  test('CNV-02: the name stands over the first of a run, the picture beside the last, and leads to its owner', async () => {
    const app = await renderApp({
      ...hikers(),
      messages: [said(1, BOB_ID), said(2, BOB_ID), said(3, CAROL_ID), said(4, OWN_ID)],
    });
    await app.openConversation('Hikers');
    await waitFor(() => expect(app.all('message-container')).toHaveLength(4));
    const names = app.all('message-container').map((row) =>
      within(row)
        .queryAllByTestId('module-message__author__profile-name')
        .map((name) => name.textContent),
    );
    expect(names).toEqual([['Bob'], [], ['Carol'], []]);
    const pictures = app.all('message-container').map((row) => {
      const parent = row.querySelector('.module-message__container')?.parentElement;
      return parent?.querySelectorAll('svg').length;
    });
    expect(pictures.slice(0, 3)).toEqual([0, 1, 1]);
    await app.user.click(screen.getByRole('button', { name: 'About Carol' }));
    expect(app.id('preferred-display-name').textContent).toBe('Carol');
    expect(app.id('account-id').textContent).toBe(CAROL_ID);
  });

  test('GRP-01: admins wear a crown, and it is said', async () => {
    const app = await renderApp({
      ...hikers({}, [us, { ...bob, isAdmin: true, status: 'promotion-accepted' }]),
      messages: [said(1, BOB_ID)],
    });
    await app.openConversation('Hikers');
    const picture = await screen.findByRole('button', { name: 'About Bob, admin' });
    expect(within(picture).getByTestId('admin-crown').getAttribute('aria-hidden')).toBe('true');
  });

  test.each([
    [{ joined: [BOB_ID] }, 'Bob was invited to join the group.'],
    [{ joined: [OWN_ID, CAROL_ID] }, 'You and Carol were invited to join the group.'],
    [{ joined: [BOB_ID, CAROL_ID, DAVE_ID] }, 'Bob and 2 others were invited to join the group.'],
    [{ joined: [OWN_ID, BOB_ID, CAROL_ID] }, 'You and 2 others were invited to join the group.'],
    [
      { joinedWithHistory: [OWN_ID] },
      'You were invited to join the group, and can read what was written before.',
    ],
    [{ removed: [BOB_ID, CAROL_ID] }, 'Bob and Carol were removed from the group.'],
    [{ promoted: [OWN_ID] }, 'You are an admin now.'],
    [{ left: [CAROL_ID] }, 'Carol left the group.'],
    [{ name: 'Climbers' }, 'The group is now called Climbers.'],
    [{ avatarChanged: true }, 'The picture of the group was changed.'],
    [{}, 'The group was changed.'],
  ] as const)('CNV-14: what happened is said of those to whom it did: %o', async (groupUpdate, words) => {
    const line = said(1, BOB_ID, {
      kind: 'group-update',
      text: '',
      groupUpdate,
      people: { [BOB_ID]: 'Bob', [CAROL_ID]: 'Carol' },
    });
    // Nobody of them is in the group any more.
    const app = await renderApp({ ...hikers({}, [us]), messages: [line] });
    await app.openConversation('Hikers');
    expect((await app.find('group-update-message')).textContent).toBe(words);
  });

  test('CNV-14: a timer counts for everybody, and nobody is asked to follow it', async () => {
    const timer = { mode: 'off', timerS: 0 } as const;
    const app = await renderApp({
      ...hikers(),
      messages: [said(1, BOB_ID, { kind: 'timer-update', text: '', timer })],
    });
    await app.openConversation('Hikers');
    expect((await app.find('disappear-control-message')).textContent).toBe(
      'Bob turned disappearing messages off. What is written from now on stays.',
    );
  });

  test('CNV-01: how many they are stands below the name, and whether one hears of it', async () => {
    const app = await renderApp(hikers({ notify: 'mentions' }));
    await app.openConversation('Hikers');
    expect(app.id('conversation-header-subtitle').textContent).toBe('3 membersMentions Only');
  });

  test('LST-06: the line in the list says who wrote, with names for whom it names', async () => {
    const last = said(5, BOB_ID, { text: `See @${CAROL_ID} there`, people: { [CAROL_ID]: 'Carol' } });
    const app = await renderApp(hikers());
    await app.find('new-conversation-button');
    await app.remote(() => app.fake.receive(last));
    const row = screen.getAllByTestId(ROW).find(({ textContent }) => textContent === 'Hikers');
    await waitFor(() => expect(row?.closest('button')?.textContent).toContain('Bob: See @Carol there'));
  });

  test('CMP-05: members can be mentioned, who wrote last first', async () => {
    // Each row begins with the letters on a picture.
    const app = await renderApp({ ...hikers(), messages: [said(1, BOB_ID), said(2, CAROL_ID)] });
    await app.openConversation('Hikers');
    await waitFor(() => expect(app.all('message-container')).toHaveLength(2));
    await app.compose('@');
    await waitFor(() =>
      expect(app.all('mentions-container-row').map((row) => row.textContent)).toEqual([
        'CACarol',
        'BOBob',
        'ALYou',
      ]),
    );
  });

  test('CNV-11: an admin takes back for everyone whatever was written', async () => {
    const app = await renderApp({ ...hikers(), messages: [said(1, BOB_ID)] });
    await app.openConversation('Hikers');
    await app.user.pointer({ keys: '[MouseRight]', target: await screen.findByText('words 1') });
    await app.user.click(await screen.findByText('Delete'));
    await app.user.click(await screen.findByText('Delete for everyone'));
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('messages:delete')).toEqual([{ ids: [1], scope: 'everyone' }]);
  });

  test('CNV-11: a member takes back only what is theirs', async () => {
    const app = await renderApp({ ...hikers({ groupAccess: 'member' }), messages: [said(1, BOB_ID)] });
    await app.openConversation('Hikers');
    await app.user.pointer({ keys: '[MouseRight]', target: await screen.findByText('words 1') });
    await app.user.click(await screen.findByText('Delete'));
    await app.find('session-confirm-ok-button');
    expect(screen.queryByText('Delete for everyone')).toBeNull();
  });
});

describe('the settings of a group', () => {
  const options = () =>
    screen
      .getAllByRole('button')
      .flatMap((button) => button.dataset['testid'] ?? [])
      .filter((testId) => testId.endsWith('-menu-option') || testId === 'leave-group-button');

  test('CST-01, CST-02: an admin edits, invites and manages; the only one cannot leave', async () => {
    const app = await openSettings(hikers());
    expect(app.id('group-name').textContent).toBe('Hikers');
    expect(options()).toEqual([
      'invite-contacts-menu-option',
      'manage-members-menu-option',
      'disappearing-messages-menu-option',
      'pin-conversation-menu-option',
      'notifications-menu-option',
      'attachments-menu-option',
      'export-conversation-menu-option',
      'clear-all-messages-menu-option',
      'leave-group-button',
    ]);
    expect(app.id('leave-group-button').textContent).toBe('Delete Group');
  });

  test('CST-02: a member sees who is in it, and leaves', async () => {
    const app = await openSettings(hikers({ groupAccess: 'member' }));
    expect(app.all('edit-group-name')).toEqual([]);
    expect(options()).toEqual([
      'group-members-menu-option',
      'disappearing-messages-menu-option',
      'pin-conversation-menu-option',
      'notifications-menu-option',
      'attachments-menu-option',
      'export-conversation-menu-option',
      'clear-all-messages-menu-option',
      'leave-group-button',
    ]);
    expect(app.id('leave-group-button').textContent).toBe('Leave Group');
  });

  test('FLOW-12, GRP-06: leaving asks, and the group is gone', async () => {
    const app = await openSettings(hikers({ groupAccess: 'member' }));
    await app.click('leave-group-button');
    expect(app.id('modal-heading').textContent).toBe('Leave Group');
    expect(app.id('session-confirm-ok-button').textContent).toBe('Leave');
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:leave')).toEqual([{ conversationId: 1 }]);
    await app.gone('header-conversation-name');
    expect(app.all('modal-heading')).toEqual([]);
  });

  test('FLOW-12, GRP-06: the only admin is told how to leave, and deletes it for everyone', async () => {
    const app = await openSettings(hikers());
    await app.click('leave-group-button');
    expect(app.id('modal-heading').textContent).toBe('Delete Group');
    expect(app.id('modal-description').textContent).toMatch(/^Hikers ends for everyone/u);
    expect(screen.getByText(/^You are its only admin/u).tagName).toBe('P');
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:destroy')).toEqual([{ conversationId: 1 }]);
    await app.gone('header-conversation-name');
  });

  test('GRP-06: one of several admins may leave, or delete it for everyone', async () => {
    const admin = { ...bob, isAdmin: true, status: 'promotion-accepted' } as const;
    const app = await openSettings(hikers({}, [us, admin]));
    expect(app.id('leave-group-button').textContent).toBe('Leave Group');
    await app.click('delete-group-menu-option');
    expect(screen.queryByText(/^You are its only admin/u)).toBeNull();
    await app.click('session-confirm-cancel-button');
    expect(app.fake.callsTo('groups:destroy')).toEqual([]);
  });

  test('GRP-04: name and description are changed, as far as they are allowed', async () => {
    const data = hikers();
    const app = await openSettings({
      ...data,
      groups: { 1: { ...data.groups[1], description: 'Every Sunday' } },
    });
    expect((await app.find('group-description')).textContent).toBe('Every Sunday');
    await app.click('edit-group-name');
    const name = await app.find('update-group-info-name-input');
    expect((name as HTMLInputElement).value).toBe('Hikers');
    expect(app.id('update-group-info-confirm-button').hasAttribute('disabled')).toBe(true);
    await app.click('clear-group-info-name-button');
    await app.click('update-group-info-confirm-button');
    expect(app.id('error-message').textContent).toBe('Enter a name for the group.');
    await app.user.type(name, 'Climbers');
    await app.click('clear-group-info-description-button');
    await app.user.type(app.id('update-group-info-description-input'), 'x');
    await app.click('update-group-info-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('groups:describe')).toEqual([
        { conversationId: 1, name: 'Climbers', description: 'x' },
      ]),
    );
    expect((await app.find('session-toast')).textContent).toContain('The group was changed.');
  });

  test('GRP-04: a description of more than 600 bytes is not cut behind the back of whoever wrote it', async () => {
    const app = await openSettings(hikers());
    await app.click('edit-group-name');
    await app.user.click(await app.find('update-group-info-description-input'));
    await app.user.paste('é'.repeat(301));
    expect(app.id('error-message').textContent).toBe('The description is too long.');
    await app.click('update-group-info-confirm-button');
    expect(app.fake.callsTo('groups:describe')).toEqual([]);
  });

  test('GRP-04: the picture has a dialog of its own, and can be taken away', async () => {
    const app = await openSettings(hikers({ picture: 7 }));
    await app.click('edit-group-name');
    await app.click('image-upload-section');
    expect(app.id('modal-heading').textContent).toBe('Set Group Picture');
    await app.click('remove-picture-button');
    await waitFor(() => expect(app.fake.callsTo('groups:remove-picture')).toEqual([{ conversationId: 1 }]));
    await app.find('update-group-info-name-input');
  });

  test('CST-03: only admins set when messages disappear', async () => {
    const app = await openSettings(
      hikers({ groupAccess: 'member', disappearing: { mode: 'after-send', timerS: 86_400 } }),
    );
    await app.click('disappearing-messages-menu-option');
    expect(app.id('modal-description').textContent).toMatch(/Only its admins can change it/u);
    expect(app.all('disappear-set-button')).toEqual([]);
    const day = app.id('input-time-option-1-days') as HTMLInputElement;
    expect([day.checked, day.closest('fieldset')?.disabled]).toEqual([true, true]);
  });

  test('CST-03: an admin sets it for everybody', async () => {
    const app = await openSettings(hikers());
    await app.click('disappearing-messages-menu-option');
    await app.click('time-option-12-hours');
    await app.click('disappear-set-button');
    expect(app.fake.callsTo('conversations:set-disappearing')).toEqual([
      { conversationId: 1, mode: 'after-send', timerS: 43_200 },
    ]);
  });

  test('CST-04, LST-03: mentions only, which the row shows', async () => {
    const app = await openSettings(hikers());
    await app.click('notifications-menu-option');
    await app.click('notifications-mentions-only-button');
    await app.click('notifications-set-button');
    expect(app.fake.callsTo('conversations:change')).toEqual([
      { id: 1, change: { notify: 'mentions', mutedUntilS: 0 } },
    ]);
    await app.find('conversation-item-mentions-only');
  });

  test('CST-06: an admin clears the messages here, or for everyone', async () => {
    const app = await openSettings(hikers());
    await app.click('clear-all-messages-menu-option');
    await app.click('clear-everyone-radio-option-label');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('groups:clear-for-everyone')).toEqual([{ conversationId: 1 }]),
    );
    expect(app.fake.callsTo('conversations:clear')).toEqual([]);
  });
});

describe('members', () => {
  const rows = () => screen.getAllByTestId('group-member-name').map((name) => name.textContent);
  const rowOf = (name: string) => {
    const row = screen.getAllByTestId('contact').find((item) => within(item).queryByText(name) !== null);
    if (row === undefined) throw new Error(`nobody is called ${name}`);
    return within(row);
  };

  test('GRP-09: we stand first, then the admins; a click on a picture opens a profile', async () => {
    const admin = { ...dave, isAdmin: true, status: 'promotion-accepted' } as const;
    const app = await openSettings(
      hikers({ groupAccess: 'member' }, [admin, bob, { ...us, isAdmin: false }]),
    );
    await app.click('group-members-menu-option');
    await screen.findAllByTestId('group-member-name');
    expect(rows()).toEqual(['You', 'Dave', 'Bob']);
    expect(rowOf('Dave').getByText('Admin').tagName).toBe('SPAN');
    expect(app.all('select-contact')).toEqual([]);
    await app.user.click(rowOf('Bob').getByRole('button', { name: 'About Bob' }));
    expect(app.id('preferred-display-name').textContent).toBe('Bob');
  });

  test('GRP-03: who leads nothing sees who is invited, and not how that gets on', async () => {
    const app = await openSettings(
      hikers({ groupAccess: 'member' }, [
        { ...us, isAdmin: false },
        { ...bob, status: 'invite-failed' },
        { ...carol, status: 'removed' },
        { ...dave, isAdmin: true, status: 'promotion-failed' },
      ]),
    );
    await app.click('group-members-menu-option');
    await screen.findAllByTestId('group-member-name');
    expect(app.all('group-member-status-text').map((status) => status.textContent)).toEqual([
      'Invited',
      'Being removed…',
    ]);
    expect(rowOf('Dave').getByText('Admin').tagName).toBe('SPAN');
    expect(app.all('resend-invite-button')).toEqual([]);
  });

  test('GRP-09: among many one is found by a part of the name', async () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      member(`05${String(at + 30).repeat(32)}`, `Member ${at}`),
    );
    const app = await openSettings(hikers({ groupAccess: 'member' }, [us, ...many]));
    await app.click('group-members-menu-option');
    await app.user.type(await app.find('search-members-field'), 'ber 11');
    await waitFor(() => expect(rows()).toEqual(['Member 11']));
  });

  test('GRP-03: how far an invitation is, stays true while it is looked at; what failed is sent again', async () => {
    const app = await openSettings(
      hikers({}, [
        us,
        { ...bob, status: 'invite-sending' },
        { ...carol, status: 'invite-failed' },
        { ...dave, isAdmin: true, status: 'promotion-failed' },
      ]),
    );
    await app.click('manage-members-menu-option');
    await app.find('resend-invite-button');
    expect(app.all('group-member-status-text').map((status) => status.textContent)).toEqual([
      'Sending invitation…',
      'Invitation could not be sent',
      'Promotion could not be sent',
    ]);
    await app.user.click(screen.getByRole('button', { name: 'Resend the promotion to Dave' }));
    await app.click('resend-invite-button');
    expect(app.fake.callsTo('groups:resend')).toEqual([
      { conversationId: 1, memberIds: [DAVE_ID] },
      { conversationId: 1, memberIds: [CAROL_ID] },
    ]);
    await app.remote(() => app.fake.setGroup(1, { members: [us, { ...bob, status: 'invite-sent' }, carol] }));
    await waitFor(() =>
      expect(app.all('group-member-status-text').map((status) => status.textContent)).toEqual([
        'Invitation sent, no answer yet',
      ]),
    );
  });

  test('GRP-03: members are removed, with what they wrote if wanted; admins cannot be', async () => {
    const app = await openSettings(hikers({}, [us, { ...dave, isAdmin: true }, bob, carol]));
    await app.click('manage-members-menu-option');
    await screen.findAllByTestId('group-member-name');
    expect(app.all('select-contact')).toHaveLength(2);
    await app.user.click(rowOf('Bob').getByTestId('module-contact-name__profile-name'));
    await app.user.click(rowOf('Carol').getByTestId('select-contact'));
    await app.click('session-confirm-ok-button');
    expect(app.id('modal-heading').textContent).toBe('Remove Members');
    expect(app.id('modal-description').textContent).toMatch(/^Bob and 1 other will read nothing more/u);
    await app.click('session-confirm-cancel-button');
    expect(app.all('select-contact').map((box) => (box as HTMLInputElement).checked)).toEqual([true, true]);
    await app.user.click(rowOf('Carol').getByTestId('select-contact'));
    await app.click('session-confirm-ok-button');
    await app.click('remove-members-messages');
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:remove')).toEqual([
      { conversationId: 1, memberIds: [BOB_ID], withMessages: true },
    ]);
    expect((await app.find('session-toast')).textContent).toContain('The member is being removed.');
    await app.remote(() => app.fake.setGroup(1, { members: [us, { ...bob, status: 'removed' }, carol] }));
    await waitFor(() => expect(app.all('select-contact')).toHaveLength(1));
    expect(rowOf('Bob').getByTestId('group-member-status-text').textContent).toBe('Being removed…');
  });

  test('GRP-05: promoting warns that nothing takes it back', async () => {
    const app = await openSettings(hikers());
    await app.click('manage-members-menu-option');
    await app.user.click((await screen.findAllByTestId('select-contact'))[0]!);
    await app.click('promote-members-button');
    expect(app.id('modal-warning').textContent).toMatch(/^This cannot be undone/u);
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:promote')).toEqual([{ conversationId: 1, memberIds: [BOB_ID] }]);
    expect((await app.find('session-toast')).textContent).toContain('Sending the promotion');
    await screen.findAllByTestId('group-member-name');
  });

  test('GRP-02: contacts who are not in it are invited, with what was written before if wanted', async () => {
    const app = await openSettings(hikers());
    await app.click('invite-contacts-menu-option');
    const dialog = within(await app.find('invite-contacts-dialog'));
    await waitFor(() =>
      expect(dialog.getAllByTestId(NAME).map((name) => name.textContent)).toEqual(['Dave']),
    );
    await app.user.click(dialog.getByText('Dave'));
    await app.click('share-history');
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:invite')).toEqual([
      { conversationId: 1, memberIds: [DAVE_ID], withHistory: true },
    ]);
    expect((await app.find('session-toast')).textContent).toContain('Sending the invitation');
    expect(app.all('invite-contacts-dialog')).toEqual([]);
  });
});

describe('the menu of a row', () => {
  const choose = async (data: FakeData) => {
    const app = await renderApp(data);
    const row = await screen.findByText('Hikers', { selector: `[data-testid="${ROW}"]` });
    await app.user.pointer({ keys: '[MouseRight]', target: row });
    await app.find('context-menu-item').catch(() => undefined);
    return app;
  };
  const items = () => screen.getAllByTestId('context-menu-item').map((item) => item.textContent);

  test('LST-10: an admin invites, and deletes it for everyone', async () => {
    const app = await choose(hikers());
    expect(items()).toEqual([
      'Pin',
      'Notifications',
      'Mark Unread',
      'Invite Contacts',
      'Delete Group',
      'Clear All Messages',
    ]);
    await app.user.click(screen.getByText('Delete Group'));
    expect(app.id('modal-description').textContent).toMatch(/^Hikers ends for everyone/u);
  });

  test('LST-10: a member leaves', async () => {
    const app = await choose(hikers({ groupAccess: 'member' }));
    await app.user.click(screen.getByText('Leave Group'));
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('groups:leave')).toEqual([{ conversationId: 1 }]);
  });

  test('LST-10: of a group that is over nothing is left but to take it away', async () => {
    await choose(hikers({ groupAccess: 'removed' }));
    expect(items()).toEqual(['Pin', 'Mark Unread', 'Remove Group']);
  });
});

test('SRC-01: groups are found by name, and opened', async () => {
  const app = await renderApp(hikers());
  await app.user.type(await app.find('search-input'), 'hik');
  const row = await screen.findByText('3 members');
  expect(row.closest('button')?.textContent).toContain('Hikers');
  await app.user.click(row);
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Hikers'));
});

test('KEY-01: keys open a new message, a new group, and the notes', async () => {
  const app = await renderApp(hikers());
  await app.find('new-conversation-button');
  await app.user.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
  await app.find('new-session-conversation');
  await app.user.keyboard('{Control>}{Shift>}g{/Shift}{/Control}');
  await app.find('new-closed-group-name');
  await app.user.keyboard('{Control>}{Shift>}n{/Shift}{/Control}');
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Note to Self'));
});
