import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  cryptoReady,
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519Seed,
  sha256,
  x25519KeyPair,
} from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import type { SharedConfigKeys, SharedConfigNamespace } from '../../ts/wire/index.ts';
import {
  encodeEnvelope,
  innermostSharedConfig,
  padMessage,
  sealSigned,
  unwrapSharedConfig,
  WireError,
  wrapEnvelope,
  wrapSharedConfig,
} from '../../ts/wire/index.ts';

beforeAll(cryptoReady);

function keysOf(seed: Uint8Array): SharedConfigKeys {
  const ed25519 = ed25519KeyPair(ed25519Seed(seed));
  return { ed25519, x25519: x25519KeyPair(ed25519SecretToX25519(ed25519.secretKey)) };
}

const ours = (): SharedConfigKeys => keysOf(new Uint8Array(32).fill(1));
const theirs = (): SharedConfigKeys => keysOf(new Uint8Array(32).fill(2));
const DATA = utf8('an encrypted config message');

function wrapped(namespace: SharedConfigNamespace, data = DATA): Uint8Array {
  return wrapSharedConfig({ namespace, seqno: 7n, data, keys: ours() });
}

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
  return 'accepted';
}

test('byte for byte as other clients', () => {
  const config = {
    namespace: 2 as const,
    keys: keysOf(fromHex('14906ac08bc70c63a14f124fc1f75e83e88c38e78e5a97d308a1ec577120d035')),
    seqno: 70_000n,
    data: fromHex('afae6944be9ca415180a3bff226fa0de349e3b3106a5a4c100dee20ce285cb3ae488fcc6e58d8204ac97fd11'),
  };
  const stored = wrapSharedConfig(config);
  expect(toHex(sha256(stored))).toBe('17eb0c1f132a36adcad546acaff73a621ba5ed2533a8ef4ace9813b9dd9c1a22');
  expect(stored).toHaveLength(config.data.length + 176);
  expect(unwrapSharedConfig(stored, config)).toEqual(config.data);
});

test('whatever is wrapped comes back, and gives the same bytes every time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<SharedConfigNamespace>(2, 3, 4, 5),
      fc.bigInt({ min: 0n, max: 2n ** 63n }),
      fc.uint8Array({ maxLength: 400 }),
      (namespace, seqno, data) => {
        const config = { namespace, seqno, data, keys: ours() };
        const stored = wrapSharedConfig(config);
        expect(stored).toEqual(wrapSharedConfig(config));
        expect(unwrapSharedConfig(stored, config)).toEqual(data);
      },
    ),
    { numRuns: 60 },
  );
});

test('a seqno beyond 64 bits cannot be written', () => {
  const config = { namespace: 2 as const, data: DATA, keys: ours() };
  expect(code(() => wrapSharedConfig({ ...config, seqno: -1n }))).toBe('number-out-of-range');
  expect(code(() => wrapSharedConfig({ ...config, seqno: 2n ** 64n }))).toBe('number-out-of-range');
});

describe('what a swarm stores is taken', () => {
  const innermost = (stored: Uint8Array): Uint8Array =>
    innermostSharedConfig(stored, { namespace: 3, keys: ours() });

  test('wrapped, wrapped twice, or as it is', () => {
    expect(innermost(wrapped(3))).toEqual(DATA);
    expect(innermost(wrapped(3, wrapped(3)))).toEqual(DATA);
    expect(innermost(DATA)).toBe(DATA);
  });

  test('as it is when it was not wrapped by us for this namespace', () => {
    const foreign = wrapSharedConfig({ namespace: 3, seqno: 7n, data: DATA, keys: theirs() });
    expect(innermost(foreign)).toBe(foreign);
    expect(innermost(wrapped(3, wrapped(2)))).toEqual(wrapped(2));
  });

  test('but unwrapped no more than twice', () => {
    expect(innermost(wrapped(3, wrapped(3, wrapped(3))))).toEqual(wrapped(3));
  });
});

describe('not unwrapped', () => {
  const unwrap = (stored: Uint8Array): string =>
    code(() => unwrapSharedConfig(stored, { namespace: 3, keys: ours() }));

  function delivered({
    content,
    sender = ours(),
  }: {
    content: Uint8Array;
    sender?: SharedConfigKeys;
  }): string {
    const sealed = sealSigned({
      message: padMessage(content),
      sender: sender.ed25519,
      recipient: ours().x25519.publicKey,
      ephemeralSeed: new Uint8Array(32),
    });
    return unwrap(wrapEnvelope(encodeEnvelope({ type: 'direct', timestampMs: 1, content: sealed })));
  }

  const content = fromHex('5a0708021007' + '1a01ff');

  test('nothing but what is said here', () => {
    expect(delivered({ content })).toBe('accepted');
  });

  test('from somebody else', () => {
    expect(delivered({ content, sender: theirs() })).toBe('sender-key-invalid');
    const foreign = wrapSharedConfig({ namespace: 3, seqno: 7n, data: DATA, keys: theirs() });
    expect(unwrap(foreign)).toBe('decrypt-failed');
  });

  test('of another namespace, or of a kind that nobody knows', () => {
    expect(unwrap(wrapped(2))).toBe('config-kind');
    expect(delivered({ content: fromHex('5a0708091007' + '1a01ff') })).toBe('config-kind');
  });

  test('an ordinary message to oneself', () => {
    expect(delivered({ content: fromHex('0a020a00') })).toBe('config-kind');
  });

  test('without data', () => {
    expect(delivered({ content: fromHex('5a0408021007') })).toBe('content-missing');
  });

  test('anything damaged: only typed errors escape, and never other data', () => {
    const original = wrapped(3);
    const damaged = fc
      .tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(original.length * 4))
      .map(([at, flip, cut]) => {
        const copy = Uint8Array.from(original);
        copy[at] = (copy[at] ?? 0) ^ flip;
        return copy.subarray(0, cut);
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), { weight: 3, arbitrary: damaged }),
        (stored) => {
          try {
            expect(unwrapSharedConfig(stored, { namespace: 3, keys: ours() })).toEqual(DATA);
          } catch (error) {
            expect(error).toBeInstanceOf(WireError);
            expect(innermostSharedConfig(stored, { namespace: 3, keys: ours() })).toBe(stored);
          }
        },
      ),
      { numRuns: 700 },
    );
  });
});
