import { versionBlindedHeaders, versionBlindedKeys } from '../../../ts/account/index.ts';
import { blake2b, ed25519Seed, encryptXChaCha20, symmetricKey } from '../../../ts/crypto/index.ts';
import {
  deterministicFileId,
  onsName,
  onsNameHash,
  onsResolveCall,
  openOnsRecord,
  pushSubscribeRequest,
  pushUnsubscribeRequest,
} from '../../../ts/network/index.ts';
import type { OnsName, PushSubscription, ServerRequest, StorageAuth } from '../../../ts/network/index.ts';
import { fromUtf8, toBase64, toHex, utf8 } from '../../../ts/util/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { JsonObject } from '../framework/json.ts';
import type { Check } from '../framework/sections.ts';
import { ownerOf, pairOf } from './accounts.ts';
import { sameJson } from './hops.ts';

/** A name of the blockchain: how it is looked up, and the account in its record. */
export const ons: Check = (given) => {
  const name = onsName(given.text('name'));
  given.expect('lowercase', name);
  given.expect('request', onsResolveCall(name) as unknown as JsonObject);
  checkOnsRecord(given, name, { value: 'encrypted_value', account: 'session_id' });
  // Not a result of the product, but what the record is encrypted with (spec 02 §7).
  given.expectHex('decryption_key', onsKey(name));
};

/** The record of a name, opened and written again. */
export function checkOnsRecord(
  given: Given,
  name: OnsName,
  fields: { readonly value: string; readonly account: string },
): void {
  const nameHash = onsNameHash(name);
  given.expect('name_hash_base64', toBase64(nameHash));
  const record = { encryptedValue: toHex(given.hex(fields.value)), nonce: toHex(given.hex('nonce')) };
  given.expect(fields.account, openOnsRecord(name, record));
  const key = symmetricKey(onsKey(name));
  given.expectHex(fields.value, encryptXChaCha20(given.hex(fields.account), given.hex('nonce'), { key }));
}

function onsKey(name: OnsName): Uint8Array {
  return blake2b(32, utf8(name), onsNameHash(name));
}

const SIGNED_REQUEST = /^(\d+)([A-Z]+)(\/.*)$/;

/** The headers of a request for the newest version. */
export const versionAuth: Check = (given) => {
  const keys = versionBlindedKeys(ed25519Seed(given.hex('ed25519_seed')));
  given.expectHex('blinded_seed', keys.secretKey.subarray(0, 32));
  const [, timestamp = '', method = '', pathWithQuery = ''] =
    SIGNED_REQUEST.exec(given.text('signed_message_utf8')) ?? [];
  const headers = versionBlindedHeaders(keys, { timestampS: Number(timestamp), method, pathWithQuery });
  given.expect('signed_message_utf8', `${headers['X-FS-Timestamp']}${method}${pathWithQuery}`);
  for (const [name, value] of Object.entries(headers)) given.expect(name, value as string);
};

const SUBSCRIBE = /^MONITOR([0-9a-f]{66})(\d{10})([01])((?:-?\d+,?)+)$/;
const UNSUBSCRIBE = /^UNSUBSCRIBE([0-9a-f]{66})(\d{10})$/;
const TARGET = { service: 'apns', token: 'token' } as const;

/** What is signed to be told of new messages, and to be told no more. */
export const pushSignature: Check = (given, file) => {
  const request = given.has('subscribe_signed_message') ? subscribe(given, file) : unsubscribe(given, file);
  const [body] = JSON.parse(fromUtf8(request.body ?? new Uint8Array())) as readonly {
    readonly signature: string;
  }[];
  given.expect('signature', body?.signature);
};

function subscribe(given: Given, file: Given): ServerRequest {
  const [, account = '', time, data, list = ''] =
    SUBSCRIBE.exec(given.text('subscribe_signed_message')) ?? [];
  const namespaces = list.split(',').map(Number);
  const subscription: PushSubscription = {
    auth: accountOf(account, file),
    target: TARGET,
    namespaces: namespaces.toReversed(),
    wantsData: data === '1',
    encryptionKey: new Uint8Array(32),
  };
  return pushSubscribeRequest([subscription], { timestampS: Number(time) });
}

function unsubscribe(given: Given, file: Given): ServerRequest {
  const [, account = '', time] = UNSUBSCRIBE.exec(given.text('unsubscribe_signed_message')) ?? [];
  return pushUnsubscribeRequest([{ auth: accountOf(account, file), target: TARGET }], {
    timestampS: Number(time),
  });
}

function accountOf(account: string, file: Given): StorageAuth {
  const accounts = file.member('accounts');
  const keys = [accounts.member('user'), accounts.member('group')].map((one) => pairOf(one).publicKey);
  const owners = keys.map((key) => ownerOf(key, file));
  const owner = owners.find((one) => one.account === account);
  if (owner === undefined)
    throw new VectorError('an account that is nobody of the file, or a signed text that is not known');
  return owner;
}

/** The name that a file server gives to a file. */
export const fileId: Check = (given) => {
  const data = given.hex('data');
  require(data.length > 0, 'an empty file');
  sameJson('file_id', given.text('file_id'), deterministicFileId(data));
};
