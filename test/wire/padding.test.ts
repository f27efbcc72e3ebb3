import fc from 'fast-check';
import { expect, test } from 'vitest';

import { sha256 } from '../../ts/crypto/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';
import { padFor, padMessage, unpadFrom, unpadMessage } from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';

const { padding160 } = readVectors<{
  padding160: {
    pad: readonly { plain: string; padded_length: number; padded_sha256: string }[];
    unpad: readonly { padded: string; plain: string }[];
  };
}>('direct-messages');

test.each(padding160.pad)('padded to $padded_length bytes', ({ plain, padded_length, padded_sha256 }) => {
  const padded = padMessage(fromHex(plain));
  expect(padded).toHaveLength(padded_length);
  expect(toHex(sha256(padded))).toBe(padded_sha256);
});

test.each(padding160.unpad)('$padded is $plain', ({ padded, plain }) => {
  expect(toHex(unpadMessage(fromHex(padded)))).toBe(plain);
});

test('every message comes back, and its length tells only its block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (message) => {
      const padded = padMessage(message);
      expect(padded.length % 160).toBe(0);
      expect(padded.length - message.length).toBeGreaterThan(0);
      expect(padded.length - message.length).toBeLessThanOrEqual(161);
      expect(unpadMessage(padded)).toEqual(message);
    }),
  );
});

test.each(['contact', 'community', 'community-inbox'] as const)(
  'what goes to a %s is padded',
  (destination) => {
    const content = fromHex('0a00');
    expect(padFor(destination, content)).toEqual(padMessage(content));
    expect(unpadFrom(destination, padMessage(content))).toEqual(content);
  },
);

test('what goes to a group is not: it may end with anything', () => {
  const content = fromHex('0a008000');
  expect(padFor('group', content)).toBe(content);
  expect(unpadFrom('group', content)).toBe(content);
});
