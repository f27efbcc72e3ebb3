// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { MessageView } from '../../../src/ipc/index.ts';
import { BOB_ID, type FakeData, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';
import {
  carol,
  CAROL_BLINDED_ID,
  garden,
  mallory,
  OWN_BLINDED_ID,
  post,
  ROOM_URL,
  us,
} from '../support/rooms.ts';

const openGarden = async (data: FakeData = { conversations: [garden()] }) => {
  const app = await renderApp(data);
  await app.openConversation('Garden');
  return app;
};

const rows = (app: Awaited<ReturnType<typeof openGarden>>) => app.all('message-container');

/** The menu of a message, by the keyboard as well as by anything else. */
const menuOf = async (app: Awaited<ReturnType<typeof openGarden>>, index: number) => {
  await waitFor(() => expect(rows(app).length).toBeGreaterThan(index));
  await app.user.pointer({
    keys: '[MouseRight]',
    target: within(rows(app)[index]!).getByTestId('message-content'),
  });
  return (await screen.findAllByTestId('context-menu-item')).map((item) => item.textContent);
};

const choose = async (app: Awaited<ReturnType<typeof openGarden>>, label: string) =>
  app.user.click(await screen.findByText(label, { selector: '[data-testid="context-menu-item"] *' }));

describe('COM-01: a room in the list and over its messages', () => {
  test('LST-06, CNV-01: who wrote last, how many are there, and its picture', async () => {
    const app = await openGarden({
      conversations: [
        garden(
          {},
          {
            picture: 7,
            lastMessage: {
              id: 9,
              authorId: CAROL_BLINDED_ID,
              author: { name: 'Carol' },
              text: `hello @${OWN_BLINDED_ID}`,
              direction: 'incoming',
              state: 'received',
              kind: 'text',
            },
          },
        ),
      ],
      info: { media: { base: 'media://', token: 'token' } },
    });
    const row = app.id('module-conversation__user__profile-name').closest('button');
    expect(row?.textContent).toContain('Carol: hello @You');
    expect(row?.querySelector('img')?.getAttribute('src')).toBe('media://avatar/token/room-1?7');
    expect(app.id('conversation-header-room').textContent).toBe('12 active members');
  });

  test.each([
    ['connecting', 'Connecting…'],
    ['unreachable', 'Server not reachable'],
    ['banned', 'Not available'],
  ] as const)('COM-07: while it is %s the header says so', async (state, words) => {
    const app = await openGarden({ conversations: [garden({ state })] });
    expect(app.id('conversation-header-room').textContent).toBe(words);
  });

  test('LST-14: communities are a part of the list', async () => {
    const others = [1, 2, 3, 4, 5].map((n) => ({
      id: n + 1,
      name: `Friend ${n}`,
      peerId: `05${`0${n}`.repeat(32)}`,
    }));
    const app = await renderApp({ conversations: [garden(), ...others] });
    await app.click('list-filter-communities');
    await waitFor(() =>
      expect(app.all('module-conversation__user__profile-name').map((name) => name.textContent)).toEqual([
        'Garden',
      ]),
    );
  });

  test('LST-10: its menu has its address, invitations and the way out', async () => {
    const app = await renderApp({ conversations: [garden({ role: 'moderator' })] });
    await app.user.pointer({
      keys: '[MouseRight]',
      target: await app.find('module-conversation__user__profile-name'),
    });
    const items = (await screen.findAllByTestId('context-menu-item')).map((item) => item.textContent);
    expect(items).toEqual([
      'Pin',
      'Copy Community URL',
      'Notifications',
      'Mark Unread',
      'Invite Contacts',
      'Leave Community',
      'Ban User',
      'Unban User',
      'Clear All Messages',
    ]);
    await choose(app, 'Copy Community URL');
    await waitFor(() => expect(app.fake.clipboard()?.text).toBe(ROOM_URL));
  });

  test('it is left after a question', async () => {
    const app = await openGarden();
    await app.click('conversation-options-avatar');
    await app.click('leave-community-menu-option');
    expect(app.id('modal-description').textContent).toContain('Garden and its messages are removed');
    await app.click('session-confirm-ok-button');
    await app.gone('header-conversation-name');
    expect(app.fake.callsTo('communities:leave')).toEqual([{ conversationId: 1 }]);
    expect(app.all('module-conversation__user__profile-name')).toEqual([]);
  });
});

describe('COM-02: posts', () => {
  test('CNV-02: with their authors, and what those are in the room', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, carol, { about: { role: 'moderator' } }), post(2, mallory), post(3, us)],
    });
    await waitFor(() => expect(rows(app)).toHaveLength(3));
    const names = rows(app).map((row) =>
      within(row)
        .queryAllByTestId('module-message__author__profile-name')
        .map((name) => name.textContent),
    );
    expect(names).toEqual([['Carol'], ['Mallory'], []]);
    expect(app.all('community-role').map((badge) => badge.textContent)).toEqual(['Moderator']);
    expect(rows(app)[2]?.getAttribute('aria-label')).toContain('You');
  });

  test('CMP-05: those who wrote are offered, and named by the ID of the room', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, mallory)],
      roomPeople: [carol, mallory],
    });
    await app.compose('@');
    await waitFor(() =>
      expect(app.all('mentions-container-row').map((row) => row.getAttribute('aria-label'))).toEqual([
        'Mallory',
        'Carol',
      ]),
    );
    await app.user.click(app.all('mentions-container-row')[1]!);
    await app.click('send-message-button');
    await waitFor(() =>
      expect(app.fake.callsTo('messages:send')).toMatchObject([{ text: `@${CAROL_BLINDED_ID}` }]),
    );
  });

  test('we are "You" under the ID of the room, too', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, carol, { text: `hi @${OWN_BLINDED_ID}`, about: { people: [us] } })],
    });
    expect((await screen.findByText('You', { selector: 'bdi' })).textContent).toBe('You');
    expect(app.all('message-content')[0]?.textContent).toContain('@You');
  });

  test('CNV-10: reactions count everybody, though the room names only some', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [
        post(1, carol, {
          reactions: [
            { senderId: OWN_BLINDED_ID, emoji: '😂' },
            { senderId: CAROL_BLINDED_ID, emoji: '😂' },
          ],
          about: {
            people: [carol, us],
            reactions: [{ emoji: '😂', count: 9, isOurs: true, reactors: [CAROL_BLINDED_ID] }],
          },
        }),
      ],
      reactors: [carol, us, mallory],
    });
    const chip = await screen.findByRole('button', { name: 'You, Carol and 7 others reacted with 😂' });
    expect(chip.textContent).toBe('😂9');
    expect(chip.getAttribute('aria-pressed')).toBe('true');
    await app.user.click(chip);
    expect(app.fake.callsTo('messages:react')).toEqual([{ messageId: 1, emoji: '😂', action: 'remove' }]);
    await app.user.pointer({ keys: '[MouseRight]', target: chip });
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('Mallory'));
    expect(app.fake.callsTo('communities:reactors')).toEqual([{ messageId: 1, emoji: '😂' }]);
  });

  test('what the room does not let us do is not offered', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, carol, { may: { reply: false, react: false } })],
    });
    expect(await menuOf(app, 0)).toEqual([
      'Copy',
      'Forward',
      'Info',
      'Select',
      'User Details',
      'Copy ID',
      'Delete',
    ]);
    expect(app.all('reaction-emoji-panel-button')).toEqual([]);
  });

  test('CNV-11: own posts go for everyone, those of others only from here', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, carol), post(2, us, { may: { delete: true } })],
    });
    await menuOf(app, 0);
    await choose(app, 'Delete');
    expect(app.all('input-deleteMessageEveryone')).toEqual([]);
    await app.click('session-confirm-cancel-button');
    await menuOf(app, 1);
    await choose(app, 'Delete');
    await app.click('label-deleteMessageEveryone');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('messages:delete')).toEqual([{ ids: [2], scope: 'everyone' }]),
    );
  });

  test('what not everybody sees says for whom it is', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [
        post(1, carol, { about: { whisper: { toModerators: true } } }),
        post(2, mallory, { about: { whisper: { toModerators: false, to: carol } } }),
      ],
    });
    await waitFor(() =>
      expect(app.all('whisper-mark').map((mark) => mark.textContent)).toEqual([
        'Only moderators see this.',
        'Only Carol sees this.',
      ]),
    );
  });

  test('a failed post says what the community refused', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, us, { state: 'failed', failure: 'filtered' })],
    });
    expect((await app.find('msg-status')).textContent).toBe(
      'Not sent. The community does not accept these words.',
    );
  });

  test('what a server refused in the end is told, with the reason', async () => {
    const app = await openGarden();
    await app.remote(() =>
      app.fake.emit({
        type: 'community-notice',
        conversationId: 1,
        action: 'ban',
        code: 'community-forbidden',
      }),
    );
    expect((await app.find('session-toast')).textContent).toBe(
      'Somebody was not banned. The community does not allow you to do this.',
    );
  });
});

