// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { openMessageAt } from '../../../src/renderer/features/conversation/conversation-thunks.ts';
import { dialogOpened } from '../../../src/renderer/features/dialogs/dialogs-slice.ts';
import type { CallLineView } from '../../../src/ipc/index.ts';
import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const EDITOR = 'message-input-text-area';
const bob = { conversations: [{ id: 1, name: 'Bob', lastActiveMs: 5_000 }] } as const;

const texts = (elements: readonly HTMLElement[]) => elements.map((element) => element.textContent);

test('Enter sends what is written, and the bubble goes from sending to sent', async () => {
  const app = await renderApp(bob);
  await app.openConversation('Bob');
  const editor = await app.compose('Hello Bob');
  await app.find('send-message-button');
  fireEvent.keyDown(editor, { key: 'Enter' });
  await waitFor(() => expect(texts(app.all('message-content'))).toEqual(['Hello Bob']));
  expect(editor.textContent).toBe('');
  expect(app.all('send-message-button')).toEqual([]);
  const status = () => app.id('msg-status').getAttribute('data-testtype');
  expect(status()).toBe('sending');
  const [message] = Object.values(app.store.getState().messages.byId);
  await app.remote(() =>
    app.fake.emit({ type: 'message', message: { ...message!, state: 'sent', synced: true } }),
  );
  expect(status()).toBe('sent');
  expect(app.id('msg-status').textContent).toBe('Sent');
  expect(app.id('message-container').contains(app.id('msg-status'))).toBe(true);
});

test('CMP-01 and CMP-02: Enter that ends a composition, Shift+Enter and white space do not send', async () => {
  const app = await renderApp(bob);
  await app.openConversation('Bob');
  const editor = await app.compose('かな');
  fireEvent.keyDown(editor, { key: 'Enter', isComposing: true });
  fireEvent.keyDown(editor, { key: 'Enter', shiftKey: true });
  await app.compose('  \n ');
  fireEvent.keyDown(editor, { key: 'Enter' });
  expect(app.all('send-message-button')).toEqual([]);
  expect(app.fake.callsTo('messages:send')).toEqual([]);
});

test('CMP-03: the counter counts code points down from 200 and below zero, and too long is not sent', async () => {
  const app = await renderApp(bob);
  await app.openConversation('Bob');
  await app.compose('😀'.repeat(1_799));
  expect(app.all('tooltip-character-count')).toEqual([]);
  await app.compose('😀'.repeat(1_800));
  expect(app.id('tooltip-character-count').textContent).toBe('200');
  await app.compose('a'.repeat(2_003));
  expect(app.id('tooltip-character-count').textContent).toBe('-3');
  await app.click('send-message-button');
  const dialog = (await app.find('modal-description')).closest('[data-modal-id]');
  expect(dialog?.getAttribute('data-modal-id')).toBe('localizedPopupDialog');
  expect(app.id('modal-description').textContent).toContain('2,000');
  await app.click('session-confirm-ok-button');
  await app.gone('modal-description');
  expect(app.fake.callsTo('messages:send')).toEqual([]);
  expect(app.id(EDITOR).textContent).toHaveLength(2_003);
});

test('CMP-04: a draft is kept when the conversation is left, and is there again', async () => {
  const app = await renderApp({
    conversations: [
      { id: 1, name: 'Bob', lastActiveMs: 5_000 },
      { id: 2, name: 'Carla', lastActiveMs: 4_000 },
    ],
  });
  await app.openConversation('Bob');
  await app.compose('half a thou');
  await app.openConversation('Carla');
  expect(app.fake.callsTo('conversations:save-draft')).toEqual([{ conversationId: 1, text: 'half a thou' }]);
  expect(app.id(EDITOR).textContent).toBe('');
  expect(screen.getByText('Draft:').parentElement?.textContent).toBe('Draft: half a thou');
  await app.openConversation('Bob');
  expect(app.id(EDITOR).textContent).toBe('half a thou');
});

test('words that the client refuses come back', async () => {
  const app = await renderApp(bob);
  await app.openConversation('Bob');
  app.fake.refuse('messages:send', { code: 'store-disk-full' });
  const editor = await app.compose('keep me');
  fireEvent.keyDown(editor, { key: 'Enter' });
  expect((await app.find('session-toast')).textContent).toContain('no space left');
  expect(app.id('session-toast').getAttribute('role')).toBe('alert');
  expect(editor.textContent).toBe('keep me');
});

