import { inspect } from 'node:util';

import { beforeAll, describe, expect, test } from 'vitest';

import {
  AccountError,
  AccountKeys,
  accountKeysFromSeed16,
  createAccountKeys,
  encodeRecoveryPassword,
} from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { fromHex, redactValue, toHex } from '../../ts/util/index.ts';
import { fakeRandom } from '../support/fake-random.ts';
import { readVectors } from '../support/read-vectors.ts';

const { accounts } = readVectors<{
  accounts: readonly {
    seed16: string;
    seed32: string;
    ed25519_public: string;
    ed25519_secret64: string;
    x25519_public: string;
    x25519_secret: string;
    account_id: string;
    recovery_password_english: string;
  }[];
}>('accounts');

const SEED = fromHex('0123456789abcdef0123456789abcdef');

beforeAll(cryptoReady);

describe.each(accounts)('$account_id', (account) => {
  test.each(['seed16', 'seed32'] as const)('from its %s', (form) => {
    const keys = accountKeysFromSeed16(fromHex(account[form]));
    expect(toHex(keys.seed16)).toBe(account.seed16);
    expect(toHex(keys.ed25519.publicKey)).toBe(account.ed25519_public);
    expect(toHex(keys.ed25519.secretKey)).toBe(account.ed25519_secret64);
    expect(toHex(keys.x25519.publicKey)).toBe(account.x25519_public);
    expect(toHex(keys.x25519.secretKey)).toBe(account.x25519_secret);
    expect(keys.accountId).toBe(account.account_id);
    expect(encodeRecoveryPassword(keys.seed16)).toBe(account.recovery_password_english);
  });
});

test.each([0, 15, 17, 31, 33, 64])('a seed of %i bytes is refused', (length) => {
  expect(() => accountKeysFromSeed16(new Uint8Array(length))).toThrow(
    expect.objectContaining({ code: 'seed-invalid' }),
  );
});

test('a 32-byte seed of a foreign tool is refused', () => {
  for (const at of [16, 24, 31]) {
    const seed = new Uint8Array(32);
    seed[at] = 1;
    expect(() => accountKeysFromSeed16(seed)).toThrow(AccountError);
  }
});

test('a new account has 16 bytes of randomness and nothing else', () => {
  const random = fakeRandom('new account');
  const asked: number[] = [];
  const keys = createAccountKeys({
    bytes: (length) => {
      asked.push(length);
      return random.bytes(length);
    },
  });
  expect(asked).toEqual([16]);
  expect(accountKeysFromSeed16(fakeRandom('new account').bytes(16)).accountId).toBe(keys.accountId);
});

test('wiped keys are zeros and cannot be used', () => {
  const keys = new AccountKeys(SEED);
  const secrets = [keys.seed16, keys.ed25519.secretKey, keys.x25519.secretKey];
  keys.wipe();
  expect(secrets.flatMap((secret) => [...secret]).every((byte) => byte === 0)).toBe(true);
  for (const use of [() => keys.seed16, () => keys.ed25519, () => keys.x25519]) {
    expect(use).toThrow(expect.objectContaining({ code: 'account-keys-wiped' }));
  }
  expect(toHex(SEED)).toBe('0123456789abcdef0123456789abcdef');
});

test('keys are never printed', () => {
  const keys = new AccountKeys(SEED);
  const printed = [
    inspect({ keys }, { depth: 9, showHidden: true }),
    JSON.stringify({ keys }),
    redactValue({ keys }),
    `${Object.values(keys).join()}`,
  ];
  for (const text of printed) expect(text).not.toMatch(/seed|0123456789|\b1, ?35\b|c066ce44/);
  expect(printed[0]).toContain('[secret]');
  expect(printed[1]).toBe('{"keys":"[secret]"}');
});
