// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { AttachmentView, MessageView } from '../../../src/ipc/index.ts';
import { renderApp } from '../support/render-app.tsx';

const info = { media: { base: 'media://', token: 'TOKEN' } };
const bob = { info, conversations: [{ id: 1, name: 'Bob', isTrustedForMedia: true, lastActiveMs: 5_000 }] };

const picture = (id: number, part: Partial<AttachmentView> = {}): AttachmentView => ({
  id,
  contentType: 'image/png',
  fileName: `${id}.png`,
  isVoiceMessage: false,
  state: 'ready',
  ...part,
});

const three = [picture(31), picture(32), picture(33)];

type Data = Parameters<typeof renderApp>[0];

async function show(messages: readonly Partial<MessageView>[], data: Data = {}) {
  const app = await renderApp({ ...bob, ...data, messages });
  await app.openConversation('Bob');
  await screen.findAllByTestId('message-container');
  const openMenu = async (at = 0) => {
    fireEvent.contextMenu(app.all('message-content')[at]!, { clientX: 5, clientY: 5 });
    await screen.findAllByTestId('context-menu-item');
  };
  const labels = () => app.all('context-menu-item').map(({ textContent }) => textContent);
  const choose = async (label: string) =>
    app.user.click(app.all('context-menu-item').find(({ textContent }) => textContent === label)!);
  /** Chooses these messages, by their places. */
  const select = async (...places: readonly number[]) => {
    await openMenu(places[0]);
    await choose('Select');
    for (const at of places.slice(1)) await app.user.click(screen.getAllByRole('checkbox')[at]!);
  };
  const asked = () => app.fake.callsTo('attachments:save-all');
  const told = () => app.fake.callsTo('messages:media-saved');
  const toast = async () => (await app.find('session-toast')).textContent;
  const save = () => screen.getByRole('button', { name: 'Save All Attachments' });
  return { ...app, openMenu, labels, choose, select, asked, told, toast, save };
}

const namesOf = (...ids: readonly number[]) => ids.map((id) => ({ id, name: `${id}.png` }));

