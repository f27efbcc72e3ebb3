import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyDiff, diffDicts, isValidDiff } from '../../ts/config/diff.ts';
import { DictEditor } from '../../ts/config/editor.ts';
import { missingPart, sizeOf, untouchedPart, valuesOf } from '../../ts/config/partial-diff.ts';
import { EMPTY_DICT, valuesEqual } from '../../ts/config/value.ts';
import { decodeBencode, encodeBencode, toHex, utf8 } from '../../ts/util/index.ts';
import { DATA, dict } from './support/data.ts';

const text = (value: Parameters<typeof encodeBencode>[0]): string =>
  Buffer.from(encodeBencode(value)).toString('latin1');

describe('a diff', () => {
  test.each([
    ['an assigned scalar', dict(), dict(['a', 5n]), 'd1:a0:e'],
    ['a changed scalar', dict(['a', 5n]), dict(['a', 'x']), 'd1:a0:e'],
    ['an integer that became the string of its digits', dict(['a', 5n]), dict(['a', '5']), 'd1:a0:e'],
    ['a removed scalar', dict(['a', 5n]), dict(), 'd1:a1:-e'],
    ['a set', dict(['s', [1n, 2n]]), dict(['s', [2n, utf8('x')]]), 'd1:sll1:xeli1eeee'],
    ['a new set', dict(), dict(['s', [1n]]), 'd1:slli1eeleee'],
    ['a removed set', dict(['s', [1n]]), dict(), 'd1:slleli1eeee'],
    ['what is below', dict(['d', dict(['a', 1n])]), dict(['d', dict(['b', 1n])]), 'd1:dd1:a1:-1:b0:ee'],
    ['a change of kind as an addition', dict(['a', [1n]]), dict(['a', dict(['b', 1n])]), 'd1:ad1:b0:ee'],
    ['nothing', dict(['a', 5n]), dict(['a', 5n]), 'de'],
  ])('of %s', (_name, before, after, expected) => {
    expect(text(diffDicts(before, after))).toBe(expected);
  });

  test('does what it says, whatever the data', () => {
    fc.assert(
      fc.property(DATA, DATA, (before, after) => {
        const diff = diffDicts(before, after);
        const replayed = DictEditor.edit(before, (root) => applyDiff(root, diff, after));
        expect(valuesEqual(replayed, after)).toBe(true);
        expect(isValidDiff(decodeBencode(encodeBencode(diff)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is empty between equal states only', () => {
    fc.assert(
      fc.property(DATA, DATA, (a, b) => {
        expect(diffDicts(a, b).size === 0).toBe(toHex(encodeBencode(a)) === toHex(encodeBencode(b)));
      }),
    );
  });
});

test.each([
  'd1:ai0ee',
  'd1:a1:xe',
  'd1:alleee',
  'd1:alleleleee',
  'd1:alli2ei1eeleee',
  'd1:alldeeleee',
  'le',
  '0:',
])('no diff: %s', (bencode) => {
  expect(isValidDiff(decodeBencode(utf8(bencode)))).toBe(false);
});

test('replaying takes values from where the message stands now, and drops what it no longer has', () => {
  const diff = diffDicts(EMPTY_DICT, dict(['a', 1n], ['b', 2n], ['s', [1n]], ['d', dict(['x', 1n])]));
  const now = dict(['a', 9n], ['s', 'no set any more'], ['d', dict(['y', 1n])]);
  const target = dict(['b', 7n], ['s', [5n]], ['d', dict(['x', 3n], ['z', 4n])]);
  const replayed = DictEditor.edit(target, (root) => applyDiff(root, diff, now));
  expect(text(replayed)).toBe('d1:ai9e1:dd1:zi4eee');
});

describe('parts of diffs', () => {
  test('nothing of a change is missing where it was made, and all of it where nothing was', () => {
    fc.assert(
      fc.property(DATA, DATA, (before, after) => {
        const diff = diffDicts(before, after);
        const values = valuesOf(diff, after);
        expect(sizeOf(missingPart(diff, values, after))).toBe(0);
        const again = DictEditor.edit(before, (root) =>
          applyDiff(root, missingPart(diff, values, before), values),
        );
        expect(valuesEqual(again, after)).toBe(true);
      }),
    );
  });

  test('a change leaves itself alone in nothing, and untouched what others did elsewhere', () => {
    fc.assert(
      fc.property(DATA, DATA, (before, after) => {
        const diff = diffDicts(before, after);
        expect(sizeOf(untouchedPart(diff, diff))).toBe(0);
        expect(untouchedPart(diff, new Map())).toEqual(diff);
      }),
    );
  });
});
