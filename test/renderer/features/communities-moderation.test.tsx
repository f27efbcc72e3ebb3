// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { RoomModeratorView } from '../../../src/ipc/index.ts';
import type { FakeData } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';
import {
  carol,
  CAROL_BLINDED_ID,
  garden,
  mallory,
  MALLORY_BLINDED_ID,
  OWN_BLINDED_ID,
  post,
  us,
} from '../support/rooms.ts';

const carolModerates: RoomModeratorView = { ...carol, role: 'moderator', isHidden: false };

const openGarden = async (data: FakeData) => {
  const app = await renderApp(data);
  await app.openConversation('Garden');
  return app;
};

const asModerator = (part: Partial<FakeData> = {}) =>
  openGarden({
    conversations: [garden({ role: 'moderator' })],
    messages: [post(1, mallory, { may: { moderate: true, delete: true } })],
    ...part,
  });

const asAdmin = (part: Partial<FakeData> = {}) =>
  openGarden({
    conversations: [garden({ role: 'admin', hasServerRole: true })],
    messages: [post(1, mallory, { may: { moderate: true, delete: true, administer: true } })],
    rooms: { 1: { moderators: [carolModerates] } },
    ...part,
  });

const menuOf = async (app: Awaited<ReturnType<typeof openGarden>>, index = 0) => {
  await waitFor(() => expect(app.all('message-container').length).toBeGreaterThan(index));
  await app.user.pointer({
    keys: '[MouseRight]',
    target: within(app.all('message-container')[index]!).getByTestId('message-content'),
  });
  return (await screen.findAllByTestId('context-menu-item')).map((item) => item.textContent);
};

const choose = async (app: Awaited<ReturnType<typeof openGarden>>, label: string) =>
  app.user.click(await screen.findByText(label, { selector: '[data-testid="context-menu-item"] *' }));

const settings = async (app: Awaited<ReturnType<typeof openGarden>>) => {
  await app.click('conversation-options-avatar');
  await app.find('community-name');
};

describe('spec 05 §7.6: whispers', () => {
  test('a moderator whispers to whoever wrote a post, and to the moderators', async () => {
    const app = await asModerator();
    await menuOf(app);
    await choose(app, 'Whisper');
    expect((await app.find('whisper-confirm-button')).hasAttribute('disabled')).toBe(true);
    await app.user.type(await app.find('whisper-input'), ' Not here, please ');
    await app.click('whisper-audience');
    await app.click('whisper-audience-person-and-moderators');
    await app.click('whisper-confirm-button');
    await app.gone('modal-heading');
    expect(app.fake.callsTo('messages:send')).toEqual([
      {
        conversationId: 1,
        text: 'Not here, please',
        whisper: { to: MALLORY_BLINDED_ID, toModerators: true },
      },
    ]);
  });

  test('to the moderators alone, from the settings of the room; what is refused stays to be changed', async () => {
    const app = await asModerator();
    app.fake.refuse('messages:send', { code: 'community-forbidden' });
    await settings(app);
    await app.click('whisper-menu-option');
    await app.user.type(await app.find('whisper-input'), 'Who is on duty?');
    await app.click('whisper-confirm-button');
    await app.find('session-toast');
    expect(app.id('whisper-input')).toHaveProperty('value', 'Who is on duty?');
    expect(app.fake.callsTo('messages:send')).toMatchObject([{ whisper: { toModerators: true } }]);
  });

  test('nobody else is offered it', async () => {
    const app = await openGarden({ conversations: [garden()], messages: [post(1, mallory)] });
    expect(await menuOf(app)).not.toContain('Whisper');
  });
});

