// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type { ConversationView, MessageView } from '../../../src/ipc/index.ts';
import { messageListItems } from '../../../src/renderer/features/conversation/message-list-items.ts';
import { OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const MINUTE = 60_000;

async function openBob(
  conversation: Partial<ConversationView> = {},
  messages: readonly Partial<MessageView>[] = [],
) {
  const app = await renderApp({ conversations: [{ id: 1, name: 'Bob', ...conversation }], messages });
  await app.openConversation('Bob');
  return app;
}

describe('CNV-02: runs and days', () => {
  /** Who wrote, and after how many minutes, from noon of a day. */
  const itemsOf = (...written: readonly (readonly [minutes: number, part?: Partial<MessageView>])[]) => {
    const noonMs = new Date(2026, 4, 4, 12).getTime();
    const messages = written.map(([minutes, part], at): MessageView => ({
      id: at + 1,
      conversationId: 1,
      authorId: 'bob',
      direction: 'incoming',
      text: 'x',
      sentAtMs: noonMs + minutes * MINUTE,
      receivedAtMs: 0,
      state: 'received',
      synced: true,
      kind: 'text',
      reactions: [],
      attachments: [],
      ...part,
    }));
    const byId = Object.fromEntries(messages.map((message) => [message.id, message]));
    const ids = messages.map(({ id }) => id);
    return messageListItems(
      { ids, hasOlder: false, hasNewer: false, generation: 1, lastChange: 'end' },
      byId,
    );
  };
  const ours = { authorId: 'me', direction: 'outgoing', state: 'sent' } as const;

  test('one author without a break is a run; another one, five minutes and a line end it', () => {
    const items = itemsOf(
      [0],
      [4],
      [9],
      [10, ours],
      [11, ours],
      [12, { ...ours, kind: 'timer-update' }],
      [13, ours],
    );
    expect(items.map(({ isRunStart }) => isRunStart)).toEqual([true, false, true, true, false, true, true]);
    expect(items.map(({ isRunEnd }) => isRunEnd)).toEqual([false, true, true, false, true, true, true]);
  });

  test('every day has its line, and ends a run', () => {
    const items = itemsOf([0], [719], [721], [722]);
    expect(items.map(({ dayMs }) => dayMs !== undefined)).toEqual([true, false, true, false]);
    expect(items.map(({ isRunEnd }) => isRunEnd)).toEqual([true, true, false, true]);
  });
});

test('CNV-02: the button to the end says how much is new there', async () => {
  const messages = Array.from({ length: 120 }, (_, at) => ({
    id: at + 1,
    text: `message ${at + 1}`,
    sentAtMs: at + 1,
  }));
  const app = await openBob({ lastReadMs: 20, unreadCount: 100 }, messages);
  const button = await app.find('scroll-to-bottom-button');
  // What is in sight was read meanwhile.
  await waitFor(() => {
    const unread = app.store.getState().conversations.entities[1]?.unreadCount;
    expect(button.getAttribute('aria-label')).toBe(`Go to the latest message. ${unread} new messages.`);
  });
  await app.remote(() => app.fake.putConversation({ id: 1, name: 'Bob', unreadCount: 1_000 }));
  expect(screen.getByText('999+', { selector: 'span:not([data-testid])' })).toBeTruthy();
});

describe('CNV-03: where a conversation begins', () => {
  test('is said above its first message, once all of it is there', async () => {
    await openBob({}, [{ text: 'The first' }]);
    const beginning = await screen.findByText('This is the beginning of your conversation.');
    expect(beginning.compareDocumentPosition(screen.getByText('The first'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  test('is not said before, and loading is', async () => {
    const messages = Array.from({ length: 90 }, (_, at) => ({
      id: at + 1,
      text: `message ${at + 1}`,
      sentAtMs: at + 1,
    }));
    const app = await openBob({}, messages);
    await screen.findByText('message 90');
    expect(screen.queryByText('This is the beginning of your conversation.')).toBeNull();
    const release = app.fake.hold('messages:page');
    await app.remote(() => {
      app.id('messages-container').scrollTop = 1;
    });
    await waitFor(() => expect(app.id('messages-container').getAttribute('aria-busy')).toBe('true'));
    expect(screen.getByText('Loading messages').getAttribute('role')).toBe('status');
    await act(async () => release());
    await waitFor(() => expect(app.id('messages-container').getAttribute('aria-busy')).toBe('false'));
  });
});

test.each([
  ['a contact', {}, 'You have no messages with Bob yet. Say hello.'],
  ['a request', { isRequest: true }, 'Bob would like to write to you.'],
  ['somebody who is blocked', { isBlocked: true }, 'You have blocked Bob. Nothing they write reaches you.'],
] as const)('CNV-15: without messages of %s', async (_, conversation, words) => {
  const app = await openBob(conversation);
  expect((await app.find('empty-conversation-control-message')).textContent).toBe(words);
});

describe('CNV-16: requests', () => {
  test('one of ours says what is possible until it is accepted', async () => {
    const sent = { text: 'Hi', direction: 'outgoing', state: 'sent', sentAtMs: 2_000 } as const;
    const app = await openBob({ hasApprovedUs: false });
    expect(app.all('conversation-request-explanation')).toEqual([]);
    await app.remote(() => app.fake.receive({ conversationId: 1, ...sent }));
    expect((await app.find('conversation-request-explanation')).textContent).toContain(
      'no files and no voice messages',
    );
    await app.remote(() => app.fake.putConversation({ id: 1, name: 'Bob', hasApprovedUs: true }));
    await app.gone('conversation-request-explanation');
  });

  test('one of others is deleted after a question, and its conversation is left', async () => {
    const app = await openBob({ isRequest: true }, [{ text: 'Hi' }]);
    await app.click('delete-message-request');
    expect(app.fake.callsTo('requests:decline')).toEqual([]);
    await app.click('session-confirm-ok-button');
    await waitFor(() => expect(app.fake.callsTo('requests:decline')).toEqual([{ id: 1 }]));
    expect(app.fake.callsTo('contacts:set-blocked')).toEqual([]);
    await app.gone('messages-container');
  });
});

test('CNV-01: in a narrow window one button leads back to the list, and to the row of the conversation', async () => {
  const wide = window.matchMedia.bind(window);
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    Object.defineProperty(wide(query), 'matches', { value: query === '(max-width: 699px)' }),
  );
  const app = await openBob({}, [{ text: 'Hi' }]);
  expect(app.all('new-conversation-button')).toEqual([]);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Bob');
  await app.user.click(screen.getByRole('button', { name: 'Back' }));
  await app.gone('messages-container');
  expect((await app.find('module-conversation__user__profile-name')).textContent).toBe('Bob');
  vi.restoreAllMocks();
});

test('CST-01: the picture of the one whom this is with is enlarged', async () => {
  const app = await openBob();
  await app.click('conversation-options-avatar');
  const picture = await app.find('profile-picture');
  expect(picture.getAttribute('aria-pressed')).toBe('false');
  await app.user.click(picture);
  expect(picture.getAttribute('aria-pressed')).toBe('true');
  expect(picture.getAttribute('aria-label')).toBe('Show the picture smaller');
});

test('MED-05: when a sound has ended, the next one of the same person begins, if that is wanted', async () => {
  const played: string[] = [];
  let end = () => true;
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function play(
    this: HTMLMediaElement,
  ) {
    played.push(this.src);
    end = () => this.dispatchEvent(new Event('ended'));
    this.dispatchEvent(new Event('play'));
  });
  const voice = (id: number) => ({
    id,
    contentType: 'audio/mpeg',
    isVoiceMessage: true,
    durationMs: 2_000,
    state: 'ready' as const,
  });
  const app = await renderApp({
    info: { media: { base: 'media://', token: 'TOKEN' } },
    settings: { autoplayAudio: true },
    conversations: [{ id: 1, name: 'Bob', isTrustedForMedia: true }],
    messages: [
      { text: '', sentAtMs: 1, attachments: [voice(31)] },
      {
        text: '',
        sentAtMs: 2,
        direction: 'outgoing',
        authorId: OWN_ID,
        state: 'sent',
        attachments: [voice(32)],
      },
      { text: '', sentAtMs: 3, attachments: [voice(33)] },
    ],
  });
  await app.openConversation('Bob');
  await app.user.click(screen.getAllByRole('button', { name: 'Play' })[0]!);
  await act(async () => void end());
  expect(played).toEqual([31, 33].map((id) => `media://attachment/TOKEN/${id}`));
  vi.restoreAllMocks();
});
