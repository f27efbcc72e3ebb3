import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { OldProCredential, Picture, ProfileChange } from '../../ts/config/index.ts';
import { UserProfile } from '../../ts/config/index.ts';
import type { Ed25519Seed, Signature, SymmetricKey } from '../../ts/crypto/index.ts';
import { encodeBencode, toHex, utf8 } from '../../ts/util/index.ts';
import {
  at,
  bytesOf,
  changedKeys,
  configsReady,
  configWith,
  GARBAGE,
  isSubsetOf,
  key32,
  maybe,
  NOW_MS,
  NOW_S,
  syncedCopy,
} from './typed-config.ts';

beforeAll(configsReady);

const CAT: Picture = { url: 'http://f/cat', key: key32(1) as SymmetricKey };
const CAT_AGAIN: Picture = { url: 'http://f/cat2', key: key32(2) as SymmetricKey };
const DOG: Picture = { url: 'http://f/dog', key: key32(3) as SymmetricKey };
const CREDENTIAL: OldProCredential = {
  wire: 'old',
  version: 0,
  rotatingSeed: key32(4) as Ed25519Seed,
  tag: key32(5),
  expiryMs: 1_760_086_400_000,
  signature: new Uint8Array(64).fill(6) as Signature,
};

function freshProfile(): UserProfile {
  return new UserProfile(configWith());
}

const later = (seconds: number): number => NOW_MS + seconds * 1_000;

describe('the name', () => {
  test('is written with the time, and nothing is written when nothing changes', () => {
    const profile = freshProfile();
    expect(profile.update({ name: 'Ada 🦊' }, NOW_MS + 999)).toBe(true);
    expect(profile.read()).toMatchObject({ name: 'Ada 🦊', updatedS: NOW_S });
    expect(profile.update({ name: 'Ada 🦊' }, later(5))).toBe(false);
    expect(profile.read().updatedS).toBe(NOW_S);
    profile.update({ name: undefined }, later(6));
    expect(at(profile.config)).toEqual({ t: NOW_S + 6 });
  });

  test('of more than 100 bytes is an error, and changes nothing of the rest either', () => {
    const profile = freshProfile();
    profile.update({ name: 'é'.repeat(50) }, NOW_MS);
    const tooLong: ProfileChange = { name: `${'é'.repeat(50)}x`, noteToSelfPriority: 1 };
    expect(() => profile.update(tooLong, later(1))).toThrow(
      expect.objectContaining({ code: 'text-too-long' }),
    );
    expect(at(profile.config)).toMatchObject({ t: NOW_S });
    expect(at(profile.config, '+')).toBeUndefined();
  });
});

describe('the picture', () => {
  test('that a device uploaded again is shown until the next change', () => {
    const profile = freshProfile();
    profile.update({ name: 'Ada', picture: CAT }, NOW_MS);
    profile.update({ reuploadedPicture: CAT_AGAIN }, later(10));
    expect(profile.read()).toMatchObject({ picture: CAT_AGAIN, updatedS: NOW_S + 10 });
    profile.update({ name: 'Eve' }, later(20));
    expect(profile.read()).toMatchObject({ picture: CAT_AGAIN, updatedS: NOW_S + 20 });
    expect(at(profile.config, 't')).toBe(NOW_S);
    profile.update({ picture: DOG }, later(30));
    expect(profile.read()).toMatchObject({ picture: DOG, updatedS: NOW_S + 30 });
    expect(at(profile.config, 'P')).toBe(CAT_AGAIN.url);
  });

  test('goes with the one that was uploaded again', () => {
    const profile = freshProfile();
    profile.update({ picture: CAT }, NOW_MS);
    profile.update({ reuploadedPicture: CAT_AGAIN }, later(1));
    profile.update({ picture: undefined }, later(2));
    expect(at(profile.config)).toEqual({ t: NOW_S + 2, T: NOW_S + 2 });
    expect(profile.read().picture).toBeUndefined();
    expect(profile.update({ picture: undefined }, later(3))).toBe(false);
  });

  test('without a URL that can be used, or without a key, is none', () => {
    const profile = freshProfile();
    profile.update({ picture: { ...CAT, url: 'u'.repeat(223) } }, NOW_MS);
    expect(profile.read().picture?.url).toHaveLength(223);
    for (const picture of [
      { ...CAT, url: '' },
      { ...CAT, url: 'u'.repeat(224) },
      { ...CAT, key: key32(1).subarray(1) as SymmetricKey },
    ]) {
      profile.update({ picture: CAT }, NOW_MS);
      profile.update({ picture }, later(1));
      expect(at(profile.config)).toEqual({ t: NOW_S + 1 });
    }
  });

  test('keeps its key when the caller wipes its own', () => {
    const profile = freshProfile();
    const key = key32(9) as SymmetricKey;
    profile.update({ picture: { url: CAT.url, key } }, NOW_MS);
    key.fill(0);
    expect(profile.read().picture?.key).toEqual(key32(9));
  });
});