test('CNV-06: a failed message says why, and can be sent again or deleted', async () => {
  const app = await renderApp({
    ...bob,
    messages: [{ id: 7, direction: 'outgoing', state: 'failed', failure: 'gave-up', text: 'lost' }],
  });
  await app.openConversation('Bob');
  const status = await app.find('msg-status');
  expect(status.getAttribute('data-testtype')).toBe('failed');
  expect(status.textContent).toContain('could not be reached for too long');
  await app.user.click(screen.getByText('Resend'));
  expect(app.fake.callsTo('messages:retry')).toEqual([{ id: 7 }]);
  await waitFor(() => expect(app.id('msg-status').getAttribute('data-testtype')).toBe('sending'));
});

test('CNV-08, CNV-11: the menu of a message deletes it after a question, and then its placeholder', async () => {
  const app = await renderApp({
    ...bob,
    messages: [
      { id: 7, text: 'secret' },
      { id: 8, text: 'other' },
    ],
  });
  await app.openConversation('Bob');
  fireEvent.contextMenu(app.all('message-content')[0]!, { clientX: 5, clientY: 5 });
  expect(texts(await screen.findAllByTestId('context-menu-item'))).toEqual([
    'Reply',
    'Copy',
    'Forward',
    'Info',
    'Select',
    'Copy Account ID',
    'Delete',
  ]);
  await app.user.click(app.all('context-menu-item')[6]!);
  expect((await app.find('modal-heading')).textContent).toBe('Delete Message');
  await app.click('session-confirm-ok-button');
  await waitFor(() =>
    expect(texts(app.all('message-content'))).toEqual(['This message was deleted on this device', 'other']),
  );
  expect((await app.find('session-toast')).textContent).toBe('Message deleted');
  fireEvent.contextMenu(app.all('message-content')[0]!, { clientX: 5, clientY: 5 });
  expect(texts(await screen.findAllByTestId('context-menu-item'))).toEqual([
    'Select',
    'Copy Account ID',
    'Delete',
  ]);
  await app.user.click(app.all('context-menu-item')[2]!);
  await app.click('session-confirm-ok-button');
  await waitFor(() => expect(texts(app.all('message-content'))).toEqual(['other']));
  expect(app.fake.callsTo('messages:delete')).toEqual([7, 7].map((id) => ({ ids: [id], scope: 'device' })));
});

test('CNV-07: a link asks before it opens', async () => {
  const app = await renderApp({ ...bob, messages: [{ text: 'see https://example.org/a.' }] });
  await app.openConversation('Bob');
  await app.user.click(screen.getByText('https://example.org/a'));
  expect(app.id('modal-description').textContent).toContain('https://example.org/a');
  expect(app.fake.callsTo('shell:open-url')).toEqual([]);
  await app.click('open-url-confirm-button');
  await app.gone('modal-description');
  expect(app.fake.callsTo('shell:open-url')).toEqual([{ url: 'https://example.org/a' }]);
});

test('CNV-07: a site whose name may be taken for another is pointed out', async () => {
  // The "а" of the first one is Cyrillic.
  const text = 'https://exаmple.org and https://münchen.example';
  const app = await renderApp({ ...bob, messages: [{ text }] });
  await app.openConversation('Bob');
  await app.user.click(screen.getByText('https://exаmple.org'));
  expect((await app.find('modal-warning')).textContent).toContain('several alphabets');
  expect(app.id('modal-warning').textContent).toContain('xn--exmple-4nf.org');
  await app.user.keyboard('{Escape}');
  await app.gone('modal-warning');
  await app.user.click(screen.getByText('https://münchen.example'));
  expect((await app.find('modal-warning')).textContent).toContain('xn--mnchen-3ya.example');
});

test('04 §3.9: whoever deleted something hears once that it could not be deleted elsewhere', async () => {
  const app = await renderApp(bob);
  await app.find('new-conversation-button');
  await app.remote(() => app.fake.emit({ type: 'deletion-failed' }, { type: 'deletion-failed' }));
  await app.remote(() => app.fake.emit({ type: 'deletion-failed' }));
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'What you deleted here could not be deleted elsewhere.',
  ]);
});

test('CST-09: a mention and the author of a message tell who that is', async () => {
  const other = `05${'cd'.repeat(32)}`;
  const app = await renderApp({ ...bob, messages: [{ id: 7, text: `Ask @${other} or @${OWN_ID}` }] });
  await app.openConversation('Bob');
  expect(screen.getByText('You', { selector: 'bdi' }).closest('button')).toBeNull();
  await app.user.click(screen.getByText(/05cd/u));
  expect((await app.find('account-id')).textContent).toBe(other);
  await app.user.keyboard('{Escape}');
  await app.gone('account-id');
  fireEvent.contextMenu(app.all('message-content')[0]!, { clientX: 5, clientY: 5 });
  await app.user.click(await screen.findByText('Info'));
  await app.click('author-from-details');
  expect((await app.find('account-id')).textContent).toBe(BOB_ID);
});

