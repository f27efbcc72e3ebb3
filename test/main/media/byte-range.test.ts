import fc from 'fast-check';
import { expect, test } from 'vitest';

import { byteSpanOf } from '../../../src/main/media/byte-range.ts';

test.each([
  ['bytes=0-', { first: 0, last: 99 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-500', { first: 90, last: 99 }],
  ['bytes=-30', { first: 70, last: 99 }],
  ['bytes=-500', { first: 0, last: 99 }],
  ['Bytes = 5-6', { first: 5, last: 6 }],
  ['bytes=100-', 'none'],
  ['bytes=400-500', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=9-3', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=', 'whole'],
  ['bytes=0-1,4-5', 'whole'],
  ['bytes=a-b', 'whole'],
  ['bytes=-1-5', 'whole'],
  ['bytes=1e3-', 'whole'],
  ['bytes=99999999999999999999-', 'whole'],
  ['lines=0-5', 'whole'],
  ['', 'whole'],
  [undefined, 'whole'],
] as const)('of 100 bytes, %j is %j', (header, span) => {
  expect(byteSpanOf(header, 100)).toEqual(span);
});

test('whatever is asked for lies inside of the file', () => {
  const place = fc.oneof(fc.constant(''), fc.nat().map(String), fc.string());
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), place, place, (size, start, end) => {
      const span = byteSpanOf(`bytes=${start}-${end}`, size);
      if (typeof span === 'string') return;
      expect(span.first).toBeGreaterThanOrEqual(0);
      expect(span.last).toBeGreaterThanOrEqual(span.first);
      expect(span.last).toBeLessThan(size);
    }),
  );
});
