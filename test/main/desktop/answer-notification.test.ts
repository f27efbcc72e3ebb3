import { expect, test } from 'vitest';

import {
  markReadFromNotification,
  replyFromNotification,
} from '../../../src/main/desktop/answer-notification.ts';

type Answering = Parameters<typeof replyFromNotification>[0];

/** An engine that remembers what it was asked; `isRefusing` takes no message. */
function fakeEngine({ isRefusing = false, draft = '' } = {}) {
  const asked: (readonly [string, unknown])[] = [];
  const engine = {
    sendMessage: async (input: unknown) => {
      if (isRefusing) throw new Error('message-too-long');
      asked.push(['send', input]);
    },
    conversation: async () => ({ lastActiveMs: 5_000, draft, draftQuote: { original: { id: 3 } } }),
    saveDraft: async (input: unknown) => void asked.push(['draft', input]),
    markRead: async (input: unknown) => void asked.push(['read', input]),
  };
  return { engine: engine as unknown as Answering, asked };
}

test('NOT-06: an answer is sent', async () => {
  const { engine, asked } = fakeEngine();
  expect(await replyFromNotification(engine, { conversationId: 7, text: 'On my way' })).toBe(true);
  expect(asked).toEqual([['send', { conversationId: 7, text: 'On my way' }]]);
});

test.each([
  ['', 'On my way'],
  ['Before: ', 'Before: \nOn my way'],
])('NOT-06: an answer that cannot be sent stands below the draft %j', async (draft, text) => {
  const { engine, asked } = fakeEngine({ isRefusing: true, draft });
  expect(await replyFromNotification(engine, { conversationId: 7, text: 'On my way' })).toBe(false);
  expect(asked).toEqual([['draft', { conversationId: 7, text, quoteMessageId: 3 }]]);
});

test('NOT-06: what has arrived is marked as read', async () => {
  const { engine, asked } = fakeEngine();
  await markReadFromNotification(engine, 7);
  expect(asked).toEqual([['read', { conversationId: 7, upToSentAtMs: 5_000 }]]);
});
