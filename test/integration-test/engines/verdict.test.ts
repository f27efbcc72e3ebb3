import { expect, test } from 'vitest';

import { type Testimony, faultsOf } from '../../../integration-test/engines/verdict.ts';
import type { ConversationView, MessageView } from '../../../src/ipc/index.ts';

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

type Known = Pick<ConversationView, 'nickname' | 'priority' | 'unreadCount'>;

const KNOWN: Known = { nickname: 'Bob 2', priority: 0, unreadCount: 1 };

const SENT = [
  { what: 'a', by: 'one', accepted: true },
  { what: 'b', by: 'one', accepted: false },
];

const EDITS = [
  { what: { nickname: 'Bob 1' }, by: 'one', accepted: true },
  { what: { nickname: 'Bob 2' }, by: 'one', accepted: true },
  { what: { nickname: 'Bob 3' }, by: 'one', accepted: false },
];

/** What two devices of one account say. */
function both(
  one: readonly MessageView[],
  two: readonly MessageView[],
  known: { readonly one?: Partial<Known>; readonly two?: Partial<Known> } = {},
): readonly Testimony[] {
  const account = { accountId: '05' };
  const conversation = (change: Partial<Known> = {}): ConversationView =>
    ({ ...KNOWN, ...change }) as ConversationView;
  return [
    { ...account, name: 'one', messages: one, conversation: conversation(known.one) },
    { ...account, name: 'two', messages: two, conversation: conversation(known.two) },
  ];
}

const kindsOf = (testimonies: readonly Testimony[], sent = SENT): readonly (string | undefined)[] =>
  faultsOf(testimonies, { sent, edits: EDITS }).map((line) => line.split(':')[0]);

test('all is well with and without what was cut off', () => {
  expect(kindsOf(both([message('a')], [message('a')]))).toEqual([]);
  const all = [message('a'), message('b')];
  expect(kindsOf(both(all, all))).toEqual([]);
  const later = { nickname: 'Bob 3' };
  expect(kindsOf(both(all, all, { one: later, two: later }))).toEqual([]);
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
  expect(kindsOf(both(one, two))).toContain(kind);
});

test('an order that all devices agree on, and that is not the order of writing, is found', () => {
  const messages = [message('b', { sentAtMs: 1 }), message('a')];
  expect(kindsOf(both(messages, messages))).toEqual(['order', 'order']);
});

test('edits that were accepted and are gone, and devices that disagree, are found', () => {
  const messages = [message('a')];
  const older = { nickname: 'Bob 1' };
  expect(kindsOf(both(messages, messages, { one: older, two: older }))).toEqual(['edit lost', 'edit lost']);
  expect(kindsOf(both(messages, messages, { one: { unreadCount: 0 } }))).toEqual(['disagreement']);
});
