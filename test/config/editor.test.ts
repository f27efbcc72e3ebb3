import { describe, expect, test } from 'vitest';

import { DictEditor } from '../../ts/config/index.ts';
import type { ConfigDict } from '../../ts/config/index.ts';
import { encodeBencode, utf8 } from '../../ts/util/index.ts';
import { dict } from './support/data.ts';

const before = dict(['a', 1n], ['d', dict(['x', 1n], ['y', dict(['z', 1n])])], ['s', [1n, 2n]]);
const text = (data: ConfigDict): string => Buffer.from(encodeBencode(data)).toString('latin1');

describe('an editor', () => {
  test.each<readonly [string, (root: DictEditor) => void]>([
    ['an equal assignment', (root) => root.set('a', 1n)],
    ['an equal value', (root) => root.setValue('d', dict(['x', 1n], ['y', dict(['z', 1n])]))],
    ['erasing what is not there', (root) => root.dict('none').dict('deep').delete('k')],
    ['adding an element that is there', (root) => root.addToSet('s', [2n])],
    ['removing an element that is not there', (root) => root.removeFromSet('s', [9n])],
    ['removing an element from no set', (root) => root.removeFromSet('t', [9n])],
  ])('takes %s for no change', (_name, recipe) => {
    expect(DictEditor.edit(before, recipe)).toBe(before);
  });

  test('leaves the old data alone and shares what it does not touch', () => {
    const old = text(before);
    const after = DictEditor.edit(before, (root) => root.dict('d').set('x', 2n));
    expect(text(before)).toBe(old);
    expect(after.get('s')).toBe(before.get('s'));
    expect(after.get('d')).not.toBe(before.get('d'));
  });

  test('removes what becomes empty, up to the top', () => {
    const after = DictEditor.edit(before, (root) => {
      root.dict('d').dict('y').delete('z');
      root.dict('d').delete('x');
      root.removeFromSet('s', [1n, 2n]);
    });
    expect(text(after)).toBe('d1:ai1ee');
  });

  test('prunes values that are assigned whole', () => {
    const after = DictEditor.edit(dict(), (root) => {
      root.setValue('n', dict(['e', dict()], ['f', []], ['g', '']));
      root.setValue('o', dict(['e', dict()]));
    });
    expect(text(after)).toBe('d1:nd1:g0:ee');
  });

  test('puts a dict or a set in place of another kind', () => {
    const after = DictEditor.edit(before, (root) => {
      root.dict('a').set('k', utf8('v'));
      root.addToSet('d', [3n]);
    });
    expect(text(after)).toBe('d1:ad1:k1:ve1:dli3ee1:sli1ei2eee');
  });

  test('sees its own changes', () => {
    DictEditor.edit(before, (root) => {
      root.delete('d');
      expect(root.get('d')).toBeUndefined();
      root.dict('d').set('new', 1n);
      expect(root.dict('d').keys()).toEqual(['new']);
      root.set('d', 5n);
      expect(root.get('d')).toBe(5n);
    });
  });
});
