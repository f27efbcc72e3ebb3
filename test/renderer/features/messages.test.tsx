// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type { AttachmentView, MessageView } from '../../../src/ipc/index.ts';
import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const info = { media: { base: 'media://', token: 'TOKEN' } };
const bob = { info, conversations: [{ id: 1, name: 'Bob', isTrustedForMedia: true, lastActiveMs: 5_000 }] };

const file = (part: Partial<AttachmentView> = {}): AttachmentView => ({
  id: 31,
  contentType: 'image/png',
  isVoiceMessage: false,
  state: 'ready',
  ...part,
});

/** A conversation with one message. */
async function show(message: Partial<MessageView>, data: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp({ ...bob, ...data, messages: [{ id: 7, ...message }] });
  await app.openConversation('Bob');
  await app.find('message-container');
  return app;
}

type App = Awaited<ReturnType<typeof show>>;

async function openMenu(app: App, at = 0) {
  fireEvent.contextMenu(app.all('message-content')[at]!, { clientX: 5, clientY: 5 });
  await screen.findAllByTestId('context-menu-item');
}

async function choose(app: App, label: string) {
  const item = app.all('context-menu-item').find(({ textContent }) => textContent === label);
  await app.user.click(item!);
}

describe('files', () => {
  test('MED-01: a picture is loaded from the place that only this page knows', async () => {
    const app = await show({ attachments: [file({ width: 640, height: 480 })] });
    const tile = document.querySelector('[data-attachmentindex="0"]');
    expect(tile?.querySelector('[data-testid="loading-animation"]')).not.toBeNull();
    const picture = tile?.querySelector<HTMLImageElement>('img.module-image__image');
    expect(picture?.getAttribute('src')).toBe('media://attachment/TOKEN/31');
    fireEvent.load(picture!);
    expect(app.all('loading-animation')).toEqual([]);
    expect(tile?.getAttribute('style')).toContain('--width: 300');
  });

  test('SEC-04: what calls itself a picture and is none can still be saved', async () => {
    const app = await show({ attachments: [file({ fileName: 'x.png' })] });
    fireEvent.error(document.querySelector('img.module-image__image')!);
    await app.user.click(await screen.findByText('This cannot be shown here.'));
    expect(app.fake.callsTo('attachments:save')).toEqual([{ id: 31, path: 'x.png' }]);
  });

  test('flow 5: nothing is fetched from somebody who is not trusted, until a person says so', async () => {
    const app = await show(
      { attachments: [file({ state: 'pending' })] },
      { conversations: [{ id: 1, name: 'Bob' }] },
    );
    expect(document.querySelector('[data-attachmentindex]')).toBeNull();
    await app.user.click(screen.getByText('Click to download picture'));
    expect(app.id('modal-heading').textContent).toBe('Auto Download');
    expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
      'confirmModal',
    );
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.fake.callsTo('attachments:download')).toEqual([{ id: 31 }]));
    expect(app.fake.callsTo('conversations:change')).toEqual([
      { id: 1, change: { isTrustedForMedia: true } },
    ]);
  });

  test('a download shows how far it is, and can be ended', async () => {
    const app = await show({ attachments: [file({ state: 'downloading' })] });
    await app.remote(() =>
      app.fake.emit({
        type: 'attachment-progress',
        attachmentId: 31,
        messageId: 7,
        direction: 'down',
        doneBytes: 25,
        totalBytes: 100,
      }),
    );
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    await app.user.click(screen.getByLabelText('Cancel the download'));
    expect(app.fake.callsTo('attachments:cancel-download')).toEqual([{ id: 31 }]);
  });

  test('what failed can be tried again, and what is gone says so', async () => {
    const app = await show({
      attachments: [file({ state: 'failed', failure: 'gave-up' }), file({ id: 32, state: 'expired' })],
    });
    await app.user.click(screen.getByText('Could not be downloaded'));
    expect(app.fake.callsTo('attachments:download')).toEqual([{ id: 31 }]);
    expect(screen.getByText('No longer on the server')).toBeTruthy();
  });

  test('MED-07: whoever sent what is saved is told, and nobody about what is ours', async () => {
    const app = await show({ attachments: [file({ contentType: 'application/pdf', fileName: 'plan.pdf' })] });
    await app.user.click(screen.getByLabelText('Save plan.pdf'));
    await waitFor(() => expect(app.fake.callsTo('messages:media-saved')).toEqual([{ id: 7 }]));
    expect((await app.find('session-toast')).textContent).toBe('Saved');
    await app.remote(() =>
      app.fake.receive({
        id: 8,
        direction: 'outgoing',
        state: 'sent',
        sentAtMs: 9_000,
        attachments: [file({ id: 40, contentType: 'application/pdf', fileName: 'mine.pdf' })],
      }),
    );
    await app.user.click(await screen.findByLabelText('Save mine.pdf'));
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toHaveLength(2));
    expect(app.fake.callsTo('messages:media-saved')).toHaveLength(1);
  });

  test('a person who chooses no place has saved nothing, and hears nothing of it', async () => {
    const app = await show({ attachments: [file({ contentType: 'application/pdf', fileName: 'plan.pdf' })] });
    app.fake.refuse('attachments:save', { code: 'file-not-chosen' });
    await app.user.click(screen.getByLabelText('Save plan.pdf'));
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toHaveLength(1));
    expect(app.all('session-toast')).toEqual([]);
    expect(app.fake.callsTo('messages:media-saved')).toEqual([]);
  });

  test('MED-04: a file that may be harmful is asked about before it is saved', async () => {
    const app = await show({
      attachments: [file({ contentType: 'application/octet-stream', fileName: 'setup.exe' })],
    });
    expect(screen.getByText('May be harmful')).toBeTruthy();
    await app.user.click(screen.getByLabelText('Save setup.exe'));
    expect(app.fake.callsTo('attachments:save')).toEqual([]);
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.fake.callsTo('attachments:save')).toHaveLength(1));
  });

  test('MED-05: a voice message has a player, with its place for screen readers', async () => {
    const app = await show({
      text: '',
      attachments: [file({ contentType: 'audio/mpeg', isVoiceMessage: true, durationMs: 83_000 })],
    });
    expect(app.id('audio-player').textContent).toContain('1:23');
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('0:00 of 1:23');
    expect(app.id('message-container').getAttribute('aria-label')).toContain('Voice message');
  });
});

