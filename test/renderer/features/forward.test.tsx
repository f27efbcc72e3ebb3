// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';

import type { ConversationView, MessageView } from '../../../src/ipc/index.ts';
import { OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const idOf = (digit: number) => `05${`${digit}a`.repeat(32)}`;
const bob = { id: 1, name: 'Bob', lastActiveMs: 9_000, isTrustedForMedia: true };
const PEOPLE: readonly Partial<ConversationView>[] = [
  bob,
  { id: 2, name: 'Carla', peerId: idOf(2), lastActiveMs: 8_000 },
  { id: 3, name: '', kind: 'note-to-self', peerId: OWN_ID, lastActiveMs: 7_000 },
  { id: 4, name: 'Mallory', peerId: idOf(4), isBlocked: true },
  { id: 5, name: 'Stranger', peerId: idOf(5), isRequest: true },
  { id: 6, name: 'Club', kind: 'group', groupAccess: 'removed', peerId: `03${'1c'.repeat(32)}` },
];

async function show(
  messages: readonly Partial<MessageView>[],
  conversations: readonly Partial<ConversationView>[] = PEOPLE,
) {
  const app = await renderApp({
    info: { media: { base: 'media://', token: 'TOKEN' } },
    conversations,
    messages,
  });
  await app.openConversation('Bob');
  await screen.findAllByTestId('message-container');
  const choose = async (label: string, at = 0) => {
    fireEvent.contextMenu(app.all('message-content')[at]!, { clientX: 5, clientY: 5 });
    await app.user.click(await screen.findByRole('menuitem', { name: label }));
  };
  const tick = (name: string) => app.user.click(screen.getByRole('checkbox', { name }));
  return { ...app, choose, tick, sent: () => app.fake.callsTo('messages:send') };
}

afterEach(() => void vi.unstubAllGlobals());

describe('CNV-22: forwarding', () => {
  test('words go to all who are chosen, and a toast says to how many', async () => {
    const app = await show([{ id: 7, text: 'The *plan*' }]);
    await app.choose('Forward');
    expect(screen.getAllByRole('checkbox').map((box) => box.getAttribute('aria-label'))).toEqual([
      'Bob',
      'Carla',
      'Note to Self',
    ]);
    expect(app.id('forward-button')).toHaveProperty('disabled', true);
    await app.tick('Carla');
    await app.tick('Note to Self');
    await app.click('forward-button');
    expect((await app.find('session-toast')).textContent).toBe('Forwarded to 2 conversations');
    expect(app.sent()).toEqual([
      { conversationId: 2, text: 'The *plan*' },
      { conversationId: 3, text: 'The *plan*' },
    ]);
  });

  test('several go in the order in which they were written, with their files', async () => {
    vi.stubGlobal('fetch', async (url: string) => new Response(Uint8Array.of(url.endsWith('/31') ? 31 : 0)));
    const picture = {
      contentType: 'image/png',
      isVoiceMessage: false,
      fileName: 'a.png',
      width: 4,
      height: 3,
    };
    const app = await show([
      { id: 7, text: 'First', sentAtMs: 1 },
      {
        id: 8,
        text: '',
        sentAtMs: 2,
        attachments: [
          { ...picture, id: 31, state: 'ready' },
          { ...picture, id: 32, state: 'expired' },
        ],
      },
    ]);
    await app.choose('Select', 1);
    await app.user.click(screen.getAllByRole('checkbox')[0]!);
    await app.user.click(screen.getByRole('button', { name: 'Forward' }));
    await app.tick('Carla');
    await app.click('forward-button');
    await waitFor(() => expect(app.sent()).toHaveLength(2));
    expect(app.sent()).toEqual([
      { conversationId: 2, text: 'First' },
      {
        conversationId: 2,
        text: '',
        attachments: [
          { bytes: Uint8Array.of(31), contentType: 'image/png', name: 'a.png', width: 4, height: 3 },
        ],
      },
    ]);
    await waitFor(() => expect(screen.queryAllByRole('checkbox')).toEqual([]));
    expect(JSON.stringify(app.store.getState())).not.toContain('"bytes"');
  });

  test('what somebody may not get is said once, and a file that cannot be read is not half a message', async () => {
    vi.stubGlobal('fetch', async () => new Response(undefined, { status: 404 }));
    const gone = { id: 31, contentType: 'application/pdf', isVoiceMessage: false, state: 'ready' } as const;
    const app = await show([{ id: 7, text: 'The file', attachments: [gone] }]);
    await app.choose('Forward');
    await app.tick('Carla');
    await app.click('forward-button');
    expect((await app.find('session-toast')).getAttribute('role')).toBe('alert');
    expect(app.sent()).toEqual([]);
  });

  test('is found by a few letters, goes to twenty at most, and not from what is gone', async () => {
    const many = Array.from({ length: 21 }, (_, at) => ({
      id: at + 10,
      name: `Friend ${at + 10}`,
      peerId: idOf(at),
    }));
    const app = await show(
      [
        { id: 7, text: 'Hi' },
        { id: 8, text: '', deletion: 'locally' },
      ],
      [bob, ...many],
    );
    fireEvent.contextMenu(app.all('message-content')[1]!, { clientX: 5, clientY: 5 });
    await screen.findAllByTestId('context-menu-item');
    expect(screen.queryByRole('menuitem', { name: 'Forward' })).toBeNull();
    await app.user.keyboard('{Escape}');
    await app.choose('Forward');
    for (const { name } of many.slice(0, 20)) fireEvent.click(screen.getByRole('checkbox', { name }));
    expect(screen.getByRole('checkbox', { name: 'Friend 30' })).toHaveProperty('disabled', true);
    await app.user.type(app.id('forward-search-input'), 'friend 12');
    expect(app.all('forward-conversation')).toHaveLength(1);
  });
});
