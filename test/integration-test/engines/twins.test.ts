import { expect, test } from 'vitest';

import { textsOf, twinsIn, withoutTexts } from '../../../integration-test/engines/twins.ts';
import type { Testimony } from '../../../integration-test/engines/verdict.ts';

const testimony = (
  ...messages: (readonly [author: string, sentAtMs: number, text: string, kind?: 'group-update'])[]
): Testimony => ({
  name: 'one',
  accountId: '05',
  conversation: {} as Testimony['conversation'],
  messages: messages.map(
    ([authorId, sentAtMs, text, kind = 'text']) =>
      ({ authorId, sentAtMs, text, kind }) as Testimony['messages'][number],
  ),
});

test('texts of one author and millisecond are twins, wherever they are', () => {
  const here = testimony(['alice', 1, 'a'], ['alice', 2, 'b'], ['bob', 2, 'c']);
  const there = testimony(['alice', 1, 'A'], ['alice', 2, 'b'], ['bob', 2, 'c']);
  expect(twinsIn([here, there])).toEqual(new Set(['a', 'A']));
  expect(twinsIn([here, here])).toEqual(new Set());
});

test('so is a text of the millisecond in which the group was changed', () => {
  const here = testimony(['alice', 1, '', 'group-update'], ['alice', 2, '', 'group-update']);
  const there = testimony(['alice', 1, 'a'], ['alice', 3, 'b']);
  expect(twinsIn([here, there])).toEqual(new Set(['a']));
});

test('lines about what happened are left out', () => {
  const { messages } = textsOf(testimony(['alice', 1, '', 'group-update'], ['alice', 2, 'b']));
  expect(messages.map(({ text }) => text)).toEqual(['b']);
});

test('the others are left', () => {
  const { messages } = withoutTexts(testimony(['alice', 1, 'a'], ['alice', 2, 'b']), new Set(['a']));
  expect(messages.map(({ text }) => text)).toEqual(['b']);
});