describe('MED-03: the lightbox', () => {
  test('goes from picture to picture of the conversation, and gives the focus back', async () => {
    const app = await show({ attachments: [file(), file({ id: 32, caption: 'The second' })] });
    const [first] = screen.getAllByLabelText('Open picture');
    await app.user.click(first!);
    const shown = () => app.id('lightbox-stage').querySelector('img')?.getAttribute('src');
    expect(shown()).toBe('media://attachment/TOKEN/31');
    await app.user.keyboard('{ArrowRight}');
    await waitFor(() => expect(shown()).toBe('media://attachment/TOKEN/32'));
    expect(screen.getByText('The second')).toBeTruthy();
    await app.user.keyboard('{ArrowRight}{ArrowLeft}{ArrowLeft}');
    await waitFor(() => expect(shown()).toBe('media://attachment/TOKEN/31'));
    await app.user.keyboard('+');
    expect(app.id('lightbox-stage').getAttribute('data-zoom')).toBe('1.50');
    await app.user.keyboard('{Escape}');
    await app.gone('lightbox-stage');
    await waitFor(() => expect(document.activeElement).toBe(first));
  });
});

describe('quotes', () => {
  const quote = { authorId: BOB_ID, sentAtMs: 500, original: { id: 6, text: 'The question' } };

  test('CNV-09: lead to what they answer, which lights up', async () => {
    const app = await renderApp({
      ...bob,
      messages: [
        { id: 6, text: 'The question', sentAtMs: 500 },
        { id: 7, text: 'The answer', direction: 'outgoing', sentAtMs: 600, quote },
      ],
    });
    await app.openConversation('Bob');
    expect((await app.find('quote-author')).textContent).toBe('Bob');
    expect(app.id('quote-text').textContent).toBe('The question');
    await app.click('quote-container');
    await waitFor(() => expect(app.all('message-container')[0]?.dataset['lit']).toBe('true'));
  });

  test('say that it is gone', async () => {
    const app = await show({ text: 'The answer', quote: { authorId: OWN_ID, sentAtMs: 500 } });
    expect(app.id('quote-author').textContent).toBe('You');
    await app.click('quote-container');
    expect((await app.find('session-toast')).textContent).toBe('The original message is no longer there.');
  });

  test('say that it was deleted', async () => {
    const app = await show({
      text: 'The answer',
      quote: { ...quote, original: { id: 6, text: '', deletion: 'globally' } },
    });
    expect(app.id('quote-text').textContent).toBe('This message was deleted');
  });
});

