import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { subaccountAuthData } from '../../../ts/account/index.ts';
import {
  cryptoReady,
  ed25519KeyPair,
  ed25519Seed,
  verify,
  ed25519PublicKey,
} from '../../../ts/crypto/index.ts';
import {
  NetworkError,
  pushSubscribeRequest,
  pushUnsubscribeRequest,
  readPushResults,
} from '../../../ts/network/index.ts';
import type { ServerRequest, StorageAuth } from '../../../ts/network/index.ts';
import { fromBase64, fromHex, fromUtf8, toHex, utf8 } from '../../../ts/util/index.ts';
import { vectors } from '../vectors.ts';

await cryptoReady();

const timestampS = 1_712_345_678;
const pair = ed25519KeyPair(ed25519Seed(fromHex(vectors.accounts.user.ed25519_seed)));
const user: StorageAuth = { account: vectors.accounts.user.session_id, ed25519: pair };
const member: StorageAuth = {
  account: vectors.accounts.group.group_id,
  member: pair,
  authData: subaccountAuthData(fromHex(vectors.accounts.subaccount.auth_data_100_bytes)),
};
const target = { service: 'firebase', token: 'abc' };
const subscription = {
  auth: user,
  target,
  namespaces: [5, 0, 2, 3, 4, 0],
  wantsData: true,
  encryptionKey: new Uint8Array(32).fill(1),
};

const bodyOf = ({ body }: ServerRequest) => JSON.parse(fromUtf8(body!)) as Record<string, unknown>[];

describe('the push server', () => {
  test('is told what to report', () => {
    const request = pushSubscribeRequest([subscription], { timestampS });
    expect(request).toMatchObject({
      method: 'POST',
      endpoint: '/subscribe',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(bodyOf(request)).toEqual([
      {
        pubkey: user.account,
        session_ed25519: toHex(pair.publicKey),
        signature: '7j+itCKfl7g1A1Zqb6KRAjJCB64qNjPlmu8/oZNdTo5VE4m4SBrRg0SbymDiBFosG3avDgTmRy3HwpzoHcLpDw==',
        namespaces: [0, 2, 3, 4, 5],
        data: true,
        sig_ts: timestampS,
        service: 'firebase',
        service_info: { token: 'abc' },
        enc_key: '01'.repeat(32),
      },
    ]);
  });

  test('is told to stop', () => {
    const request = pushUnsubscribeRequest([{ auth: user, target }], { timestampS });
    expect(request.endpoint).toBe('/unsubscribe');
    expect(bodyOf(request)[0]).toMatchObject({
      signature: 'zAkg6vs3Os8gY3z9amygGlaNgZKr/NBXZcdjYb0sRNvmtATwqCm9LH0SHqGHfsQJVT6kMfS+ptHqxudZSPi+AQ==',
      sig_ts: timestampS,
      service: 'firebase',
    });
  });

  test('hears members of groups by their subaccounts', () => {
    const request = pushSubscribeRequest([{ ...subscription, auth: member, wantsData: false }], {
      timestampS,
    });
    const [body] = bodyOf(request);
    expect(body).not.toHaveProperty('session_ed25519');
    const token = fromBase64(String(body!['subaccount']));
    const message = utf8(`MONITOR${member.account}${timestampS}00,2,3,4,5`);
    expect(verify(fromBase64(String(body!['signature'])), message, ed25519PublicKey(token.subarray(4)))).toBe(
      true,
    );
    expect(body).toHaveProperty('subaccount_sig');
  });

  test('takes only so much', () => {
    const many = Array.from({ length: 300 }, () => subscription);
    expect(() => pushSubscribeRequest(many, { timestampS })).toThrow('too-large');
    const bad = { ...subscription, encryptionKey: new Uint8Array(31) };
    expect(() => pushSubscribeRequest([bad], { timestampS })).toThrow('rejected');
  });

  test('says what became of it', () => {
    const results = [
      { success: true, added: true },
      { success: true, updated: true },
      { success: true, removed: true },
      { success: true, removed: false },
      { error: 2, message: 'no such service' },
      { error: 9 },
    ];
    expect(readPushResults({ status: 200, headers: {}, body: utf8(JSON.stringify(results)) })).toEqual([
      { outcome: 'added' },
      { outcome: 'updated' },
      { outcome: 'removed' },
      { outcome: 'unchanged' },
      { failure: 'service-unavailable' },
      { failure: 'error' },
    ]);
  });

  test('is understood or refused, whatever it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array()), (body) => {
        try {
          readPushResults({ status: 200, headers: {}, body });
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkError);
        }
      }),
    );
  });
});
