// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import type { ComposerTools } from '../../../src/renderer/features/composer/composer-tools.ts';
import { startReply } from '../../../src/renderer/features/composer/reply-thunks.ts';
import {
  PipelineError,
  type PicturePipeline,
} from '../../../src/renderer/features/picture-pipeline/index.ts';
import {
  RecordingError,
  type RecordingListener,
  type VoiceRecorder,
} from '../../../src/renderer/features/voice-recorder/index.ts';
import { BOB_ID, OWN_ID, WORDS } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const EDITOR = 'message-input-text-area';
const bob = { conversations: [{ id: 1, name: 'Bob', lastActiveMs: 5_000 }] } as const;
const stranger = {
  conversations: [{ id: 1, name: 'Bob', lastActiveMs: 5_000, hasApprovedUs: false }],
} as const;

const JPEG_START = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const jpeg = (name: string) => new File([JPEG_START, name], name, { type: 'image/jpeg' });
const document_ = (name: string, bytes = 5) =>
  new File([new Uint8Array(bytes)], name, { type: 'application/pdf' });

/** Makes of every picture five bytes, unless it is called broken. */
const pictures: PicturePipeline = {
  prepare: async (file, { type, wish }) => {
    const name = file instanceof File ? file.name : '';
    if (name.startsWith('broken')) throw new PipelineError('picture-broken');
    const bytes = Uint8Array.from(wish === 'message-original' ? [1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5]);
    return { bytes, contentType: type, width: 40, height: 30, isAnimated: false };
  },
};

async function openBob(data: Parameters<typeof renderApp>[0] = bob, composing: Partial<ComposerTools> = {}) {
  const app = await renderApp(data, { pictures, readVideo: async () => undefined, ...composing });
  await app.openConversation('Bob');
  const choose = (...files: readonly File[]) =>
    act(async () => {
      const input = document.querySelector<HTMLInputElement>('input[type=file]');
      if (input === null) throw new Error('no input');
      Object.defineProperty(input, 'files', { configurable: true, value: files });
      fireEvent.change(input);
    });
  const sent = () => app.fake.callsTo('messages:send');
  return { ...app, choose, sent };
}

test('CMP-08: chosen pictures wait before the person, can be moved and taken away, and go with the words', async () => {
  const app = await openBob();
  await app.choose(jpeg('one.jpg'), jpeg('two.jpg'), jpeg('three.jpg'));
  await waitFor(() => expect(app.all('staged-attachment')).toHaveLength(3));
  const names = () => app.all('staged-attachment').map((tile) => tile.title);
  fireEvent.keyDown(app.all('staged-attachment')[2]!, { key: 'ArrowLeft', altKey: true });
  expect(names()).toEqual(['one.jpg', 'three.jpg', 'two.jpg']);
  fireEvent.keyDown(app.all('staged-attachment')[0]!, { key: 'Delete' });
  expect(names()).toEqual(['three.jpg', 'two.jpg']);
  await waitFor(() => expect(app.all('loading-animation')).toEqual([]));
  await app.compose('look');
  await app.click('send-message-button');
  await app.gone('staged-attachments-container');
  expect(app.sent()).toMatchObject([
    {
      text: 'look',
      attachments: [
        { name: 'three.jpg', contentType: 'image/jpeg', width: 40, height: 30 },
        { name: 'two.jpg' },
      ],
    },
  ]);
  expect(JSON.stringify(app.store.getState()).includes('"bytes"')).toBe(false);
});

test('CMP-09: pictures, or one other file; what cannot be sent says why', async () => {
  const app = await openBob();
  const toasts = () => app.all('session-toast').map((toast) => toast.textContent);
  await app.choose(document_('a.pdf'), document_('b.pdf'));
  await waitFor(() => expect(app.all('staged-attachment')).toHaveLength(1));
  expect(toasts()).toEqual(['A message can have pictures and videos, or one other file.']);
  await app.click('staged-attachment-remove');
  await app.choose(document_('huge.pdf', 10_000_001), document_('empty.pdf', 0));
  await waitFor(() => expect(toasts()).toHaveLength(3));
  expect(toasts().slice(1)).toEqual(['Files can have 10 MB at most.', 'This file is empty.']);
  await app.choose(...Array.from({ length: 33 }, (_, index) => jpeg(`${index}.jpg`)));
  await waitFor(() => expect(app.all('staged-attachment')).toHaveLength(32));
  expect(toasts().at(-1)).toBe('You can send 32 pictures and videos at once.');
});

