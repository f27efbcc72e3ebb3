import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readPageFrame } from '../../../src/main/headless/page-frame.ts';
import type { PageFrame } from '../../../src/ipc/index.ts';

const frames: fc.Arbitrary<PageFrame> = fc.oneof(
  fc.record({
    type: fc.constant('invoke' as const),
    id: fc.integer({ min: 1 }),
    channel: fc.string(),
    input: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.string()),
  }),
  fc.record({
    type: fc.constant('invoke' as const),
    id: fc.integer({ min: 1 }),
    channel: fc.string(),
  }),
  fc.record({ type: fc.constant('focus' as const), focused: fc.boolean() }),
);

test('what a page sends is what arrives', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      expect(readPageFrame(JSON.stringify(frame))).toEqual({ frame });
    }),
  );
});

test.each([
  '{"type":"invoke","id":3}',
  '{"type":"invoke","id":3,"channel":4}',
  '{"type":"invoke","id":3,"channel":"app:info","more":1}',
])('a request that is wrong but has a number is answered: %s', (text) => {
  expect(readPageFrame(text)).toEqual({ refused: { id: 3 } });
});

test.each([
  '',
  'null',
  '[]',
  '"invoke"',
  '{"type":"invoke","id":0,"channel":"app:info"}',
  '{"type":"invoke","id":"1","channel":"app:info"}',
  '{"type":"invoke","id":1e999,"channel":"app:info"}',
  '{"type":"focus"}',
  '{"type":"focus","focused":"yes"}',
  '{"type":"other","id":1}',
])('anything else is nothing: %s', (text) => {
  expect(readPageFrame(text)).toBeUndefined();
});

test('whatever arrives, nothing is thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.json().map((text) => text.slice(1)),
      ),
      (text) => {
        expect(() => readPageFrame(text)).not.toThrow();
      },
    ),
  );
});
