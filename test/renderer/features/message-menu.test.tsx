// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { AttachmentView, MessageView } from '../../../src/ipc/index.ts';
import { OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const info = { media: { base: 'media://', token: 'TOKEN' } };
const bob = { info, conversations: [{ id: 1, name: 'Bob', isTrustedForMedia: true, lastActiveMs: 5_000 }] };
const notes = { info, conversations: [{ id: 1, kind: 'note-to-self', peerId: OWN_ID, name: '' }] } as const;

const file = (part: Partial<AttachmentView> = {}): AttachmentView => ({
  id: 31,
  contentType: 'application/pdf',
  fileName: 'plan.pdf',
  isVoiceMessage: false,
  state: 'ready',
  ...part,
});

type Data = Parameters<typeof renderApp>[0];

async function show(messages: readonly Partial<MessageView>[], data: Data = bob, name = 'Bob') {
  const app = await renderApp({ ...data, messages });
  await app.openConversation(name);
  await screen.findAllByTestId('message-container');
  const row = (at = 0) => app.all('message-container')[at]!;
  const openMenu = async (at = 0) => {
    fireEvent.contextMenu(app.all('message-content')[at]!, { clientX: 5, clientY: 5 });
    await screen.findAllByTestId('context-menu-item');
  };
  const labels = () => app.all('context-menu-item').map(({ textContent }) => textContent);
  const choose = async (label: string) =>
    app.user.click(app.all('context-menu-item').find(({ textContent }) => textContent === label)!);
  return { ...app, row, openMenu, labels, choose };
}

describe('CNV-08: the menu of a message', () => {
  test('sends again what failed', async () => {
    const app = await show([{ id: 7, direction: 'outgoing', state: 'failed', failure: 'gave-up' }]);
    await app.openMenu();
    await app.choose('Resend');
    expect(app.fake.callsTo('messages:retry')).toEqual([{ id: 7 }]);
  });

  test('saves a file, and copies the link of the words', async () => {
    const app = await show([{ id: 7, text: 'See https://example.org/a.', attachments: [file()] }]);
    await app.openMenu();
    await app.choose('Save Attachment');
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toEqual([{ id: 31, path: 'plan.pdf' }]));
    await app.openMenu();
    await app.choose('Copy URL');
    await waitFor(() => expect(app.fake.clipboard()?.text).toBe('https://example.org/a'));
  });

  test('copies the address of a community from its invitation', async () => {
    const url = 'https://community.example/garden?public_key=00';
    const app = await show([{ id: 7, text: '', invitation: { name: 'Gardeners', url } }]);
    await app.openMenu();
    await app.choose('Copy Community URL');
    await waitFor(() => expect(app.fake.clipboard()?.text).toBe(url));
  });

  test('offers none of that where there is nothing to send, save or copy', async () => {
    const app = await show([{ id: 7, text: 'words' }]);
    await app.openMenu();
    for (const label of ['Resend', 'Save Attachment', 'Copy URL', 'Copy Community URL'])
      expect(app.labels()).not.toContain(label);
  });
});

describe('CNV-09: answering', () => {
  test('by a double click beside the words, not on them', async () => {
    const app = await show([{ id: 7, text: 'The question' }]);
    await app.user.dblClick(screen.getByText('The question'));
    expect(app.all('composer-quote')).toEqual([]);
    await app.user.dblClick(app.row());
    expect((await app.find('composer-quote')).textContent).toContain('The question');
  });

  test('KEY-07: by its key, with the focus in the composer', async () => {
    const app = await show([{ id: 7, text: 'The question' }]);
    app.row().focus();
    await app.user.keyboard('{Control>}{Shift>}r{/Shift}{/Control}');
    expect((await app.find('composer-quote')).textContent).toContain('The question');
    await waitFor(() => expect(document.activeElement).toBe(app.id('message-input-text-area')));
  });
});

test('KEY-07: keys copy, save and react to the message that has the focus', async () => {
  const app = await show([{ id: 7, text: 'The words', attachments: [file()] }]);
  app.row().focus();
  await app.user.keyboard('{Control>}c{/Control}');
  await waitFor(() => expect(app.fake.clipboard()?.text).toBe('The words'));
  await app.user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(app.fake.callsTo('attachments:save')).toHaveLength(1));
  await app.user.keyboard('{Control>}{Shift>}e{/Shift}{/Control}');
  const first = await screen.findByLabelText('React with 😂');
  await waitFor(() => expect(document.activeElement).toBe(first));
});

test('CNV-11: a note is deleted here, or on all of our devices', async () => {
  const note = { id: 7, text: 'Milk', direction: 'outgoing', state: 'sent' } as const;
  const app = await show([note], notes, 'Note to Self');
  await app.openMenu();
  await app.choose('Delete');
  expect(app.id('input-deleteMessageDeviceOnly').dataset['checked']).toBe('true');
  await app.user.click(screen.getByText('Delete on all my devices'));
  await app.click('session-confirm-ok-button');
  await waitFor(() =>
    expect(app.fake.callsTo('messages:delete')).toEqual([{ ids: [7], scope: 'own-devices' }]),
  );
});

