// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { contactEntries } from '../../../src/renderer/features/new-conversation/contact-entries.ts';
import { typedAddress } from '../../../src/renderer/features/search/typed-address.ts';
import { BOB_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const CONTACT = 'module-contact-name__profile-name';
const idOf = (digit: number) => `05${`${digit}c`.repeat(32)}`;
const friends = ['Zoe', 'Anna', 'Élodie', '42'].map((name, at) => ({
  id: at + 1,
  name,
  peerId: idOf(at + 1),
}));

const contact = (displayName: string, at: number) => ({
  accountId: idOf(at),
  name: displayName,
  nickname: '',
  displayName,
  isApproved: true,
  hasApprovedUs: true,
  isBlocked: false,
});

test('NEW-01: contacts stand under their letters, accents with their letter, and Note to Self comes first', () => {
  const entries = contactEntries(['42', 'Anna', 'Ävar', 'zoe'].map(contact), {
    typed: '',
    noteToSelf: 'Note to Self',
  });
  const lines = entries.map((entry) =>
    entry.kind === 'letter' ? entry.letter : entry.kind === 'contact' ? entry.contact.displayName : '*',
  );
  expect(lines).toEqual(['*', '#', '42', 'A', 'Anna', 'Ävar', 'Z', 'zoe']);
});

test('NEW-01: the chooser finds a contact by a part of the name, and opens the conversation', async () => {
  const app = await renderApp({ conversations: friends });
  await app.click('new-conversation-button');
  await waitFor(() =>
    expect(app.all(CONTACT).map((name) => name.textContent)).toEqual([
      'Note to Self',
      '42',
      'Anna',
      'Élodie',
      'Zoe',
    ]),
  );
  await app.user.type(app.id('search-contacts-field'), 'elo');
  await waitFor(() => expect(app.all(CONTACT).map((name) => name.textContent)).toEqual(['Élodie']));
  await app.user.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('Élodie');
  await app.user.click(app.all(CONTACT)[0]!);
  await waitFor(() => expect(app.id('header-conversation-name').textContent).toBe('Élodie'));
  expect(app.all('search-contacts-field')).toEqual([]);
});

test('NEW-02 and NEW-03: a registered name opens its conversation; one that nobody has says so', async () => {
  const app = await renderApp({ names: { bob: BOB_ID } });
  await app.click('new-conversation-button');
  await app.click('chooser-new-conversation-button');
  await app.user.type(await app.find('new-session-conversation'), 'nobody{Enter}');
  expect((await app.find('error-message')).textContent).toBe('Nobody has registered this name.');
  await app.user.clear(app.id('new-session-conversation'));
  await app.gone('error-message');
  await app.user.type(app.id('new-session-conversation'), ' Bob ');
  await app.click('next-new-conversation-button');
  await waitFor(() => expect(app.fake.callsTo('conversations:start')).toEqual([{ accountId: BOB_ID }]));
  expect(app.fake.callsTo('names:look-up')).toEqual([{ name: 'nobody' }, { name: 'bob' }]);
});

test('NEW-06: the invitation shows the Account ID as a code, too', async () => {
  const app = await renderApp();
  await app.click('new-conversation-button');
  await app.click('chooser-invite-friend');
  expect(await screen.findByRole('img', { name: 'QR code with your Account ID' })).toBeTruthy();
});

test.each([
  [BOB_ID, { kind: 'account', accountId: BOB_ID }],
  [BOB_ID.toUpperCase(), { kind: 'account', accountId: BOB_ID }],
  [`session://${BOB_ID}?x=1`, { kind: 'account', accountId: BOB_ID }],
  [`${BOB_ID}ab`, undefined],
  ['Alice_1', { kind: 'name', name: 'alice_1' }],
  ['two words', undefined],
  ['x', undefined],
])('NEW-07: %s names %o', (text, address) => {
  expect(typedAddress(text)).toEqual(address);
});

test('NEW-01: contacts have their pictures', async () => {
  const app = await renderApp({
    info: { media: { base: 'media://', token: 'TOKEN' } },
    conversations: [{ id: 1, name: 'Anna', peerId: idOf(1), picture: 7 }],
  });
  await app.click('new-conversation-button');
  const row = await app.find('chooser-contact');
  const picture = row.querySelector('image')?.getAttribute('href') ?? row.querySelector('img')?.src;
  expect(picture).toContain(`avatar/TOKEN/${idOf(1)}`);
});