describe('spec 05 §11: what one person may do', () => {
  test('is shown, with what changes by itself, and is changed for a time', async () => {
    const later = [{ right: 'upload', value: true, atMs: 1_900_000_000_000 }] as const;
    const app = await asModerator({ memberRights: { upload: false, isBanned: false, later } });
    await menuOf(app);
    await choose(app, 'Permissions');
    expect((await app.find('member-right-upload')).textContent).toContain('Not allowed');
    expect(app.id('member-right-write').textContent).toContain('As everybody');
    expect(app.id('member-right-later').textContent).toContain('May send files from');
    expect(app.id('member-rights-confirm-button').hasAttribute('disabled')).toBe(true);
    await app.click('member-right-write');
    await app.click('member-right-write-no');
    await app.click('member-right-time');
    await app.click('member-right-time-day');
    await app.click('member-rights-confirm-button');
    await app.gone('modal-heading');
    expect(app.fake.callsTo('communities:set-member-rights')).toEqual([
      { conversationId: 1, userId: MALLORY_BLINDED_ID, rights: { write: false }, forS: 86_400 },
    ]);
    expect((await app.find('session-toast')).textContent).toBe('Permissions changed');
  });

  test('that is given back has no time', async () => {
    const app = await asModerator({ memberRights: { write: false, isBanned: true, later: [] } });
    await menuOf(app);
    await choose(app, 'Permissions');
    await app.click('member-right-write');
    await app.click('member-right-write-default');
    expect(app.all('member-right-time')).toEqual([]);
    expect(app.id('modal-description').textContent).toContain('banned');
    await app.click('member-rights-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:set-member-rights')).toEqual([
        { conversationId: 1, userId: MALLORY_BLINDED_ID, rights: { write: 'default' } },
      ]),
    );
  });

  test('that the server does not tell is said to be unknown', async () => {
    const app = await asModerator();
    app.fake.refuse('communities:member-rights', { code: 'community-not-found' });
    await menuOf(app);
    await choose(app, 'Permissions');
    expect((await screen.findByRole('alert')).textContent).not.toBe('');
    expect(app.all('member-right-write')).toEqual([]);
  });
});

describe('COM-03: bans', () => {
  test('the author of a post is banned for a time; a toast says so', async () => {
    const app = await asModerator();
    await menuOf(app);
    await choose(app, 'Ban User');
    expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
      'banOrUnbanUserModal',
    );
    expect(app.id('community-member').textContent).toContain('Mallory');
    expect(app.all('ban-user-input')).toEqual([]);
    await app.click('ban-time');
    await app.click('ban-time-week');
    await app.click('ban-user-confirm-button');
    await app.gone('modal-heading');
    expect(app.fake.callsTo('communities:ban')).toEqual([
      { conversationId: 1, userId: MALLORY_BLINDED_ID, reach: 'room', forS: 604_800 },
    ]);
    expect((await app.find('session-toast')).textContent).toBe('User banned');
  });

  test('somebody is banned by their ID, with everything that they wrote', async () => {
    const app = await asModerator();
    await settings(app);
    await app.click('ban-user-menu-option');
    await app.user.type(app.id('ban-user-input'), ' 15zz');
    await app.click('ban-user-delete-all-confirm-button');
    expect((await app.find('error-message')).textContent).toBe('This is nobody’s ID.');
    await app.user.clear(app.id('ban-user-input'));
    await app.user.click(app.id('ban-user-input'));
    await app.user.paste(` @${MALLORY_BLINDED_ID.toUpperCase()} `);
    await app.click('ban-user-delete-all-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:ban')).toEqual([
        { conversationId: 1, userId: MALLORY_BLINDED_ID, reach: 'room', deletesPosts: true },
      ]),
    );
    // The settings are still there below.
    expect((await app.find('community-name')).textContent).toBe('Garden');
  });

  test('who has a role on the server may ban from all of it', async () => {
    const app = await asAdmin();
    await menuOf(app);
    await choose(app, 'Ban User');
    await app.click('label-reach-server');
    await app.click('ban-user-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:ban')).toEqual([
        { conversationId: 1, userId: MALLORY_BLINDED_ID, reach: 'server' },
      ]),
    );
  });

  test('what the server refuses keeps the dialog; what it has not answered will be done', async () => {
    const app = await asModerator();
    app.fake.refuse('communities:ban', { code: 'community-forbidden' });
    await menuOf(app);
    await choose(app, 'Ban User');
    expect(app.all('label-reach-server')).toEqual([]);
    await app.click('ban-user-confirm-button');
    expect((await app.find('session-toast')).textContent).toBe(
      'The community does not allow you to do this.',
    );
    expect(app.id('modal-heading').textContent).toBe('Ban User');
  });

  test('somebody is unbanned', async () => {
    const app = await asModerator();
    await settings(app);
    await app.click('unban-user-menu-option');
    await app.user.click(app.id('unban-user-input'));
    await app.user.paste(MALLORY_BLINDED_ID);
    await app.click('unban-user-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:unban')).toEqual([
        { conversationId: 1, userId: MALLORY_BLINDED_ID, reach: 'room' },
      ]),
    );
    expect((await app.find('session-toast')).textContent).toBe('User unbanned');
  });

  test('nobody without a role is offered any of this', async () => {
    const app = await openGarden({ conversations: [garden()], messages: [post(1, mallory)] });
    expect(await menuOf(app)).not.toContain('Ban User');
    await app.user.keyboard('{Escape}');
    await settings(app);
    for (const option of ['ban-user', 'unban-user', 'add-admins', 'remove-admins'])
      expect(app.all(`${option}-menu-option`)).toEqual([]);
    expect(app.all('edit-community-details')).toEqual([]);
  });
});