describe('settings', () => {
  test('of Note to Self are no news to others', () => {
    const profile = freshProfile();
    profile.update({ noteToSelfPriority: -1, noteToSelfTimerS: 30 }, NOW_MS);
    expect(at(profile.config)).toEqual({ '+': -1, e: 30 });
    expect(profile.read()).toMatchObject({
      noteToSelfPriority: -1,
      noteToSelfTimerS: 30,
      updatedS: undefined,
    });
    profile.update({ noteToSelfPriority: 0, noteToSelfTimerS: undefined }, NOW_MS);
    expect(at(profile.config)).toEqual({});
  });

  test('of blinded requests may never have been chosen', () => {
    const profile = freshProfile();
    expect(profile.read().acceptsBlindedRequests).toBeUndefined();
    profile.update({ acceptsBlindedRequests: false }, NOW_MS);
    expect(at(profile.config)).toEqual({ M: 0, t: NOW_S });
    expect(profile.read().acceptsBlindedRequests).toBe(false);
    profile.update({ acceptsBlindedRequests: undefined }, later(1));
    expect(at(profile.config)).toEqual({ t: NOW_S + 1 });
  });
});

describe('Session Pro', () => {
  test('features are a set in which those of newer versions stay', () => {
    const profile = new UserProfile(configWith(new Map([['f', [0n, 7n, utf8('new')]]])));
    profile.update({ showsProBadge: false, hasAnimatedPicture: true }, NOW_MS);
    expect(at(profile.config)).toEqual({ f: [1, 7, 'new'], t: NOW_S });
    expect(profile.update({ showsProBadge: false, hasAnimatedPicture: true }, later(1))).toBe(false);
    expect(profile.read()).toMatchObject({ showsProBadge: false, hasAnimatedPicture: true });
  });

  test('credentials are shared, and others hear of new ones only', () => {
    const profile = freshProfile();
    profile.update({ proCredential: CREDENTIAL, proAccessExpiryMs: 1_767_776_000_000 }, NOW_MS);
    expect(profile.read()).toMatchObject({ proCredential: CREDENTIAL, proAccessExpiryMs: 1_767_776_000_000 });
    expect(at(profile.config, 't')).toBe(NOW_S);
    expect(profile.update({ proCredential: CREDENTIAL }, later(1))).toBe(false);
    profile.update({ proCredential: undefined, proAccessExpiryMs: undefined }, later(2));
    expect(at(profile.config)).toEqual({ t: NOW_S });
  });

  test('of newer versions is read, and stays in its form', () => {
    // Vector `config_credential` of the Pro backend.
    const signature =
      '767e7f14cec2d04fb67c6407e890cbe6a5cfdb7a0df3e729adda93164b13bc3fb20ed4ea1b8f1ffc74115ff2598a51ac52285d923f0864c6bca08bfc771fb708';
    const encoded = Buffer.from(
      `64313a65693137303430363732303065313a6733323a${'11'.repeat(32)}313a7233323a${'02'.repeat(32)}313a7336343a${signature}65`,
      'hex',
    );
    const data = new Map<string, bigint | Uint8Array>([
      ['s', Uint8Array.from(encoded)],
      ['E', 1_767_776_000n],
      ['A', 1n],
      ['G', 3_600n],
      ['R', 1_760_000_001n],
      ['I', 1_760_000_002n],
    ]);
    const profile = new UserProfile(configWith(data));
    expect(profile.read()).toMatchObject({
      proCredential: { wire: 'new', tag: key32(0x11), rotatingSeed: key32(2), expiryMs: 1_704_067_200_000 },
      proAccessExpiryMs: 1_767_776_000_000,
      isProRenewing: true,
      proGraceS: 3_600,
      proRefundRequestedS: 1_760_000_001,
      proPrepaidS: 1_760_000_002,
    });
    expect(toHex(profile.read().proCredential?.signature ?? new Uint8Array())).toBe(signature);
    expect(profile.update({ proAccessExpiryMs: 1_767_776_000_000 }, NOW_MS)).toBe(false);
  });

  test.each([
    ['no bencode', utf8('future')],
    ['another dict', encodeBencode(new Map([['x', 1]]))],
    ['a part of another length', new Map([['r', new Uint8Array(64)]])],
    ['a number', 5n],
  ])('of a form that is not understood is never removed: %s', (_, s) => {
    const profile = new UserProfile(configWith(new Map([['s', s]])));
    expect(profile.read().proCredential).toBeUndefined();
    expect(profile.update({ proCredential: undefined }, NOW_MS)).toBe(false);
    profile.update({ proCredential: CREDENTIAL }, NOW_MS);
    expect(profile.read().proCredential).toEqual(CREDENTIAL);
  });

  test('credentials with parts of a wrong length are refused', () => {
    const profile = freshProfile();
    const proCredential = { ...CREDENTIAL, tag: key32(0).subarray(1) };
    expect(() => profile.update({ proCredential }, NOW_MS)).toThrow(
      expect.objectContaining({ code: 'value-invalid' }),
    );
    expect(profile.config.state).toBe('clean');
  });
});

