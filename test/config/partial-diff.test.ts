import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffDicts } from '../../ts/config/diff.ts';
import { undone } from '../../ts/config/partial-diff.ts';
import { DATA } from './support/data.ts';

test('data without a change is as far from the data as the change was', () => {
  fc.assert(
    fc.property(DATA, DATA, (before, after) => {
      const diff = diffDicts(before, after);
      expect(diffDicts(undone(diff, after), after)).toEqual(diff);
    }),
  );
});