test('a picture that turns out to be none goes away and says so', async () => {
  const app = await openBob();
  await app.choose(jpeg('broken.jpg'));
  expect((await app.find('session-toast')).textContent).toBe('This picture is damaged and cannot be sent.');
  await app.gone('staged-attachment');
});

test('an SVG is a file, whatever it is called', async () => {
  const app = await openBob();
  await app.choose(new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'x.png', { type: 'image/png' }));
  expect((await app.find('staged-attachment')).querySelector('img')).toBeNull();
  await app.choose(jpeg('one.jpg'));
  expect((await app.find('session-toast')).textContent).toContain('or one other file');
});

test('CMP-09: "original quality" makes the pictures ready anew', async () => {
  const app = await openBob();
  await app.choose(jpeg('one.jpg'));
  await app.click('original-quality-toggle');
  await waitFor(() => expect(app.id('staged-attachment').getAttribute('aria-busy')).toBe('false'));
  await app.click('send-message-button');
  await waitFor(() => expect(app.sent()).toHaveLength(1));
  const [{ attachments }] = app.sent() as [{ attachments: [{ bytes: Uint8Array }] }];
  expect(attachments[0].bytes).toHaveLength(6);
});

test('files that the client refuses stay, with the words', async () => {
  const app = await openBob();
  app.fake.refuse('messages:send', { code: 'store-disk-full' });
  await app.choose(jpeg('one.jpg'));
  await app.compose('look');
  await app.click('send-message-button');
  await app.find('session-toast');
  expect(app.all('staged-attachment')).toHaveLength(1);
  expect(app.id(EDITOR).textContent).toBe('look');
});

test('files wait in their conversation while the person is elsewhere', async () => {
  const app = await openBob({
    conversations: [...bob.conversations, { id: 2, name: 'Carla', lastActiveMs: 4_000 }],
  });
  await app.choose(jpeg('one.jpg'));
  await app.openConversation('Carla');
  expect(app.all('staged-attachment')).toEqual([]);
  await app.openConversation('Bob');
  expect(app.all('staged-attachment')).toHaveLength(1);
});

test('CMP-08: files that are dropped on the conversation, or pasted, are staged; pasted HTML is words', async () => {
  const app = await openBob();
  const column = document.querySelector('.session-conversation')!;
  const dataTransfer = { types: ['Files'], files: [jpeg('dropped.jpg')], dropEffect: 'none' };
  fireEvent.dragEnter(column, { dataTransfer });
  expect(app.all('drop-zone')).toHaveLength(1);
  await act(async () => void fireEvent.drop(column, { dataTransfer }));
  expect(app.all('drop-zone')).toEqual([]);
  await waitFor(() => expect(app.all('staged-attachment')).toHaveLength(1));
  const clipboardData = { files: [jpeg('pasted.jpg')], getData: () => '' };
  await act(async () => void fireEvent.paste(app.id(EDITOR), { clipboardData }));
  await waitFor(() => expect(app.all('staged-attachment')).toHaveLength(2));
  const words = {
    files: [jpeg('cells.png')],
    getData: (type: string) => (type === 'text/plain' ? 'a\r\nb' : ''),
  };
  await act(async () => void fireEvent.paste(app.id(EDITOR), { clipboardData: words }));
  expect(app.id(EDITOR).textContent).toBe('a\nb');
  expect(app.all('staged-attachment')).toHaveLength(2);
});

test('CMP-10: before the request is accepted files and voice messages explain themselves', async () => {
  const app = await openBob(stranger);
  await app.click('attachments-button');
  expect((await app.find('session-toast')).textContent).toContain('once your message request is accepted');
  await app.click('microphone-button');
  expect(app.all('session-toast')).toHaveLength(2);
  await app.choose(jpeg('one.jpg'));
  expect(app.all('staged-attachment')).toEqual([]);
});

test('CMP-05: a name is completed to a pill, and sent as an Account ID', async () => {
  const app = await openBob();
  const editor = await app.compose('hello @bo');
  expect(app.all('mentions-container-row').map((row) => row.textContent)).toEqual(['BOBob']);
  fireEvent.keyDown(editor, { key: 'Tab' });
  expect(editor.querySelector('[data-mention]')?.textContent).toBe('@Bob');
  expect(app.all('mentions-container')).toEqual([]);
  await app.click('send-message-button');
  await waitFor(() => expect(app.sent()).toMatchObject([{ text: `hello @${BOB_ID}` }]));
});