test('L10N-02: what others are called is never mark-up, nor a part of our words', async () => {
  const name = '<b>Bob</b> {name} <script>alert(1)</script>';
  const app = await renderApp({ conversations: [{ id: 1, name, nickname: '' }] });
  await app.find('new-conversation-button');
  await app.remote(() =>
    app.store.dispatch(
      dialogOpened({ kind: 'conversation-question', conversationId: 1, question: 'delete-contact' }),
    ),
  );
  const description = await app.find('modal-description');
  expect(description.textContent).toContain(name);
  expect(description.querySelector('b, script')).toBeNull();
});

test('CNV-03 and CNV-04: unread messages have a line above them and are read when seen', async () => {
  const app = await renderApp({
    conversations: [{ id: 1, name: 'Bob', lastReadMs: 1_000, unreadCount: 2 }],
    messages: [
      { text: 'old', sentAtMs: 1_000 },
      { text: 'new', sentAtMs: 2_000 },
      { text: 'newer', sentAtMs: 3_000 },
    ],
  });
  await app.openConversation('Bob');
  const line = await screen.findByRole('separator', { name: 'New messages' });
  const isBefore = (node: Element | undefined) =>
    (line.compareDocumentPosition(node!) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  expect(app.all('message-content').map(isBefore)).toEqual([false, true, true]);
  await waitFor(() =>
    expect(app.fake.callsTo('conversations:mark-read')).toEqual([{ conversationId: 1, upToSentAtMs: 3_000 }]),
  );
  await waitFor(() => expect(app.all('conversation-item-unread-count')).toEqual([]));
});

test('CNV-04: nothing is read while the window is in the background', async () => {
  const app = await renderApp({
    conversations: [{ id: 1, name: 'Bob', unreadCount: 1 }],
    messages: [{ text: 'new', sentAtMs: 2_000 }],
  });
  let isFocused = false;
  document.hasFocus = () => isFocused;
  await app.openConversation('Bob');
  await screen.findByRole('separator', { name: 'New messages' });
  expect(app.fake.callsTo('conversations:mark-read')).toEqual([]);
  isFocused = true;
  await app.remote(() => window.dispatchEvent(new Event('focus')));
  expect(app.fake.callsTo('conversations:mark-read')).toHaveLength(1);
});

test('BET-01: only messages that arrive are spoken', async () => {
  const app = await renderApp({ ...bob, messages: [{ text: 'was here before' }] });
  await app.openConversation('Bob');
  await app.find('message-content');
  expect(app.id('messages-container').getAttribute('role')).toBe('log');
  expect(app.id('live-region').textContent).toBe('');
  await app.remote(() => app.fake.receive({ conversationId: 1, text: 'just in', sentAtMs: 9_000 }));
  expect(app.id('live-region').textContent).toBe('Bob: just in');
});

test('CNV-15: an empty conversation says whose it is', async () => {
  const app = await renderApp({ conversations: [{ id: 1, kind: 'note-to-self', name: '' }] });
  await app.openConversation('Note to Self');
  expect((await app.find('empty-conversation-control-message')).textContent).toContain('only you can read');
});

test('a message that waits too long for our other devices is marked', async () => {
  const app = await renderApp({
    ...bob,
    messages: [{ direction: 'outgoing', state: 'sent', synced: false, sentAtMs: 2_000 }],
  });
  await app.openConversation('Bob');
  expect(await screen.findByLabelText('Not yet on your other devices')).toBeTruthy();
});

test('messages are one Tab stop; Enter opens the menu of the focused one', async () => {
  const app = await renderApp({
    ...bob,
    messages: [
      { text: 'one', sentAtMs: 1 },
      { text: 'two', sentAtMs: 2 },
    ],
  });
  await app.openConversation('Bob');
  const rows = await screen.findAllByTestId('message-container');
  expect(rows.map((row) => row.tabIndex)).toEqual([-1, 0]);
  rows[1]!.focus();
  await app.user.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(rows[0]);
  await app.user.keyboard('{Enter}');
  expect(await screen.findAllByTestId('context-menu-item')).toHaveLength(7);
});

test('BET-02: Esc leads to the composer, and so does a dialog whose message is gone', async () => {
  const app = await renderApp({ ...bob, messages: [{ id: 7, text: '', deletion: 'locally' }] });
  await app.openConversation('Bob');
  const row = await app.find('message-container');
  row.focus();
  await app.user.keyboard('{Escape}');
  expect(document.activeElement).toBe(app.id(EDITOR));
  row.focus();
  await app.user.keyboard('{Enter}');
  await app.user.click((await screen.findAllByTestId('context-menu-item')).at(-1)!);
  await app.click('session-confirm-ok-button');
  await app.gone('message-container');
  await waitFor(() => expect(document.activeElement).toBe(app.id(EDITOR)));
});

test('Ctrl+W leaves the conversation, and the focus goes to its row', async () => {
  const app = await renderApp(bob);
  await app.openConversation('Bob');
  await app.compose('x');
  app.id(EDITOR).focus();
  await app.user.keyboard('{Control>}w{/Control}');
  await app.gone(EDITOR);
  expect(document.activeElement?.textContent).toContain('Bob');
});

const many = Array.from({ length: 200 }, (_, at) => ({
  id: at + 1,
  text: `message ${at + 1}`,
  sentAtMs: at + 1,
}));

test('a message from elsewhere is loaded with what is around it, and lights up for a moment', async () => {
  const app = await renderApp({ ...bob, messages: many });
  await app.remote(() => app.store.dispatch(openMessageAt({ conversationId: 1, messageId: 40 })));
  const row = (await screen.findByText('message 40')).closest('[data-testid="message-container"]');
  expect(row?.getAttribute('data-lit')).toBe('true');
  const around = () => app.fake.callsTo('messages:page').filter((query) => 'around' in (query as object));
  expect(around()).toEqual([{ conversationId: 1, limit: 60, around: 40 }]);
  await waitFor(() => expect(row?.hasAttribute('data-lit')).toBe(false), { timeout: 3_000 });
  // Loaded already: nothing is asked for again.
  await app.remote(() => app.store.dispatch(openMessageAt({ conversationId: 1, messageId: 41 })));
  expect(around()).toHaveLength(1);
});

test('a message that is gone says so, and the conversation opens as it would', async () => {
  const app = await renderApp({ ...bob, messages: [{ text: 'here' }] });
  await app.remote(() => app.store.dispatch(openMessageAt({ conversationId: 1, messageId: 99 })));
  expect((await app.find('session-toast')).textContent).toBe('The original message is no longer there.');
  expect(app.id('message-content').textContent).toBe('here');
});

test('a clicked notification opens its message, also in a conversation that the list has not loaded', async () => {
  const app = await renderApp({ messages: many });
  await app.remote(() => app.fake.putConversation({ id: 1, name: 'Bob' }));
  await app.remote(() => app.fake.emit({ type: 'open-conversation', conversationId: 1, messageId: 100 }));
  expect(await screen.findByText('message 100')).toBeTruthy();
});

test('CNV-14: a call is a line that says how it went, in the conversation and in the list', async () => {
  const call = (
    form: 'started-call' | 'answered-call' | 'missed-call',
    outcome: CallLineView['outcome'],
  ) => ({
    kind: 'call' as const,
    text: '',
    call: { uuid: 'u', form, outcome },
  });
  const lasted = call('answered-call', 'answered');
  const app = await renderApp({
    ...bob,
    messages: [
      { ...call('started-call', 'unanswered'), direction: 'outgoing', state: 'sent', sentAtMs: 1_000 },
      { ...lasted, call: { ...lasted.call, durationS: 3_723 }, sentAtMs: 2_000 },
      { ...call('missed-call', 'declined'), sentAtMs: 3_000 },
    ],
  });
  await app.openConversation('Bob');
  const lines = async (testId: string) => texts(await screen.findAllByTestId(testId));
  expect(await lines('call-notification-started-call')).toEqual(['You called, but nobody answered.']);
  expect(await lines('call-notification-answered-a-call')).toEqual([
    'Bob called you. You talked for 1:02:03.',
  ]);
  expect(await lines('call-notification-missed-call')).toEqual(['You declined a call from Bob.']);
  const missed = { ...call('missed-call', 'missed'), conversationId: 1, sentAtMs: 9_000 };
  await app.remote(() => app.fake.receive(missed));
  expect(app.id('live-region').textContent).toBe('You missed a call from Bob.');
  expect(screen.getByRole('button', { name: /You missed a call from Bob/ })).toBeTruthy();
});