describe('COM-09: a post of ours is changed', () => {
  const mine = {
    conversations: [garden({}, { draft: 'half a thought' })],
    messages: [
      post(1, us, { text: `hi @${CAROL_BLINDED_ID}`, may: { edit: true }, about: { people: [carol] } }),
    ],
  };

  test('in the composer, which gives back what was being written', async () => {
    const app = await openGarden(mine);
    await menuOf(app, 0);
    await choose(app, 'Edit');
    const editor = app.id('message-input-text-area');
    await waitFor(() => expect(editor.textContent).toBe('hi @Carol'));
    expect(app.id('composer-edit').textContent).toContain('Editing your post');
    expect(app.all('attachments-button')).toEqual([]);
    await app.compose('hello');
    await app.click('save-edit-button');
    await app.gone('composer-edit');
    expect(app.fake.callsTo('communities:edit-post')).toEqual([{ messageId: 1, text: 'hello' }]);
    expect(editor.textContent).toBe('half a thought');
    expect(app.fake.callsTo('messages:send')).toEqual([]);
    expect(app.fake.callsTo('conversations:save-draft')).not.toContainEqual(
      expect.objectContaining({ text: 'hello' }),
    );
  });

  test('Escape leaves it as it was, Enter saves; the same words ask nobody', async () => {
    const app = await openGarden(mine);
    await menuOf(app, 0);
    await choose(app, 'Edit');
    await app.find('composer-edit');
    app.id('message-input-text-area').focus();
    await app.user.keyboard('{Escape}');
    await app.gone('composer-edit');
    await menuOf(app, 0);
    await choose(app, 'Edit');
    await app.find('composer-edit');
    app.id('message-input-text-area').focus();
    await app.user.keyboard('{Enter}');
    await app.gone('composer-edit');
    expect(app.fake.callsTo('communities:edit-post')).toEqual([]);
  });

  test('what the server refuses stays before the person', async () => {
    const app = await openGarden(mine);
    app.fake.refuse('communities:edit-post', { code: 'community-filtered' });
    await menuOf(app, 0);
    await choose(app, 'Edit');
    await app.find('composer-edit');
    await app.compose('rude');
    await app.click('save-edit-button');
    expect((await app.find('session-toast')).textContent).toBe('The community does not accept these words.');
    expect(app.id('composer-edit').textContent).toContain('Editing your post');
    expect(app.id('message-input-text-area').textContent).toBe('rude');
  });

  test('others see that it was changed', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, carol, { about: { editedAtMs: 60_000 } })],
    });
    expect((await app.find('message-edited')).textContent).toBe('edited');
  });
});

