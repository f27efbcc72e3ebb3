// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { BOB_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';
import { garden, OTHER_URL, ROOM_URL } from '../support/rooms.ts';

const joinPage = async (data: Parameters<typeof renderApp>[0] = {}) => {
  const app = await renderApp(data);
  await app.click('new-conversation-button');
  await app.click('chooser-new-community');
  await app.find('join-community-conversation');
  return app;
};

describe('NEW-05: a community is joined', () => {
  test('COM-01, NEW-01: by its address, which shows what it is before; then it opens', async () => {
    const app = await joinPage({ previews: { [ROOM_URL]: { hasPicture: true } } });
    await app.user.click(app.id('join-community-conversation'));
    await app.user.paste(`  ${ROOM_URL} `);
    const preview = await app.find('community-preview');
    expect(within(preview).getByTestId('community-preview-name').textContent).toBe('Garden');
    expect(preview.textContent).toContain('community.example/garden');
    expect(preview.textContent).toContain('Of leaves and roots');
    expect(preview.textContent).toContain('12 active members');
    await app.click('join-community-button');
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Garden'));
    expect(app.fake.callsTo('communities:join')).toEqual([{ url: ROOM_URL }]);
    expect(app.fake.callsTo('communities:room-picture')).toContainEqual({ url: ROOM_URL });
    expect(app.all('join-community-conversation')).toEqual([]);
  });

  test.each([
    ['community-url-invalid', 'This is no address of a community.'],
    ['community-url-key-missing', 'The key of the server is missing at the end of this address.'],
    ['community-unreachable', 'The server of the community does not answer. Try again later.'],
    ['community-not-found', 'There is no such community, or it is not open to you.'],
    ['community-banned', 'You are banned from this community.'],
  ])('%s is said in place, and goes with the next letter', async (code, words) => {
    const app = await joinPage();
    app.fake.refuse('communities:join', { code });
    await app.user.type(app.id('join-community-conversation'), 'garden');
    await app.click('join-community-button');
    expect((await app.find('error-message')).textContent).toBe(words);
    expect(app.all('header-conversation-name')).toEqual([]);
    await app.user.type(app.id('join-community-conversation'), 's');
    expect(app.all('error-message')).toEqual([]);
  });

  test('what the server of a pasted address answers is said without being asked', async () => {
    const app = await joinPage();
    app.fake.refuse('communities:preview', { code: 'community-key-wrong' });
    await app.user.click(app.id('join-community-conversation'));
    await app.user.paste(ROOM_URL);
    expect((await app.find('error-message')).textContent).toContain('another key than before');
  });

  test('one that is joined already says so in a toast, and can be opened', async () => {
    const app = await joinPage({ conversations: [garden()] });
    await app.user.click(app.id('join-community-conversation'));
    await app.user.paste(ROOM_URL);
    await app.find('community-preview');
    await app.click('join-community-button');
    expect((await app.find('session-toast')).textContent).toBe('You are already in this community.');
    expect(app.all('error-message')).toEqual([]);
    await app.user.click(screen.getByRole('button', { name: 'Open Community' }));
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Garden'));
  });

  test('the button shows that it waits, and takes no second press', async () => {
    const app = await joinPage();
    const release = app.fake.hold('communities:join');
    await app.user.type(app.id('join-community-conversation'), 'x{Enter}{Enter}');
    expect((await app.find('join-community-button')).classList).toContain('disabled');
    expect(screen.getByRole('progressbar', { name: 'Joining the community' }).dataset.testid).toBe(
      'loading-spinner',
    );
    await app.remote(release);
    await app.find('header-conversation-name');
    expect(app.fake.callsTo('communities:join')).toHaveLength(1);
  });
});