describe('MED-08: all files of a message', () => {
  test('are saved by one item of its menu, and its author hears of it once', async () => {
    const app = await show([{ id: 7, attachments: three }]);
    await app.openMenu();
    expect(app.labels()).not.toContain('Save Attachment');
    await app.choose('Save All Attachments');
    await waitFor(() => expect(app.asked()).toEqual([{ files: namesOf(31, 32, 33) }]));
    expect(await app.toast()).toBe('3 files saved');
    await waitFor(() => expect(app.told()).toEqual([{ id: 7 }]));
  });

  test('nobody hears of what is ours, or was sent to many', async () => {
    const ours = { id: 7, direction: 'outgoing', state: 'sent', attachments: three } as const;
    const app = await show([ours]);
    await app.openMenu();
    await app.choose('Save All Attachments');
    await app.toast();
    expect(app.told()).toEqual([]);
  });

  test('by its key, and beside its facts', async () => {
    const app = await show([{ id: 7, attachments: three }]);
    app.all('message-container')[0]!.focus();
    await app.user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(app.asked()).toHaveLength(1));
    await app.openMenu();
    await app.choose('Info');
    expect(app.id('save-attachment-from-details').textContent).toBe('Save All Attachments');
    await app.click('save-attachment-from-details');
    await waitFor(() => expect(app.asked()).toHaveLength(2));
    expect(app.fake.callsTo('attachments:save')).toEqual([]);
  });

  test('MED-03: from the picture that is seen large; that one alone, too', async () => {
    const lone = { id: 8, sentAtMs: 2, attachments: [picture(34)] };
    const app = await show([{ id: 7, sentAtMs: 1, attachments: three }, lone]);
    await app.user.click(screen.getByLabelText('Open picture: 32.png'));
    await screen.findByRole('dialog');
    await app.user.click(app.save());
    await waitFor(() => expect(app.asked()).toEqual([{ files: namesOf(31, 32, 33) }]));
    await app.user.click(screen.getByRole('button', { name: 'Save Attachment' }));
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toEqual([{ id: 32, path: '32.png' }]));
    await app.user.keyboard('{Escape}');
    await app.gone('lightbox-stage');
    await app.user.click(screen.getByLabelText('Open picture: 34.png'));
    await screen.findByRole('button', { name: 'Save Attachment' });
    expect(screen.queryByRole('button', { name: 'Save All Attachments' })).toBeNull();
  });

  test('what is not downloaded is left out, and said so', async () => {
    const waiting = [picture(32, { state: 'pending' }), picture(33, { state: 'expired' })];
    const app = await show([{ id: 7, attachments: [picture(31), ...waiting] }]);
    await app.openMenu();
    await app.choose('Save All Attachments');
    await waitFor(() => expect(app.asked()).toEqual([{ files: namesOf(31) }]));
    expect(await app.toast()).toBe('1 of 3 saved. 2 are not downloaded yet.');
  });

  test('are not offered where none is downloaded', async () => {
    const app = await show([{ id: 7, attachments: three.map((each) => ({ ...each, state: 'pending' })) }]);
    await app.openMenu();
    expect(app.labels()).not.toContain('Save All Attachments');
    app.all('message-container')[0]!.focus();
    await app.user.keyboard('{Control>}s{/Control}');
    expect(app.asked()).toEqual([]);
  });

  test('a failure in the middle tells what was saved, and why no more', async () => {
    const saved = { saved: [31], missing: [], failure: 'attachment-no-space' } as const;
    const app = await show([{ id: 7, attachments: three }], { saved });
    await app.openMenu();
    await app.choose('Save All Attachments');
    expect((await screen.findByRole('alert')).textContent).toBe(
      '1 of 3 saved. There is no space left on this disk. Make some room and try again.',
    );
    await waitFor(() => expect(app.told()).toEqual([{ id: 7 }]));
  });

  test('a failure at once says why, and nobody is told', async () => {
    const app = await show([{ id: 7, attachments: three }]);
    app.fake.refuse('attachments:save-all', { code: 'attachment-place-gone' });
    await app.openMenu();
    await app.choose('Save All Attachments');
    expect((await screen.findByRole('alert')).textContent).toBe(
      'That folder is not there any more. Choose another place.',
    );
    expect(app.told()).toEqual([]);
  });

  test('MED-04: what may be harmful is asked about once for all of them', async () => {
    const harmful = [picture(32, { fileName: 'setup.exe' }), picture(33, { fileName: 'run.bat' })];
    const app = await show([{ id: 7, attachments: [picture(31), ...harmful] }]);
    await app.openMenu();
    await app.choose('Save All Attachments');
    const question = await screen.findByText(/^2 of these files can run programs.*setup\.exe among them/);
    expect(question).toBeTruthy();
    await app.click('session-confirm-cancel-button');
    expect(app.asked()).toEqual([]);
    await app.openMenu();
    await app.choose('Save All Attachments');
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.asked()).toHaveLength(1));
    expect(await app.toast()).toBe('3 files saved');
  });
});

describe('CNV-12: the files of all chosen messages', () => {
  const several = [
    { id: 7, sentAtMs: 1, attachments: [picture(31)] },
    { id: 8, sentAtMs: 2, text: 'words' },
    { id: 9, sentAtMs: 3, attachments: [picture(32), picture(33)] },
    { id: 10, sentAtMs: 4, attachments: [picture(34, { state: 'downloading' })] },
  ];

  test('are saved in the order in which they were sent; each author hears of it once per message', async () => {
    const app = await show(several);
    await app.select(2, 1, 0);
    await app.user.click(app.save());
    await waitFor(() => expect(app.asked()).toEqual([{ files: namesOf(31, 32, 33) }]));
    expect(await app.toast()).toBe('3 files saved');
    await waitFor(() => expect(app.told()).toEqual([{ id: 7 }, { id: 9 }]));
    await waitFor(() => expect(screen.queryAllByRole('checkbox')).toEqual([]));
  });

  test('only those are told of whose files were saved', async () => {
    const app = await show(several, { saved: { saved: [32], missing: [31] } });
    await app.select(0, 2, 3);
    await app.user.click(app.save());
    expect(await app.toast()).toBe('1 of 4 saved. 2 are not downloaded yet.');
    await waitFor(() => expect(app.told()).toEqual([{ id: 9 }]));
  });

  test('nothing can be saved where there is no file', async () => {
    const app = await show(several);
    await app.select(1, 3);
    expect(app.save().getAttribute('disabled')).not.toBeNull();
  });

  test('whoever chooses no folder has saved nothing, and the messages stay chosen', async () => {
    const app = await show(several);
    app.fake.refuse('attachments:save-all', { code: 'file-not-chosen' });
    await app.select(0, 2);
    await app.user.click(app.save());
    await waitFor(() => expect(app.asked()).toHaveLength(1));
    expect(app.all('session-toast')).toEqual([]);
    expect(screen.getAllByRole('checkbox').length).toBeGreaterThan(0);
    expect(app.told()).toEqual([]);
  });
});