test('CMP-05: "You" is among those who can be mentioned; arrows go round, Esc and a click close the list', async () => {
  const app = await openBob();
  const editor = await app.compose('@');
  const rows = () => app.all('mentions-container-row');
  const chosen = () => rows().findIndex((row) => row.getAttribute('aria-selected') === 'true');
  expect(rows().map((row) => row.querySelector('bdi')?.textContent)).toEqual(['Bob', 'You']);
  fireEvent.keyDown(editor, { key: 'ArrowUp' });
  expect(chosen()).toBe(1);
  expect(editor.getAttribute('aria-activedescendant')).toBe(rows()[1]?.id);
  fireEvent.keyDown(editor, { key: 'Escape' });
  expect(rows()).toEqual([]);
  await app.compose('@y');
  expect(rows()).toEqual([]);
  await app.compose('');
  await app.compose('@y');
  expect(rows()).toHaveLength(1);
  fireEvent.pointerDown(editor);
  expect(rows()).toEqual([]);
  await app.compose('');
  await app.compose('@y');
  fireEvent.click(rows()[0]!);
  expect(editor.querySelector('[data-mention]')?.getAttribute('data-mention')).toBe(OWN_ID);
});

test('CMP-05: a draft with a mention shows its pill again', async () => {
  const app = await openBob({
    conversations: [{ ...bob.conversations[0], draft: `ask @${BOB_ID} and @${'05'.padEnd(66, 'c')}` }],
  });
  expect(app.id(EDITOR).textContent).toBe(`ask @Bob and @${'05'.padEnd(66, 'c')}`);
});

test('CMP-06: emoji are completed at the beginning of a word, and not in addresses', async () => {
  const app = await openBob();
  const editor = await app.compose('so :a');
  const rows = () => app.all('mentions-container-row').map((row) => row.querySelector('bdi')?.textContent);
  await waitFor(() => expect(rows()[0]).toBe(':a:'));
  await app.compose('so :jo');
  await waitFor(() => expect(rows()[0]).toBe(':joy:'));
  fireEvent.keyDown(editor, { key: 'Enter' });
  expect(editor.textContent).toBe('so 😂 ');
  expect(app.sent()).toEqual([]);
  for (const text of ['http:', 'https:/', 'https://a:b', 'at 10:a', ':', ':)', ': a']) {
    await app.compose(text);
    expect(rows()).toEqual([]);
  }
});

test('CMP-07: the panel finds, moves and picks by keys; what was picked is there first the next time', async () => {
  const app = await openBob({ ...bob, recentEmoji: ['🐸'] });
  await app.compose('hi ');
  fireEvent.keyDown(document, { key: 'e', ctrlKey: true });
  const search = await app.find('emoji-search');
  await waitFor(() => expect(app.all('emoji-cell')[0]?.textContent).toBe('🐸'));
  await app.user.type(search, 'thumbs up');
  await waitFor(() => expect(app.all('emoji-cell')[0]?.textContent).toContain('👍'));
  await app.click('emoji-tone');
  await app.click('emoji-tone-3');
  await app.user.type(search, '{Enter}');
  expect(app.id(EDITOR).textContent).toBe('hi 👍🏽');
  expect(app.fake.callsTo('emoji:change')).toEqual([{ skinTone: 3 }, { used: '👍🏽' }]);
  await app.user.keyboard('{Escape}');
  await app.gone('emoji-panel');
});

test('CNV-09: an answer shows what it answers, is kept with the draft, and is sent with it', async () => {
  const app = await openBob({ ...bob, messages: [{ id: 7, text: 'Shall we?' }] });
  await app.remote(() => app.store.dispatch(startReply({ conversationId: 1, messageId: 7 })));
  expect(app.id('composer-quote').textContent).toBe('BobShall we?');
  await app.click('composer-quote-close');
  await app.gone('composer-quote');
  await app.remote(() => app.store.dispatch(startReply({ conversationId: 1, messageId: 7 })));
  await app.compose('Yes!');
  await waitFor(() =>
    expect(app.fake.callsTo('conversations:save-draft')).toContainEqual({
      conversationId: 1,
      text: 'Yes!',
      quoteMessageId: 7,
    }),
  );
  await app.click('send-message-button');
  await waitFor(() => expect(app.sent()).toMatchObject([{ text: 'Yes!', quote: { messageId: 7 } }]));
  await app.gone('composer-quote');
});

