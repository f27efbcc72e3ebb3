import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { KeysMessage } from '../../ts/config/group-keys-message.ts';
import { decodeKeysMessage, encodeKeysMessage } from '../../ts/config/group-keys-message.ts';
import { ConfigError } from '../../ts/config/index.ts';
import { appendSignature } from '../../ts/config/signature.ts';
import type { BencodeInput } from '../../ts/util/index.ts';
import { concatBytes, encodeBencode, utf8 } from '../../ts/util/index.ts';
import { GROUP } from './support/groups.ts';
import { ed25519KeyPair, ed25519Seed } from '../../ts/crypto/index.ts';

const sized = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });
const HEAD = { nonce: sized(24), generation: fc.nat() };
const MESSAGE: fc.Arbitrary<KeysMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('rekey' as const),
    ...HEAD,
    forAdmins: sized(48),
    forMembers: fc.array(sized(48), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('supplement' as const),
    ...HEAD,
    forMembers: fc.array(fc.uint8Array({ minLength: 68, maxLength: 100 }), { maxLength: 4 }),
  }),
);

/** A signed dict; these are the pairs of a valid rekey unless something else is said. */
function signed(changes: Readonly<Record<string, BencodeInput | undefined>>): Uint8Array {
  const valid = { '#': new Uint8Array(24), G: 0, K: new Uint8Array(48), k: [new Uint8Array(48)] };
  const pairs = Object.entries({ ...valid, ...changes }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return appendSignature(encodeBencode(new Map(pairs)), GROUP.secretKey);
}

function outcome(bytes: Uint8Array): string {
  try {
    return decodeKeysMessage(bytes, GROUP.publicKey).kind;
  } catch (error) {
    if (error instanceof ConfigError) return error.code;
    throw error;
  }
}

test('whatever is written can be read', () => {
  fc.assert(
    fc.property(MESSAGE, (message) => {
      expect(decodeKeysMessage(encodeKeysMessage(message, GROUP.secretKey), GROUP.publicKey)).toEqual(
        message,
      );
    }),
  );
});

describe('a message', () => {
  test.each<[string, Readonly<Record<string, BencodeInput | undefined>>, string]>([
    ['of a rekey', {}, 'rekey'],
    ['without members', { k: [] }, 'rekey'],
    ['with more than other clients write', { X: 'new', '!': 1, '}': [] }, 'rekey'],
    ['that is a supplement', { '+': [new Uint8Array(68)], K: undefined, k: undefined }, 'supplement'],
    ['that is both', { '+': [new Uint8Array(68)] }, 'supplement'],
    ['with a short nonce', { '#': new Uint8Array(23) }, 'message-invalid'],
    ['without nonce', { '#': undefined }, 'message-invalid'],
    ['without generation', { G: undefined }, 'message-invalid'],
    ['with a negative generation', { G: -1 }, 'message-invalid'],
    ['with a generation that cannot be counted up', { G: Number.MAX_SAFE_INTEGER }, 'message-invalid'],
    ['with a generation beyond 63 bits', { G: 2n ** 63n }, 'message-invalid'],
    ['with a short key for admins', { K: new Uint8Array(47) }, 'message-invalid'],
    ['without a key for admins', { K: undefined }, 'message-invalid'],
    ['without a list of keys', { k: undefined }, 'message-invalid'],
    ['with one key in place of a list', { k: new Uint8Array(48) }, 'message-invalid'],
    ['with a long key', { k: [new Uint8Array(48), new Uint8Array(49)] }, 'message-invalid'],
    ['with a number for a key', { k: [1] }, 'message-invalid'],
    ['with a short list in a supplement', { '+': [new Uint8Array(67)] }, 'message-invalid'],
    ['whose supplement is no list', { '+': 'x' }, 'message-invalid'],
    ['that goes on after the signature', { '~~': 'x' }, 'message-invalid'],
  ])('%s', (_, changes, expected) => {
    expect(outcome(signed(changes))).toBe(expected);
  });

  test('that nobody signed, or another group', () => {
    const unsigned = encodeBencode(new Map<string, BencodeInput>([['#', new Uint8Array(24)]]));
    expect(outcome(unsigned)).toBe('message-invalid');
    const other = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(9)));
    expect(outcome(appendSignature(signed({}), other.secretKey))).toBe('message-invalid');
    const nonce = new Uint8Array(24);
    const message = { kind: 'supplement', nonce, generation: 0, forMembers: [] } as const;
    expect(outcome(encodeKeysMessage(message, other.secretKey))).toBe('signature-invalid');
  });

  test('with anything behind it', () => {
    expect(outcome(concatBytes(signed({}), utf8('e')))).toBe('message-invalid');
  });
});

test('random bytes are no message', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => outcome(bytes) === 'message-invalid'));
});

test('a changed byte makes a message useless', () => {
  const bytes = signed({});
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ flip;
      return ['message-invalid', 'signature-invalid'].includes(outcome(changed));
    }),
  );
});

test('a cut message is useless', () => {
  const bytes = signed({});
  for (let end = 0; end < bytes.length; end += 1)
    expect(outcome(bytes.subarray(0, end))).toBe('message-invalid');
});