test('CNV-12: what was chosen is copied in the order in which it was written', async () => {
  const app = await show([
    { id: 7, text: 'one', sentAtMs: 1 },
    { id: 8, text: '', sentAtMs: 2, attachments: [file()] },
    { id: 9, text: 'three', sentAtMs: 3 },
  ]);
  await app.openMenu(2);
  await app.choose('Select');
  for (const at of [0, 1]) await app.user.click(screen.getAllByRole('checkbox')[at]!);
  await app.user.click(screen.getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(app.fake.clipboard()?.text).toBe('one\n\nthree'));
  await waitFor(() => expect(screen.queryAllByRole('checkbox')).toEqual([]));
});

describe('CNV-18: the facts of a message', () => {
  const factsOf = (panel: HTMLElement) =>
    Object.fromEntries(
      [...panel.querySelectorAll('dt')].map((term) => [
        term.textContent,
        term.nextElementSibling?.textContent,
      ]),
    );

  test('say when it came, and all of its file; from there it is answered and saved', async () => {
    const app = await show([
      { id: 7, text: 'Look', attachments: [file({ contentType: 'video/mp4', durationMs: 83_000 })] },
    ]);
    await app.openMenu();
    await app.choose('Info');
    const facts = factsOf(app.id('message-info'));
    expect(Object.keys(facts)).toEqual(['Sent', 'Received', 'Name', 'Type', 'Duration']);
    expect(facts).toMatchObject({ Name: 'plan.pdf', Type: 'video/mp4', Duration: '1:23' });
    await app.click('save-attachment-from-details');
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toHaveLength(1));
    await app.click('reply-to-msg-from-details');
    await app.find('composer-quote');
  });

  test('say why it failed, and send it again or delete it', async () => {
    const app = await show([{ id: 7, direction: 'outgoing', state: 'failed', failure: 'gave-up' }]);
    await app.openMenu();
    await app.choose('Info');
    expect(factsOf(app.id('message-info'))['Status']).toContain('could not be reached');
    await app.click('delete-from-details');
    await app.click('session-confirm-cancel-button');
    await app.click('resend-msg-from-details');
    expect(app.fake.callsTo('messages:retry')).toEqual([{ id: 7 }]);
    await waitFor(() => expect(factsOf(app.id('message-info'))['Status']).toBe('Sending'));
  });
});

describe('MED-03: seen large', () => {
  test('it says who sent it and when, is saved, and a film plays', async () => {
    const film = file({ id: 32, contentType: 'video/mp4', fileName: 'sea.mp4' });
    const app = await show([
      {
        id: 7,
        text: '',
        sentAtMs: 1_000,
        attachments: [file({ contentType: 'image/png', fileName: 'a.png' })],
      },
      { id: 8, text: '', sentAtMs: 2_000, direction: 'outgoing', state: 'sent', attachments: [film] },
    ]);
    await app.user.click(screen.getByLabelText('Open picture: a.png'));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Bob');
    expect(dialog.querySelector('time')?.dateTime).toBe('1970-01-01T00:00:01.000Z');
    await app.user.click(screen.getByRole('button', { name: 'Save Attachment' }));
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toEqual([{ id: 31, path: 'a.png' }]));
    await app.user.keyboard('{Escape}');
    await app.gone('lightbox-stage');
    await app.user.click(screen.getByLabelText('Play video: sea.mp4'));
    const own = await screen.findByRole('dialog');
    const player = own.querySelector('video');
    expect(player?.getAttribute('src')).toBe('media://attachment/TOKEN/32');
    expect(player?.controls).toBe(true);
    expect(own.textContent).toContain('You');
  });
});

describe('CNV-23: marks around words', () => {
  const text = 'It is *very* simple:\n```\nnpm start\n```';

  test('are shown as what they mean, and code is copied at once; the words are copied with their marks', async () => {
    const app = await show([{ id: 7, text }]);
    expect(screen.getByText('very').tagName).toBe('STRONG');
    await app.user.click(screen.getByRole('button', { name: 'Copy the code' }));
    await waitFor(() => expect(app.fake.clipboard()?.text).toBe('npm start'));
    await app.openMenu();
    await app.choose('Copy');
    await waitFor(() => expect(app.fake.clipboard()?.text).toBe(text));
  });

  test('stay as they are for those who want that', async () => {
    const app = await show([{ id: 7, text }]);
    await app.click('settings-section');
    await app.click('conversations-settings-menu-item');
    await app.click('show-formatting-settings-row');
    await waitFor(() => expect(app.fake.callsTo('settings:set')).toEqual([{ showsFormatting: false }]));
    await waitFor(() => expect(app.id('message-content').textContent).toBe(text));
  });
});