test('CNV-09: what the client kept with the draft is answered again, and Esc gives it up', async () => {
  const quote = { authorId: BOB_ID, sentAtMs: 1, original: { id: 7, text: 'Shall we?' } };
  const app = await openBob({
    conversations: [{ ...bob.conversations[0], draft: 'Well', draftQuote: quote }],
  });
  expect(app.id('composer-quote').textContent).toBe('BobShall we?');
  fireEvent.keyDown(app.id(EDITOR), { key: 'Escape' });
  await app.gone('composer-quote');
  await waitFor(() =>
    expect(app.fake.callsTo('conversations:save-draft')).toEqual([{ conversationId: 1, text: 'Well' }]),
  );
});

test('CMP-02: the other way round, Enter breaks the line and Ctrl+Enter sends', async () => {
  const app = await openBob({ ...bob, settings: { enterSends: false } });
  const editor = await app.compose('one');
  fireEvent.keyDown(editor, { key: 'Enter' });
  expect(app.sent()).toEqual([]);
  fireEvent.keyDown(editor, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(app.sent()).toHaveLength(1));
});

test('CMP-13: the own recovery password is asked about before it goes out', async () => {
  const app = await openBob();
  await app.compose(`mine: ${WORDS}`);
  await app.click('send-message-button');
  expect((await app.find('modal-description')).textContent).toContain('recovery password');
  await app.click('session-confirm-cancel-button');
  expect(app.sent()).toEqual([]);
  await app.click('send-message-button');
  await app.click('session-confirm-ok-button');
  await waitFor(() => expect(app.sent()).toHaveLength(1));
  await app.compose('one two three');
  await app.click('send-message-button');
  await waitFor(() => expect(app.sent()).toHaveLength(2));
  expect(app.fake.callsTo('account:contains-recovery-password')).toHaveLength(2);
});

test('CMP-12: the first link asks once; a yes shows the card, which goes with the message or is closed', async () => {
  const app = await openBob();
  await app.compose('see https://example.org/a');
  expect((await app.find('modal-description')).textContent).toContain('IP address');
  await app.click('session-confirm-ok-button');
  expect((await app.find('link-preview-title')).textContent).toBe('Example');
  await app.click('send-message-button');
  await waitFor(() =>
    expect(app.sent()).toMatchObject([{ preview: { url: 'https://example.org/a', title: 'Example' } }]),
  );
  await app.gone('link-preview');
  await app.compose('see https://example.org/b');
  await app.click('link-preview-close');
  await app.gone('link-preview');
  await app.click('send-message-button');
  await waitFor(() => expect(app.sent()).toHaveLength(2));
  expect(app.sent()[1]).not.toHaveProperty('preview');
});

test('CMP-12: who said no is not asked again, and no site is', async () => {
  const app = await openBob();
  await app.compose('see https://example.org/a');
  await app.click('session-confirm-cancel-button');
  await app.compose('see https://example.org/b');
  await waitFor(() => expect(app.fake.callsTo('privacy:get')).toHaveLength(2));
  expect(app.all('session-confirm-ok-button')).toEqual([]);
  expect(app.fake.callsTo('messages:link-preview')).toEqual([]);
});

test('CMP-12: sites are asked over https only, and one that says nothing leaves nothing behind', async () => {
  const app = await openBob({ ...bob, privacy: { linkPreviews: true } });
  app.fake.refuse('messages:link-preview', { code: 'no-title' });
  await app.compose('http://example.org/');
  await waitFor(() => expect(app.fake.callsTo('privacy:get')).toHaveLength(1));
  expect(app.fake.callsTo('messages:link-preview')).toEqual([]);
  await app.compose('https://example.org/');
  await waitFor(() => expect(app.fake.callsTo('messages:link-preview')).toHaveLength(1));
  await app.gone('link-preview');
  expect(app.all('session-toast')).toEqual([]);
});