describe('CNV-19: where nothing can be written', () => {
  test.each([
    [garden({ rights: { read: true, write: false, upload: false } }), 'You can read here, but not write.'],
    [garden({ state: 'banned' }), 'You may not read or write in Garden any more.'],
    [garden({ state: 'forbidden' }), 'You may not read or write in Garden any more.'],
    [garden({ state: 'gone' }), 'Garden is not there any more, or not open to you.'],
    [
      garden({ state: 'key-wrong' }),
      'Nothing is sent to community.example, because it has another key than before.',
    ],
  ])('the reason stands in the place of the composer', async (conversation, words) => {
    const app = await openGarden({ conversations: [conversation], messages: [post(1, carol)] });
    const place = app.id('message-input-text-area');
    expect(place.textContent).toBe(words);
    expect(place.getAttribute('placeholder')).toBe(words);
    expect(place.isContentEditable).not.toBe(true);
  });

  test('without the right to send files, words can be sent and the buttons say why not files', async () => {
    const app = await openGarden({
      conversations: [garden({ rights: { read: true, write: true, upload: false } })],
    });
    await app.click('attachments-button');
    expect((await app.find('session-toast')).textContent).toBe('You may not send files in this community.');
    expect(app.id('microphone-button').getAttribute('aria-label')).toBe(
      'You may not send files in this community.',
    );
    await app.compose('words');
    await app.click('send-message-button');
    expect(app.fake.callsTo('messages:send')).toMatchObject([{ text: 'words' }]);
  });

  test('a room that is no more can be left from there', async () => {
    const app = await openGarden({ conversations: [garden({ state: 'gone' })] });
    await app.click('leave-closed-community');
    await app.click('session-confirm-ok-button');
    await app.gone('header-conversation-name');
  });

  test('CNV-15: an empty room says what can be done in it', async () => {
    const app = await openGarden({ conversations: [garden()] });
    expect(app.id('empty-conversation-control-message').textContent).toBe(
      'There are no messages in Garden yet.',
    );
  });
});

