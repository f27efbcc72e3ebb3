import { expect, test } from 'vitest';

import { twinsIn, withoutTexts } from '../../../integration-test/engines/twins.ts';
import type { Testimony } from '../../../integration-test/engines/verdict.ts';

const testimony = (
  ...messages: (readonly [author: string, sentAtMs: number, text: string])[]
): Testimony => ({
  name: 'one',
  accountId: '05',
  conversation: {} as Testimony['conversation'],
  messages: messages.map(
    ([authorId, sentAtMs, text]) => ({ authorId, sentAtMs, text }) as Testimony['messages'][number],
  ),
});

test('texts of one author and millisecond are twins, wherever they are', () => {
  const here = testimony(['alice', 1, 'a'], ['alice', 2, 'b'], ['bob', 2, 'c']);
  const there = testimony(['alice', 1, 'A'], ['alice', 2, 'b'], ['bob', 2, 'c']);
  expect(twinsIn([here, there])).toEqual(new Set(['a', 'A']));
  expect(twinsIn([here, here])).toEqual(new Set());
});

test('the others are left', () => {
  const { messages } = withoutTexts(testimony(['alice', 1, 'a'], ['alice', 2, 'b']), new Set(['a']));
  expect(messages.map(({ text }) => text)).toEqual(['b']);
});
