import { describe, expect, test } from 'vitest';

import { BOB, expectCode, ME, temporaryPath, temporaryStore } from './support.ts';

const SEED = Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index);
const ACCOUNT = {
  accountId: ME,
  displayName: 'Alice 🐈',
  origin: 'created',
  createdAtMs: 1_700_000_000_000,
  profileReady: false,
} as const;

describe('account', () => {
  test('is absent in a new database', () => {
    const { account } = temporaryStore();
    expect(account.get()).toBeUndefined();
    expect(account.getSeed()).toBeUndefined();
    expectCode('store-not-found', () => account.setDisplayName('x'));
    expectCode('store-not-found', () => account.setProfileReady(true));
  });

  test('is kept over a restart, its seed apart from its row', () => {
    const path = temporaryPath();
    const first = temporaryStore(path);
    expect(first.account.create({ ...ACCOUNT, seed: SEED })).toEqual(ACCOUNT);
    first.close();
    const { account } = temporaryStore(path);
    expect(account.get()).toEqual(ACCOUNT);
    expect(account.getSeed()).toEqual(SEED);
  });

  test('gives a seed that can be wiped without harm', () => {
    const { account } = temporaryStore();
    account.create({ ...ACCOUNT, seed: SEED });
    account.getSeed()?.fill(0);
    expect(account.getSeed()).toEqual(SEED);
  });

  test('is one a profile, with 16 bytes of seed', () => {
    const { account } = temporaryStore();
    expectCode('store-conflict', () => account.create({ ...ACCOUNT, seed: SEED.subarray(1) }));
    expect(account.get()).toBeUndefined();
    account.create({ ...ACCOUNT, seed: SEED });
    expectCode('store-conflict', () => account.create({ ...ACCOUNT, accountId: BOB, seed: SEED }));
    expect(account.get()).toEqual(ACCOUNT);
  });

  test('changes its name and its readiness', () => {
    const { account } = temporaryStore();
    account.create({ ...ACCOUNT, origin: 'restored', seed: SEED });
    expect(account.setDisplayName('Bob')).toMatchObject({ displayName: 'Bob', profileReady: false });
    expect(account.setProfileReady(true)).toMatchObject({ displayName: 'Bob', profileReady: true });
    expect(account.get()).toEqual({
      ...ACCOUNT,
      origin: 'restored',
      displayName: 'Bob',
      profileReady: true,
    });
  });
});