test('a link card and an invitation ask before anything opens', async () => {
  const app = await show({
    text: 'https://example.org/',
    preview: { url: 'https://example.org/', title: 'Example' },
  });
  await app.user.click(app.id('msg-link-preview-title'));
  expect(app.id('modal-description').textContent).toContain('https://example.org/');
  await app.user.keyboard('{Escape}');
  await app.remote(() =>
    app.fake.receive({
      text: '',
      sentAtMs: 9_000,
      invitation: { name: 'Gardeners', url: 'https://c.example/g?public_key=00' },
    }),
  );
  expect((await app.find('community-invitation-details')).textContent).toContain('Gardeners');
});

test('CNV-05: a mention is a name, and our own stands out', async () => {
  const app = await show({ text: `@${OWN_ID} meet @${BOB_ID}!` });
  expect(app.id('message-content').textContent).toBe('@You meet @Bob!');
});

describe('reactions', () => {
  const reactions = [
    { senderId: BOB_ID, emoji: '😂' },
    { senderId: OWN_ID, emoji: '😂' },
    { senderId: BOB_ID, emoji: '🌻' },
  ];

  test('CNV-10: show who, and one click takes ours back or joins in', async () => {
    const app = await show({ reactions });
    const own = screen.getByRole('button', { name: 'Bob and You reacted with 😂' });
    expect(own.getAttribute('aria-pressed')).toBe('true');
    expect(own.textContent).toBe('😂2');
    await app.user.click(own);
    await app.user.click(screen.getByRole('button', { name: 'Bob reacted with 🌻' }));
    expect(app.fake.callsTo('messages:react')).toEqual([
      { messageId: 7, emoji: '😂', action: 'remove' },
      { messageId: 7, emoji: '🌻', action: 'react' },
    ]);
  });

  test('CNV-10: more than six kinds are folded', async () => {
    const app = await show({
      reactions: ['😂', '🥰', '😢', '😡', '😮', '😈', '🌻', '🍀'].map((emoji) => ({
        senderId: BOB_ID,
        emoji,
      })),
    });
    expect(screen.queryByRole('button', { name: 'Bob reacted with 🍀' })).toBeNull();
    await app.user.click(screen.getByLabelText('Show all reactions'));
    expect(screen.getByRole('button', { name: 'Bob reacted with 🍀' })).toBeTruthy();
  });

  test('CNV-08: the menu of a message has six of them, and the way to all others', async () => {
    const app = await show({ text: 'Guess what' });
    await openMenu(app);
    expect(app.id('reaction-emoji-panel-button')).toBeTruthy();
    await app.user.click(await screen.findByLabelText('React with 😮'));
    expect(app.fake.callsTo('messages:react')).toEqual([{ messageId: 7, emoji: '😮', action: 'react' }]);
    await waitFor(() => expect(app.all('context-menu-item')).toEqual([]));
  });

  test('too many in a minute are refused with words', async () => {
    const app = await show({ reactions });
    app.fake.refuse('messages:react', { code: 'too-many-reactions' });
    await app.user.click(screen.getByRole('button', { name: 'Bob reacted with 🌻' }));
    expect((await app.find('session-toast')).textContent).toContain('a lot of reactions');
  });

  test('all who reacted stand in a list', async () => {
    const app = await show({ reactions });
    await openMenu(app);
    await choose(app, 'View Reactions');
    const dialog = app.id('modal-heading').closest('[data-modal-id]');
    expect(dialog?.getAttribute('data-modal-id')).toBe('reactListModal');
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['😂 2', '🌻 1']);
    await app.user.click(screen.getByText('Remove'));
    expect(app.fake.callsTo('messages:react')).toEqual([{ messageId: 7, emoji: '😂', action: 'remove' }]);
  });
});

