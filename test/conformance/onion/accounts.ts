import {
  accountIdOf,
  createSubaccount,
  ed25519KeyOf,
  groupId,
  subaccountAuthData,
  verifySubaccount,
} from '../../../ts/account/index.ts';
import {
  blake2b,
  ed25519KeyPair,
  ed25519Seed,
  ed25519ToX25519,
  hasSignBit,
  verify,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../../ts/crypto/index.ts';
import type { StorageAuth } from '../../../ts/network/index.ts';
import { bytesEqual, toHex, utf8 } from '../../../ts/util/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';

const TOKEN_BYTES = 36;

export const user: Check = (given) => {
  const pair = pairOf(given);
  given.expectHex('ed25519_pk', pair.publicKey);
  given.expect('session_id', accountIdOf(ed25519ToX25519(pair.publicKey)));
};

export const group: Check = (given) => {
  given.expect('group_id', `03${toHex(pairOf(given).publicKey)}`);
  require(bytesEqual(ed25519KeyOf(groupId(given.text('group_id'))), pairOf(given).publicKey), 'no group id');
};

/** The subaccount that the group of the file gives to its user. */
export const subaccount: Check = (given, file) => {
  const member = pairOf(file.member('accounts').member('user'));
  const admin = pairOf(file.member('accounts').member('group'));
  const account = accountIdOf(ed25519ToX25519(member.publicKey));
  // In words: `03030000 (prefix 03, read|write)`.
  const head = given.text('flags');
  const flags = Number.parseInt(head.slice(2, 4), 16);
  const authData = createSubaccount({ group: admin, member: account, flags });
  given.expectHex('auth_data_100_bytes', authData);
  require(head.startsWith(toHex(authData.subarray(0, 4))) && head.includes('(prefix 03, '), 'other flags');
  const rights = head.slice(head.indexOf('(prefix 03, ') + 12, -1).split('|');
  require(flagsOf(rights) === flags && head.endsWith(')'), 'flags and their words differ');
  given.expectHex('blind_factor_k', authData.subarray(4, TOKEN_BYTES));
  given.expectHex('admin_signature_of_token', authData.subarray(TOKEN_BYTES));
  const token = given.hex('token');
  require(verify(authData.subarray(TOKEN_BYTES), token, admin.publicKey), 'the admin signed another token');
  require(verifySubaccount(subaccountAuthData(authData), {
    group: groupId(`03${toHex(admin.publicKey)}`),
    member: member.publicKey,
  }), 'the member does not accept it');
  given.expectHex('kT', token.subarray(4));
  given.expect('user_pk_sign_bit_set', hasSignBit(member.publicKey));
  // Not a result of the product, but what its factor is made of (spec 02 §4.3).
  given.expectHex('mask', blake2b(32, admin.secretKey.subarray(0, 32), utf8('SessionGroupSubaccountMask')));
};

/** When all requests of the file are made. */
export const networkTime: Check = (given) => {
  require(Number.isSafeInteger(given.asNumber()) && given.asNumber() > 0, 'no time');
};

/** Who signs a request of the file: its user, its group, or its user as a member of its group. */
export function authOf(params: Given, file: Given): StorageAuth {
  const accounts = file.member('accounts');
  const account = params.text('pubkey');
  if (params.has('subaccount')) {
    const authData = subaccountAuthData(accounts.member('subaccount').hex('auth_data_100_bytes'));
    return { account, member: pairOf(accounts.member('user')), authData };
  }
  const owner = owners(file).find((one) => one.account === account);
  if (owner === undefined) throw new VectorError(`${account} is nobody of the file`);
  return owner;
}

/** The account of the file that has this key. */
export function ownerOf(key: Uint8Array, file: Given): StorageAuth {
  const owner = owners(file).find(({ ed25519 }) => bytesEqual(ed25519.publicKey, key));
  if (owner === undefined) throw new VectorError('nobody of the file has this key');
  return owner;
}

function owners(file: Given): readonly { readonly account: string; readonly ed25519: Ed25519KeyPair }[] {
  const accounts = file.member('accounts');
  return [
    { account: accounts.member('user').text('session_id'), ed25519: pairOf(accounts.member('user')) },
    { account: accounts.member('group').text('group_id'), ed25519: pairOf(accounts.member('group')) },
  ];
}

export function pairOf(given: Given): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(given.hex('ed25519_seed')));
}

function flagsOf(rights: readonly string[]): number {
  const bits: Readonly<Record<string, number>> = { read: 1, write: 2, delete: 4, 'any prefix': 8 };
  return rights.reduce((sum, right) => sum + (bits[right] ?? Number.NaN), 0);
}