describe('COM-07: what the server has', () => {
  test('a server that does not answer is named, and asked again', async () => {
    const app = await openGarden({ conversations: [garden({ state: 'unreachable' })] });
    expect((await app.find('community-unreachable-banner')).textContent).toBe(
      'community.example does not answer. What you write is sent as soon as it does.',
    );
    await app.user.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(app.fake.callsTo('communities:refresh')).toEqual([{ conversationId: 1 }]));
    await app.remote(() => app.fake.putConversation(garden()));
    await app.gone('community-unreachable-banner');
  });

  test('COM-08: a server with another key is warned of', async () => {
    const app = await openGarden({ conversations: [garden({ state: 'key-wrong' })] });
    expect((await app.find('community-key-banner')).textContent).toContain(
      'community.example has another key than when you joined.',
    );
  });

  test('older posts come from the server when those on this device end', async () => {
    const app = await openGarden({
      conversations: [garden({ hasOlder: true })],
      messages: [post(50, carol)],
      olderPosts: [post(10, mallory), post(11, mallory)],
    });
    await waitFor(() => expect(rows(app)).toHaveLength(3));
    expect(app.fake.callsTo('communities:load-older')).toEqual([{ conversationId: 1 }]);
    expect(app.all('load-older-button')).toEqual([]);
    expect(screen.getByText('This is the beginning of your conversation.').tagName).toBe('P');
  });

  test('what went wrong is said above them, and tried again', async () => {
    const app = await renderApp({
      conversations: [garden({ hasOlder: true })],
      messages: [post(50, carol)],
    });
    app.fake.refuse('communities:load-older', { code: 'community-unreachable' });
    await app.openConversation('Garden');
    expect((await screen.findByRole('alert')).textContent).toBe(
      'The server of the community does not answer. Try again later.',
    );
    expect(app.id('load-older-button').textContent).toBe('Retry');
    await app.click('load-older-button');
    await waitFor(() => expect(app.fake.callsTo('communities:load-older')).toHaveLength(2));
  });
});