const PICTURE = fc.record({
  url: fc.string({ minLength: 1, maxLength: 60 }).map((path) => `http://f/${path}`),
  key: bytesOf(32).map((key) => key as SymmetricKey),
});
const CHANGE_PARTS = {
  name: fc
    .string({ minLength: 1, maxLength: 25, unit: 'grapheme' })
    .filter((text) => utf8(text).length <= 100),
  picture: maybe(PICTURE),
  noteToSelfPriority: fc.maxSafeInteger(),
  noteToSelfTimerS: maybe(fc.integer({ min: 1 })),
  acceptsBlindedRequests: maybe(fc.boolean()),
  showsProBadge: fc.boolean(),
  hasAnimatedPicture: fc.boolean(),
  proCredential: maybe(fc.constant(CREDENTIAL)),
  proAccessExpiryMs: maybe(fc.integer({ min: 1_000_000_000_001, max: 4_000_000_000_000 })),
};
const CHANGE = fc.record(CHANGE_PARTS);

test('any profile that is written is read again, here and on another device', () => {
  fc.assert(
    fc.property(CHANGE, fc.integer({ min: 1, max: 1_000 }), (change, seconds) => {
      const profile = freshProfile();
      profile.update(change, later(seconds));
      expect(profile.read()).toMatchObject(change);
      expect(profile.update(change, later(seconds + 1))).toBe(false);
      expect(new UserProfile(syncedCopy(profile.config)).read()).toEqual(profile.read());
    }),
  );
});

test('data of any shape is read without an error, and an update keeps what it does not know', () => {
  fc.assert(
    fc.property(GARBAGE, fc.record(CHANGE_PARTS, { requiredKeys: [] }), (data, change) => {
      const profile = new UserProfile(configWith(data));
      const before = profile.config.data;
      profile.read();
      profile.update(change, NOW_MS);
      expect(changedKeys(before, profile.config.data)).toSatisfy(isSubsetOf('npqPQtT+eMfsE'));
      expect(profile.update({}, NOW_MS)).toBe(false);
    }),
  );
});
