import { beforeAll, describe, expect, test } from 'vitest';

import {
  accountId,
  accountIdBytes,
  accountIdOf,
  ed25519KeyOf,
  groupId,
  isGroupId,
  parseAccountId,
  swarmId,
  x25519KeyOf,
} from '../../ts/account/index.ts';
import { cryptoReady, CryptoError, x25519, x25519PublicKey, x25519SecretKey } from '../../ts/crypto/index.ts';
import { fromHex, toHex } from '../../ts/util/index.ts';
import { readVectors } from '../support/read-vectors.ts';

const { accounts } = readVectors<{
  accounts: readonly { account_id: string; x25519_public: string; ed25519_public: string }[];
}>('accounts');

const KEY = 'd2ad010eeb72d72e561d9de7bd7b6989af77dcabffa03a5111a6c859ae5c3a72';
const ED25519_KEY = '4cb76fdc6d32278e3f83dbf608360ecc6b65727934b85d2fb86862ff98c46ab7';
const LOW_ORDER_POINTS = [
  `00${'00'.repeat(31)}`,
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
];

beforeAll(cryptoReady);

function code(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

test.each(accounts)('$account_id is the key behind 05', ({ account_id, x25519_public }) => {
  const id = accountId(account_id);
  expect(toHex(x25519KeyOf(id))).toBe(x25519_public);
  expect(toHex(accountIdBytes(id))).toBe(account_id);
  expect(accountIdBytes(id)).toHaveLength(33);
  expect(accountIdOf(x25519KeyOf(id))).toBe(account_id);
});

describe('an account ID as a person types it', () => {
  test.each([
    ['plain', `05${KEY}`],
    ['in capitals', `05${KEY.toUpperCase()}`],
    ['with white space around it', ` \n05${KEY}\t`],
    ['broken into lines and groups', `05${KEY}`.replace(/(.{11})/g, '$1 \r\n')],
  ])('%s', (_name, text) => {
    expect(parseAccountId(text)).toBe(`05${KEY}`);
  });

  test.each([
    ['nothing', '', 'account-id-invalid'],
    ['a name', 'alice', 'account-id-invalid'],
    ['one character less', `05${KEY.slice(1)}`, 'account-id-invalid'],
    ['one character more', `05${KEY}0`, 'account-id-invalid'],
    ['a character that is not hex', `05${KEY.slice(1)}g`, 'account-id-invalid'],
    ['no prefix', KEY, 'account-id-invalid'],
    ['an unknown prefix', `06${KEY}`, 'account-id-invalid'],
    ['two IDs', `05${KEY} 05${KEY}`, 'account-id-invalid'],
    ['a group', `03${KEY}`, 'account-id-group'],
    ['a blinded ID', ` 15${KEY}`, 'account-id-blinded'],
    ['a newer blinded ID', `25${KEY}`, 'account-id-blinded'],
    ['the group prefix of old', `__textsecure_group__!05${KEY}`, 'account-id-invalid'],
  ])('not %s', (_name, text, expected) => {
    expect(code(() => parseAccountId(text))).toBe(expected);
  });
});

test('on the wire white space is no part of an ID', () => {
  expect(code(() => accountId(` 05${KEY}`))).toBe('account-id-invalid');
  expect(accountId(`05${KEY.toUpperCase()}`)).toBe(`05${KEY}`);
});

test.each(LOW_ORDER_POINTS)('%s is no account, with or without the top bit', (hex) => {
  for (const topBit of [0, 0x80]) {
    const key = fromHex(hex);
    key[31] = (key[31] ?? 0) | topBit;
    expect(() => x25519(x25519SecretKey(new Uint8Array(32).fill(7)), x25519PublicKey(key))).toThrow(
      CryptoError,
    );
    expect(code(() => accountId(`05${toHex(key)}`))).toBe('account-id-invalid');
    expect(code(() => accountIdOf(x25519PublicKey(key)))).toBe('account-id-invalid');
  }
});

describe('group IDs', () => {
  test('are points of the curve behind 03', () => {
    const id = groupId(`03${ED25519_KEY.toUpperCase()}`);
    expect(id).toBe(`03${ED25519_KEY}`);
    expect(toHex(ed25519KeyOf(id))).toBe(ED25519_KEY);
    expect(toHex(accountIdBytes(id))).toBe(id);
  });

  test.each([
    ['an account', `05${KEY}`],
    ['a small-order point', `0301${'00'.repeat(31)}`],
    ['no point', `03${'ff'.repeat(32)}`],
    ['too short', '03'],
  ])('not %s', (_name, text) => {
    expect(code(() => groupId(text))).toBe('group-id-invalid');
  });
});

test('what has a swarm is an account or a group', () => {
  expect(isGroupId(swarmId(`03${ED25519_KEY}`))).toBe(true);
  expect(isGroupId(swarmId(`05${KEY}`))).toBe(false);
  expect(code(() => swarmId('03'))).toBe('group-id-invalid');
  expect(code(() => swarmId(`15${KEY}`))).toBe('account-id-blinded');
});
