import fc from 'fast-check';
import { expect, test } from 'vitest';

import { x25519PublicKey } from '../../ts/crypto/index.ts';
import { concatBytes, utf8 } from '../../ts/util/index.ts';
import { decodeKickedMessage, encodeKickedMessage, WireError } from '../../ts/wire/index.ts';

const MEMBER = x25519PublicKey(new Uint8Array(32).fill(7));

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
  return 'accepted';
}

function withGeneration(text: string): string {
  return code(() => decodeKickedMessage(concatBytes(MEMBER, utf8(text))));
}

test('a key and a number in digits', () => {
  expect(encodeKickedMessage({ member: MEMBER, generation: 12 })).toEqual(concatBytes(MEMBER, utf8('12')));
});

test('comes back', () => {
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (generation) => {
      expect(decodeKickedMessage(encodeKickedMessage({ member: MEMBER, generation }))).toEqual({
        member: MEMBER,
        generation,
      });
    }),
  );
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('a generation of %d cannot be written', (generation) => {
  expect(code(() => encodeKickedMessage({ member: MEMBER, generation }))).toBe('number-out-of-range');
});

test.each(['', '-1', '+1', '1 ', '1.0', '0x1', '1e3', 'x', '١', '12345678901234567', '1'.repeat(100)])(
  'a generation of "%s" is none',
  (text) => {
    expect(withGeneration(text)).toBe('payload-invalid');
  },
);

test('a generation beyond exactness is refused, one with zeros before it is not', () => {
  expect(withGeneration('9007199254740992')).toBe('number-out-of-range');
  expect(decodeKickedMessage(concatBytes(MEMBER, utf8('007'))).generation).toBe(7);
});

test('whatever the bytes: only typed errors escape', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(code(() => decodeKickedMessage(bytes))).toMatch(
        /^(payload-invalid|number-out-of-range|accepted)$/,
      );
    }),
  );
});