describe('pinned posts', () => {
  const pinned = (message: MessageView | undefined) => ({
    serverId: 101,
    pinnedAtMs: 1_000,
    pinnedBy: carol,
    ...(message === undefined ? {} : { message }),
  });

  test('the last one stands over the messages and leads to itself; an admin takes it off', async () => {
    const rules = post(1, carol, { text: 'Be kind', about: { isPinned: true } });
    const app = await openGarden({
      conversations: [garden({ pinnedCount: 1, role: 'admin' })],
      messages: [rules, post(2, mallory)],
      rooms: {
        1: {
          pinned: [
            pinned({ ...rules, kind: 'text', attachments: [], reactions: [] } as unknown as MessageView),
          ],
        },
      },
    });
    const bar = await app.find('pinned-bar');
    expect(bar.textContent).toContain('Carol: Be kind');
    await app.user.click(screen.getByRole('button', { name: 'Pinned post: Carol: Be kind' }));
    await waitFor(() => expect(rows(app)[0]?.dataset['lit']).toBe('true'));
    await app.click('pinned-all-button');
    expect((await app.find('pinned-post')).textContent).toContain('Pinned by Carol');
    await app.click('unpin-button');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:unpin')).toEqual([{ conversationId: 1, serverId: 101 }]),
    );
    expect((await app.find('session-toast')).textContent).toBe('The post is not pinned any more.');
  });

  test('one that is older than all that is here says what it says, and leads nowhere', async () => {
    const words = { author: mallory, text: 'Be kind', fileCount: 2, postedAtMs: 1_000 };
    const app = await openGarden({
      conversations: [garden({ pinnedCount: 1, role: 'admin' })],
      rooms: { 1: { pinned: [{ ...pinned(undefined), words }] } },
    });
    expect((await app.find('pinned-bar')).textContent).toContain('Mallory: Be kind. 2 files');
    await app.click('pinned-all-button');
    const shown = await app.find('pinned-post');
    expect(
      within(shown).getByRole('button', { name: 'Pinned post: Mallory: Be kind. 2 files' }),
    ).toHaveProperty('disabled', true);
  });

  test('one that is not here yet is said to be elsewhere', async () => {
    const app = await openGarden({
      conversations: [garden({ pinnedCount: 1 })],
      rooms: { 1: { pinned: [pinned(undefined)] } },
    });
    expect((await app.find('pinned-bar')).textContent).toContain('A post that is not on this device yet');
    expect(app.all('pinned-all-button')).toEqual([]);
  });
});