test('spec 04 §3.7: typing is told, and so is its end; sending says enough', async () => {
  const app = await openBob();
  await app.compose('h');
  await app.compose('');
  await app.compose('hi');
  await app.click('send-message-button');
  await waitFor(() => expect(app.sent()).toHaveLength(1));
  const told = app.fake
    .callsTo('conversations:set-typing')
    .map((input) => (input as { isTyping: boolean }).isTyping);
  expect(told).toEqual([true, false, true]);
});

/** A microphone that hears what the test says. */
function fakeRecorder(error?: RecordingError) {
  let listener: RecordingListener | undefined;
  const calls: string[] = [];
  const recorder: VoiceRecorder = {
    start: async (heard) => {
      if (error !== undefined) throw error;
      listener = heard;
      return {
        pause: () => calls.push('pause'),
        resume: () => calls.push('resume'),
        discard: () => calls.push('discard'),
        finish: async () => new Blob([Uint8Array.of(0xff, 0xfb)]),
      };
    },
  };
  return { recorder, calls, hear: (elapsedMs: number) => act(async () => listener?.onLevel(0.5, elapsedMs)) };
}

const withMicrophone = { ...bob, settings: { microphone: true } } as const;

test('CMP-11: a voice message is recorded, paused, ended and sent', async () => {
  const { recorder, hear, calls } = fakeRecorder();
  const app = await openBob(withMicrophone, { recorder });
  await app.click('microphone-button');
  const bar = await app.find('voice-recording');
  await waitFor(() => expect(bar.getAttribute('data-state')).toBe('recording'));
  await hear(2_500);
  expect(app.id('recording-timer').textContent).toBe('0:02');
  fireEvent.keyDown(bar, { key: ' ' });
  expect(bar.getAttribute('data-state')).toBe('paused');
  fireEvent.keyDown(bar, { key: ' ' });
  expect(calls).toEqual(['pause', 'resume']);
  await app.click('end-voice-message');
  await waitFor(() => expect(bar.getAttribute('data-state')).toBe('ready'));
  await app.click('send-message-button');
  await app.gone('voice-recording');
  expect(app.sent()).toMatchObject([
    { text: '', attachments: [{ isVoiceMessage: true, durationMs: 2_500, contentType: 'audio/mpeg' }] },
  ]);
  expect(document.activeElement).toBe(app.id(EDITOR));
});

test('CMP-11: leaving the conversation keeps the recording; Esc discards it', async () => {
  const { recorder, hear } = fakeRecorder();
  const app = await openBob(
    {
      ...withMicrophone,
      conversations: [...bob.conversations, { id: 2, name: 'Carla', lastActiveMs: 4_000 }],
    },
    { recorder },
  );
  await app.click('microphone-button');
  await app.find('end-voice-message');
  await hear(3_000);
  await app.openConversation('Carla');
  expect(app.all('voice-recording')).toEqual([]);
  await app.openConversation('Bob');
  expect((await app.find('voice-recording')).getAttribute('data-state')).toBe('ready');
  fireEvent.keyDown(app.id('voice-recording'), { key: 'Escape' });
  await app.gone('voice-recording');
  expect(app.sent()).toEqual([]);
});

test('CMP-11: too short is thrown away, too long ends by itself', async () => {
  const { recorder, hear, calls } = fakeRecorder();
  const app = await openBob(withMicrophone, { recorder });
  await app.click('microphone-button');
  await hear(900);
  await app.click('end-voice-message');
  expect((await app.find('session-toast')).textContent).toContain('Too short');
  expect(calls).toEqual(['discard']);
  await app.gone('voice-recording');
  await app.click('microphone-button');
  await app.find('end-voice-message');
  await hear(300_000);
  await waitFor(() => expect(app.id('voice-recording').getAttribute('data-state')).toBe('ready'));
});

test('CMP-11: without permission a toast leads to the Privacy page', async () => {
  const app = await openBob();
  await app.click('microphone-button');
  await app.user.click((await app.find('session-toast')).querySelector('button')!);
  await app.click('enable-microphone-settings-row');
  await waitFor(() => expect(app.fake.callsTo('settings:set')).toEqual([{ microphone: true }]));
});

test('CMP-11: a computer without a microphone says so', async () => {
  const { recorder } = fakeRecorder(new RecordingError('microphone-missing'));
  const app = await openBob(withMicrophone, { recorder });
  await app.click('microphone-button');
  expect((await app.find('session-toast')).textContent).toBe('No microphone was found.');
  await app.gone('voice-recording');
});

vi.stubGlobal(
  'URL',
  Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
);