describe('deleting', () => {
  test('flow 6: our own message may be deleted for everyone', async () => {
    const app = await show({ direction: 'outgoing', state: 'sent', text: 'oops' });
    await openMenu(app);
    await choose(app, 'Delete');
    expect(app.id('input-deleteMessageDeviceOnly').dataset['checked']).toBe('true');
    await app.user.click(screen.getByText('Delete for everyone'));
    expect(app.id('input-deleteMessageEveryone').dataset['checked']).toBe('true');
    expect(app.id('session-confirm-ok-button').textContent).toBe('Delete');
    await app.click('session-confirm-ok-button');
    expect((await app.find('session-toast')).textContent).toBe('Message deleted');
    expect(app.fake.callsTo('messages:delete')).toEqual([{ ids: [7], scope: 'everyone' }]);
  });

  test('CNV-12: several are chosen, and deleted with one question', async () => {
    const app = await renderApp({
      ...bob,
      messages: [
        { id: 7, text: 'one', sentAtMs: 1 },
        { id: 8, text: 'two', sentAtMs: 2 },
        { id: 9, text: 'three', sentAtMs: 3 },
      ],
    });
    await app.openConversation('Bob');
    await app.find('message-container').catch(() => undefined);
    await openMenu(app);
    await choose(app, 'Select');
    expect(screen.getByText('1 selected')).toBeTruthy();
    await app.user.click(screen.getAllByRole('checkbox')[2]!);
    expect(screen.getByText('2 selected')).toBeTruthy();
    await app.user.keyboard('{Delete}');
    expect(app.id('modal-heading').textContent).toBe('Delete Messages');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('messages:delete')).toEqual([{ ids: [7, 9], scope: 'device' }]),
    );
    await waitFor(() => expect(screen.queryAllByRole('checkbox')).toEqual([]));
  });

  test('CNV-12: Esc leaves, and nothing is gone', async () => {
    const app = await show({ text: 'one' });
    await openMenu(app);
    await choose(app, 'Select');
    await app.user.keyboard('{Escape}');
    expect(screen.queryAllByRole('checkbox')).toEqual([]);
    expect(app.id('message-content').textContent).toBe('one');
  });
});

test('BET-06: a menu stays open while messages come, and goes with its own', async () => {
  const app = await show({ text: 'Look at me' });
  await openMenu(app);
  await app.remote(() => app.fake.receive({ id: 8, text: 'news', sentAtMs: 8_000 }));
  await app.remote(() => app.fake.receive({ id: 9, text: 'more news', sentAtMs: 9_000 }));
  expect(app.all('context-menu-item').length).toBeGreaterThan(0);
  await choose(app, 'Info');
  expect(app.id('message-info')).toBeTruthy();
  await app.remote(() => app.fake.emit({ type: 'message-removed', conversationId: 1, messageId: 7 }));
  await app.gone('message-info');
});

test('CNV-18: the facts of a message', async () => {
  const app = await show({ text: 'Look', attachments: [file({ width: 640, height: 480, size: 8_300 })] });
  await openMenu(app);
  await choose(app, 'Info');
  expect(screen.getByText('640 × 480')).toBeTruthy();
  expect(screen.getByText('8 kB')).toBeTruthy();
  await app.click('copy-msg-from-details');
  expect(app.fake.clipboard()?.text).toBe('Look');
  await app.click('copy-sender-from-details');
  expect(app.fake.clipboard()?.text).toBe(BOB_ID);
});

describe('lines about what happened', () => {
  test('CNV-14: what the other side has set may be followed', async () => {
    const timer = { mode: 'after-read', timerS: 43_200 } as const;
    const app = await show({ kind: 'timer-update', text: '', timer });
    expect(app.id('disappear-control-message').textContent).toBe(
      'Bob has set messages to disappear 12 hours after they have been read.Follow Setting',
    );
    await app.user.click(screen.getByText('Follow Setting'));
    expect(app.id('modal-description').textContent).toContain('12 hours');
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('conversations:set-disappearing')).toEqual([{ conversationId: 1, ...timer }]),
    );
  });

  test.each([
    ['request-accepted', 'message-request-response-message'],
    ['media-saved', 'data-extraction-notification'],
    ['screenshot', 'data-extraction-notification'],
  ] as const)('%s', async (kind, testId) => {
    const app = await show({ kind, text: '' });
    expect(app.id(testId).textContent).toContain('Bob');
  });
});