describe('COM-05: people who are known from a community only', () => {
  const blinded = (refusesRequests: boolean) => ({
    id: 2,
    kind: 'blinded' as const,
    peerId: CAROL_BLINDED_ID,
    name: 'Carol',
    hasApprovedUs: false,
    blinded: { serverUrl: 'https://community.example', refusesRequests },
  });

  test('the author of a post is written to', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, carol, { may: { writeToAuthor: true } })],
    });
    await menuOf(app, 0);
    await choose(app, 'Write to Author');
    await waitFor(() =>
      expect(app.id('conversation-header-room').textContent).toBe('Known from community.example'),
    );
    expect(app.fake.callsTo('communities:write-to')).toEqual([
      { conversationId: 1, userId: CAROL_BLINDED_ID },
    ]);
    expect(app.id('conversation-request-explanation').textContent).toContain('You can send text');
  });

  test('CST-09: from their picture, too, where their ID is shown', async () => {
    const app = await openGarden({ conversations: [garden()], messages: [post(1, carol)] });
    await app.user.click(await screen.findByRole('button', { name: 'About Carol' }));
    expect(app.id('account-id').textContent).toBe(CAROL_BLINDED_ID);
    expect(app.id('account-id-pill').textContent).toBe('ID in this community');
    expect(app.all('view-qr-code-button')).toEqual([]);
    await app.click('new-session-conversation');
    await app.gone('modal-heading');
    expect(app.fake.callsTo('communities:write-to')).toHaveLength(1);
  });

  test('CST-09: from a mention of them, too', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, mallory, { text: `ask @${CAROL_BLINDED_ID}`, about: { people: [carol] } })],
    });
    await app.user.click(await screen.findByText('Carol', { selector: 'button > bdi' }));
    expect(app.id('preferred-display-name').textContent).toBe('Carol');
    expect(app.id('account-id').textContent).toBe(CAROL_BLINDED_ID);
  });

  test('who takes no such messages is not written to', async () => {
    const app = await openGarden({
      conversations: [garden()],
      messages: [post(1, { ...carol, refusesRequests: true }, { may: { writeToAuthor: true } })],
    });
    expect(await menuOf(app, 0)).not.toContain('Write to Author');
    await app.user.keyboard('{Escape}');
    await app.user.click(await screen.findByRole('button', { name: 'About Carol' }));
    expect(app.id('new-session-conversation').classList).toContain('disabled');
    expect(app.id('blinded-note').textContent).toContain('takes no messages');
  });

  test('the conversation says so as well', async () => {
    const app = await renderApp({ conversations: [blinded(true)] });
    await app.openConversation('Carol');
    expect(app.id('message-input-text-area').textContent).toBe(
      'Carol takes no messages from people in communities.',
    );
  });

  test('CMP-10: only text, as long as they have not answered', async () => {
    const app = await renderApp({ conversations: [blinded(false)] });
    await app.openConversation('Carol');
    await app.click('attachments-button');
    expect((await app.find('session-toast')).textContent).toBe(
      'Only text can be sent until you know each other.',
    );
    await app.click('conversation-options-avatar');
    expect(app.id('account-id').textContent).toBe(CAROL_BLINDED_ID);
    expect(app.all('block-user-menu-option')).toEqual([]);
    expect(app.all('delete-conversation-menu-option')).toHaveLength(1);
  });

  test('SET-04: whether we take such messages is for us to say', async () => {
    const app = await renderApp();
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    await app.click('enable-communities-message-requests-settings-row');
    await waitFor(() => expect(app.fake.callsTo('privacy:set')).toEqual([{ communityRequests: true }]));
    expect(screen.getByRole<HTMLInputElement>('switch', { name: 'Community message requests' }).checked).toBe(
      true,
    );
  });

  test('COM-06, SET-06: trimming is on, and can be switched off', async () => {
    const app = await renderApp();
    await app.click('settings-section');
    await app.click('conversations-settings-menu-item');
    await app.click('conversation-trimming-settings-row');
    await waitFor(() =>
      expect(app.fake.callsTo('communities:set-settings')).toEqual([{ trimsOldMessages: false }]),
    );
  });
});

test('COM-04: nobody is said to be missing while contacts may still come', async () => {
  const app = await openGarden({ conversations: [garden()], isIncomplete: true });
  await app.click('conversation-options-avatar');
  await app.click('invite-contacts-menu-option');
  const dialog = await app.find('invite-contacts-dialog');
  expect(
    await within(dialog).findByText('Your contacts are still on their way from the network.'),
  ).toBeTruthy();
  await app.remote(() => app.fake.complete());
  expect(within(dialog).queryByText(/still on their way/u)).toBeNull();
});

test('COM-04: contacts are invited with a card', async () => {
  const app = await openGarden({
    conversations: [garden(), { id: 2, name: 'Bob', peerId: BOB_ID }],
  });
  await app.click('conversation-options-avatar');
  await app.click('invite-contacts-menu-option');
  const dialog = await app.find('invite-contacts-dialog');
  await app.user.click(await within(dialog).findByText('Bob'));
  await app.click('session-confirm-ok-button');
  expect((await app.find('session-toast')).textContent).toBe('Sending the invitation');
  expect(app.fake.callsTo('communities:invite')).toEqual([{ conversationId: 1, accountIds: [BOB_ID] }]);
});

test('our Account ID is nowhere in what we send to a room', async () => {
  const app = await openGarden({
    conversations: [garden()],
    messages: [post(1, us)],
    roomPeople: [us, carol],
  });
  await app.compose('@al');
  expect(app.all('mentions-container-row')).toEqual([]);
  await app.click('send-message-button');
  expect(JSON.stringify(app.fake.callsTo('messages:send'))).not.toContain(OWN_ID);
});