describe('COM-03: posts of others', () => {
  test('a moderator deletes one for everyone', async () => {
    const app = await asModerator();
    await menuOf(app);
    await choose(app, 'Delete');
    await app.click('label-deleteMessageEveryone');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('messages:delete')).toEqual([{ ids: [1], scope: 'everyone' }]),
    );
  });

  test('all of one person go after a question with their name', async () => {
    const app = await asModerator();
    await menuOf(app);
    await choose(app, 'Delete All Posts');
    expect(app.id('modal-description').textContent).toBe(
      'Everything that Mallory wrote here is deleted for everybody. This cannot be undone.',
    );
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:delete-all-of')).toEqual([
        { conversationId: 1, userId: MALLORY_BLINDED_ID, reach: 'room' },
      ]),
    );
  });

  test('anybody may take back all that they wrote themselves', async () => {
    const app = await openGarden({ conversations: [garden()], messages: [post(1, us)] });
    await settings(app);
    await app.click('delete-own-posts-menu-option');
    expect(app.id('modal-description').textContent).toContain('Everything that you wrote here');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:delete-all-of')).toEqual([
        { conversationId: 1, userId: OWN_BLINDED_ID, reach: 'room' },
      ]),
    );
  });

  test('CNV-10: reactions are cleared, one kind or all', async () => {
    const app = await asModerator({
      messages: [
        post(1, mallory, {
          reactions: [{ senderId: CAROL_BLINDED_ID, emoji: '😈' }],
          may: { moderate: true },
          about: {
            people: [carol],
            reactions: [{ emoji: '😈', count: 1, isOurs: false, reactors: [CAROL_BLINDED_ID] }],
          },
        }),
      ],
    });
    await app.user.pointer({
      keys: '[MouseRight]',
      target: await screen.findByRole('button', { name: 'Carol reacted with 😈' }),
    });
    await app.click('reactions-clear-button');
    await app.click('label-clear-one-reaction');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:clear-reactions')).toEqual([{ messageId: 1, emoji: '😈' }]),
    );
    await menuOf(app);
    await choose(app, 'Clear Reactions');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:clear-reactions')).toContainEqual({ messageId: 1 }),
    );
  });

  test('an admin pins a post', async () => {
    const app = await asAdmin();
    await menuOf(app);
    await choose(app, 'Pin Post');
    await waitFor(() => expect(app.fake.callsTo('communities:pin')).toEqual([{ messageId: 1 }]));
    expect((await app.find('session-toast')).textContent).toBe('The post was pinned.');
  });
});