describe('requests and blocked people', () => {
  const request = { ...bob, conversations: [{ id: 1, name: 'Bob', isRequest: true }] };

  test('CNV-16: a request is accepted', async () => {
    const app = await show({ text: 'Hi' }, request);
    expect(app.id('conversation-request-explanation').textContent).toContain('Bob');
    await app.click('accept-message-request');
    expect(app.fake.callsTo('requests:accept')).toEqual([{ id: 1 }]);
  });

  test('CNV-16: or its author is kept away, after a question', async () => {
    const app = await show({ text: 'Hi' }, request);
    await app.click('decline-and-block-message-request');
    expect(app.fake.callsTo('contacts:set-blocked')).toEqual([]);
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.fake.callsTo('requests:decline')).toEqual([{ id: 1 }]));
    expect(app.fake.callsTo('contacts:set-blocked')).toEqual([{ id: 1, isBlocked: true }]);
    await app.gone('messages-container');
  });

  test('CNV-19: somebody who is blocked is unblocked where one would write', async () => {
    const app = await show({ text: 'Hi' }, { conversations: [{ id: 1, name: 'Bob', isBlocked: true }] });
    const place = app.id('message-input-text-area');
    expect(place.getAttribute('placeholder')).toBe('Unblock this contact to send a message');
    await app.user.click(place);
    await app.click('session-confirm-ok-button');
    await waitFor(() =>
      expect(app.fake.callsTo('contacts:set-blocked')).toEqual([{ id: 1, isBlocked: false }]),
    );
  });
});

test('CNV-13: three dots as long as the other side types', async () => {
  const app = await show({ text: 'Hi' });
  await app.remote(() => app.fake.emit({ type: 'typing', conversationId: 1, isTyping: true }));
  expect(app.id('three-dot-loading-animation').textContent).toBe('Bob is typing');
  await app.remote(() => app.fake.emit({ type: 'typing', conversationId: 1, isTyping: false }));
  await app.gone('three-dot-loading-animation');
});

test('CNV-13: whoever is not heard of for fifteen seconds does not type any more', async () => {
  const app = await show({ text: 'Hi' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const begin = () => app.fake.emit({ type: 'typing', conversationId: 1, isTyping: true });
    const pass = (ms: number) => app.remote(() => vi.advanceTimersByTime(ms));
    const isShown = () => app.all('three-dot-loading-animation').length > 0;
    await app.remote(begin);
    await pass(10_000);
    // They say so again as long as they do.
    await app.remote(begin);
    await pass(14_999);
    expect(isShown()).toBe(true);
    expect(screen.getAllByText(/is typing/u)).toHaveLength(2);
    await pass(1);
    expect(isShown()).toBe(false);
    expect(screen.queryByText(/is typing/u)).toBeNull();
    // An end that was heard ends the waiting, too.
    await app.remote(begin);
    await pass(10_000);
    await app.remote(() => app.fake.emit({ type: 'typing', conversationId: 1, isTyping: false }));
    expect(isShown()).toBe(false);
    await app.remote(begin);
    await pass(14_999);
    expect(isShown()).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('CNV-01: the header says how messages disappear', async () => {
  const app = await show(
    { text: 'Hi' },
    {
      conversations: [{ id: 1, name: 'Bob', disappearing: { mode: 'after-send', timerS: 86_400 } }],
    },
  );
  expect(app.id('disappear-messages-type-and-time').textContent).toBe('Disappear after send: 1 day');
});

test('CNV-06: a message that was read says so', async () => {
  const app = await show({ direction: 'outgoing', state: 'sent', readAtMs: 3_000 });
  expect(app.id('msg-status').dataset['testtype']).toBe('read');
});
