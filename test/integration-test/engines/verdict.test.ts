import { expect, test } from 'vitest';

import { type DeviceHistory, faultsOf } from '../../../integration-test/engines/verdict.ts';
import type { MessageView } from '../../../src/ipc/index.ts';

const message = (text: string, change: Partial<MessageView> = {}): MessageView => ({
  id: 1,
  conversationId: 1,
  authorId: '05',
  direction: 'incoming',
  text,
  sentAtMs: Number(text.charCodeAt(0)),
  receivedAtMs: 0,
  state: 'received',
  synced: true,
  kind: 'text',
  reactions: [],
  attachments: [],
  ...change,
});

const SENT = [
  { text: 'a', by: 'one', accepted: true },
  { text: 'b', by: 'one', accepted: false },
];

const both = (one: readonly MessageView[], two: readonly MessageView[]): readonly DeviceHistory[] => [
  { name: 'one', messages: one },
  { name: 'two', messages: two },
];

test('all is well with and without a message that was cut off', () => {
  expect(faultsOf(both([message('a')], [message('a')]), SENT)).toEqual([]);
  const all = [message('a'), message('b')];
  expect(faultsOf(both(all, all), SENT)).toEqual([]);
});

test.each([
  ['lost', [message('a')], []],
  ['doubled', [message('a'), message('a', { id: 2 })], [message('a')]],
  ['foreign', [message('a'), message('c')], [message('a'), message('c')]],
  ['uneven', [message('a'), message('b')], [message('a')]],
  ['undone', [message('a', { state: 'failed', failure: 'rejected' })], [message('a')]],
  ['undone', [message('a', { state: 'sent', synced: false })], [message('a')]],
  ['order', [message('a'), message('b')], [message('b', { sentAtMs: 1 }), message('a')]],
])('%s is found', (kind, one, two) => {
  const kinds = faultsOf(both(one, two), SENT).map((line) => line.split(':')[0]);
  expect(kinds).toContain(kind);
});
