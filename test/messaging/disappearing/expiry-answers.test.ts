import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shortenedOn } from '../../../ts/messaging/disappearing/expiry-answers.ts';

test('each message ends when most nodes say, shortened now or before', () => {
  const swarm = {
    a: { updated: ['one', 'two'], expiry: 500, unchanged: {} },
    b: { updated: ['one'], expiry: 500, unchanged: { two: 300 } },
    c: { updated: ['one'], expiry: 500, unchanged: { two: 300 } },
  };
  expect(shortenedOn({ swarm }, ['one', 'two'])).toEqual(
    new Map([
      ['one', 500],
      ['two', 300],
    ]),
  );
});

test('nodes that have lost a message do not take it from us', () => {
  const swarm = { a: { updated: [], expiry: 500, unchanged: {} }, b: { failed: true } };
  expect(shortenedOn({ swarm }, ['one'])).toEqual(new Map());
});

test('whatever nodes answer, only times of messages that were asked for come out', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (swarm) => {
      for (const [hash, expiryMs] of shortenedOn({ swarm }, ['one'])) {
        expect(hash).toBe('one');
        expect(expiryMs).toBeGreaterThan(0);
      }
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (answer) => void shortenedOn(answer, ['one'])),
  );
});