describe('COM-03: who keeps order', () => {
  test('somebody becomes a hidden admin, by their ID', async () => {
    const app = await asAdmin();
    await settings(app);
    await app.click('add-admins-menu-option');
    await app.user.click(app.id('add-admins-input'));
    await app.user.paste(MALLORY_BLINDED_ID);
    await app.click('label-role-admin');
    await app.click('role-hidden');
    await app.click('add-admins-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:set-role')).toEqual([
        {
          conversationId: 1,
          userId: MALLORY_BLINDED_ID,
          role: 'admin',
          isHidden: true,
          reach: 'room',
        },
      ]),
    );
  });

  test('from a post it is known already who', async () => {
    const app = await asAdmin();
    await menuOf(app);
    await choose(app, 'Give a Role');
    expect(app.id('community-member').textContent).toContain('Mallory');
    await app.click('add-admins-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:set-role')).toMatchObject([
        { role: 'moderator', isHidden: false },
      ]),
    );
  });

  test('a role is taken away from one of those who have one', async () => {
    const app = await asAdmin();
    await settings(app);
    await app.click('remove-admins-menu-option');
    expect(app.id('session-confirm-ok-button').classList).toContain('disabled');
    await app.user.click(await screen.findByRole('radio', { name: 'Carol' }));
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:set-role')).toEqual([
        { conversationId: 1, userId: CAROL_BLINDED_ID, role: 'none', reach: 'room' },
      ]),
    );
  });

  test('the people of a room: those with a role, and who wrote lately', async () => {
    const app = await asAdmin({ roomPeople: [us, mallory, carol] });
    await settings(app);
    await app.click('community-people-menu-option');
    await screen.findByText('Mallory', { selector: '[data-testid="module-contact-name__profile-name"]' });
    expect(app.all('module-contact-name__profile-name').map((name) => name.textContent)).toEqual([
      'Carol',
      'Mallory',
    ]);
    const dialog = screen.getByRole('dialog');
    await app.user.click(within(dialog).getByRole('button', { name: 'About Mallory' }));
    await app.click('member-ban-option');
    await app.click('ban-user-confirm-button');
    await waitFor(() => expect(app.fake.callsTo('communities:ban')).toHaveLength(1));
  });
});

describe('CST-01: what a room says of itself', () => {
  test('its name, description, members and address, as text and as code', async () => {
    const app = await openGarden({ conversations: [garden()] });
    await settings(app);
    expect(app.id('community-name').textContent).toBe('Garden');
    expect(app.id('group-description').textContent).toContain('Of leaves and roots');
    expect(app.id('community-place').textContent).toBe('community.example/garden');
    await app.click('view-qr-code-button');
    expect(screen.getByRole('img', { name: 'Code of the address of the community' }).tagName).toBe('svg');
  });

  test('an admin changes name, description and what anybody may do', async () => {
    const app = await asAdmin({
      rooms: { 1: { defaults: { read: true, accessible: true, write: true, upload: true } } },
    });
    await settings(app);
    await app.click('edit-community-details');
    const name = await app.find('update-community-info-name-input');
    expect(app.id('update-group-info-confirm-button').classList).toContain('disabled');
    await app.user.clear(name);
    await app.click('community-default-upload-settings-row');
    await app.click('update-group-info-confirm-button');
    expect((await app.find('error-message')).textContent).toBe('Please enter a name for the community.');
    await app.user.type(name, ' Park ');
    await app.click('clear-community-info-description-button');
    await app.click('update-group-info-confirm-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:describe')).toEqual([
        { conversationId: 1, name: 'Park', description: '', defaults: { upload: false } },
      ]),
    );
    expect((await app.find('community-name')).textContent).toBe('Garden');
  });

  test('CST-04, LST-03: only mentions can be told of, which the row shows', async () => {
    const app = await openGarden({ conversations: [garden()] });
    await settings(app);
    await app.click('notifications-menu-option');
    await app.click('notifications-mentions-only-button');
    await app.click('notifications-set-button');
    await waitFor(() =>
      expect(app.fake.callsTo('conversations:change')).toMatchObject([{ change: { notify: 'mentions' } }]),
    );
    await app.find('conversation-item-mentions-only');
  });
});