describe('COM-08: the rooms of a server', () => {
  const official = {
    officialRooms: [
      { url: ROOM_URL, name: 'Garden', rights: { read: true, write: false, upload: false } },
      { url: OTHER_URL, name: 'Orchard' },
    ],
    previews: { [OTHER_URL]: { name: 'Orchard' } },
  };

  test('the official ones are offered; one of them is looked at, then joined', async () => {
    const app = await joinPage(official);
    await waitFor(() =>
      expect(app.all('community-room').map((room) => room.querySelector('bdi')?.textContent)).toEqual([
        'Garden',
        'Orchard',
      ]),
    );
    await app.user.click(screen.getByText('Orchard'));
    expect((await app.find('modal-description')).textContent).toContain(OTHER_URL);
    await app.find('community-preview');
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Orchard'));
    expect(app.all('modal-heading')).toEqual([]);
  });

  test('a list that does not come is said, and asked for again', async () => {
    const app = await renderApp(official);
    app.fake.refuse('communities:rooms', { code: 'community-unreachable' });
    await app.click('new-conversation-button');
    await app.click('chooser-new-community');
    expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
    await app.user.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(app.fake.callsTo('communities:rooms')).toHaveLength(2));
  });

  test('any server shows its rooms, by the address of one', async () => {
    const app = await joinPage(official);
    await app.user.click(app.id('join-community-conversation'));
    await app.user.paste(OTHER_URL);
    await app.user.click(await screen.findByRole('button', { name: 'All communities of this server' }));
    expect((await screen.findByText('Communities of community.example')).tagName).toBe('H2');
    expect(app.fake.callsTo('communities:rooms')).toEqual([{}, { url: OTHER_URL }]);
    await app.user.click(screen.getByRole('button', { name: 'Show the official ones' }));
    expect((await screen.findByText('Official communities')).tagName).toBe('H2');
  });

  test('what is joined is marked, and opens', async () => {
    const app = await joinPage({ ...official, conversations: [garden()] });
    await app.user.click(await screen.findByRole('button', { name: 'Garden, joined' }));
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Garden'));
  });

  test('KEY-01: a key leads there, and Escape back', async () => {
    const app = await renderApp();
    await app.find('new-conversation-button');
    await app.user.keyboard('{Control>}{Shift>}c{/Shift}{/Control}');
    expect(document.activeElement).toBe(await app.find('join-community-conversation'));
    await app.user.keyboard('{Escape}');
    expect((await app.find('chooser-new-community')).textContent).toBe('Join Community');
  });
});

describe('from elsewhere', () => {
  const withBob = { conversations: [{ id: 1, name: 'Bob', peerId: BOB_ID }] };

  test('CNV-14: a card leads into the community, after a question that says what it is', async () => {
    const app = await renderApp({
      ...withBob,
      messages: [{ conversationId: 1, text: '', invitation: { url: ROOM_URL, name: 'Garden' } }],
    });
    await app.openConversation('Bob');
    const card = await app.find('community-invitation-details');
    await app.user.click(within(card).getByRole('button', { name: 'Join Garden' }));
    expect((await app.find('modal-heading')).textContent).toBe('Join Community');
    await app.find('community-preview');
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Garden'));
  });

  test('a link to a community offers to join it, or the browser', async () => {
    const app = await renderApp({ ...withBob, messages: [{ conversationId: 1, text: `Come: ${ROOM_URL}` }] });
    await app.openConversation('Bob');
    await app.user.click(await screen.findByRole('link'));
    expect((await app.find('modal-heading')).textContent).toBe('Join Community');
    await app.user.click(await screen.findByRole('button', { name: 'Open in the browser instead' }));
    expect((await app.find('modal-heading')).textContent).toBe('Open URL');
    expect(app.fake.callsTo('communities:join')).toEqual([]);
  });

  test('a question about a community that is there already opens it', async () => {
    const app = await renderApp({
      conversations: [garden({}, { id: 2 }), { id: 1, name: 'Bob', peerId: BOB_ID }],
      messages: [{ conversationId: 1, text: ROOM_URL }],
    });
    await app.openConversation('Bob');
    await app.user.click(await screen.findByRole('link'));
    await waitFor(() => expect(app.id('modal-heading').textContent).toBe('Open Community'));
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Garden'));
    expect(app.fake.callsTo('communities:join')).toEqual([]);
  });

  test('what went wrong stays with the question', async () => {
    const app = await renderApp({ ...withBob, messages: [{ conversationId: 1, text: ROOM_URL }] });
    await app.openConversation('Bob');
    app.fake.refuse('communities:join', { code: 'community-forbidden' });
    await app.user.click(await screen.findByRole('link'));
    await app.find('community-preview');
    await app.click('session-confirm-ok-button');
    expect((await app.find('error-message')).textContent).toBe(
      'The community does not allow you to do this.',
    );
    await app.click('session-confirm-cancel-button');
    expect(app.all('modal-heading')).toEqual([]);
  });

  test('NEW-07: an address in the search field leads there', async () => {
    const app = await renderApp(withBob);
    await app.user.click(await app.find('search-input'));
    await app.user.paste(ROOM_URL);
    await app.user.click(await screen.findByText('Look at this community'));
    expect((await app.find('modal-heading')).textContent).toBe('Join Community');
  });
});
