import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { blake2b, cryptoReady, encryptXChaCha20, symmetricKey } from '../../../ts/crypto/index.ts';
import {
  NetworkError,
  OnsError,
  onsName,
  onsNameHash,
  onsResolveCall,
  openOnsRecord,
  readOnsRecord,
} from '../../../ts/network/index.ts';
import type { OnsName, OnsRecord } from '../../../ts/network/index.ts';
import { fromHex, toBase64, toHex, utf8 } from '../../../ts/util/index.ts';

await cryptoReady();

const ACCOUNT = '05b4eb35b0f7c9c00e146067166fe38f51804c41341e0ebeb8b48c40050027045e';
const RECORD: OnsRecord = {
  encryptedValue:
    'cb42e3d8dccea61548ae03880405386b18d500eb4bee540c9a23c847bc730e062a1a037c8a4172640701ffe081fbba5b83',
  nonce: '673734f3df82a96ff2c557513dd2c261bbc6672d22a346ee',
};

function recordOf(name: OnsName, plaintext: Uint8Array): OnsRecord {
  const nonce = new Uint8Array(24).fill(1);
  const key = symmetricKey(blake2b(32, utf8(name), onsNameHash(name)));
  return { encryptedValue: toHex(encryptXChaCha20(plaintext, nonce, { key })), nonce: toHex(nonce) };
}

describe('names', () => {
  test.each([
    ['TestName_1', 'testname_1'],
    ['  alice\n', 'alice'],
    ['a', 'a'],
    ['a-b', 'a-b'],
    ['_', '_'],
  ])('%j is %s', (text, name) => {
    expect(onsName(text)).toBe(name);
  });

  test.each(['', ' ', '-a', 'a-', 'a b', 'a.b', 'é', '\u212a', 'a\u0000', 'a/b'])('%j is none', (text) => {
    expect(() => onsName(text)).toThrow('ons-name-invalid');
  });

  test('are looked up by their hash', () => {
    expect(toBase64(onsNameHash(onsName('TestName_1')))).toBe('UGnluTAIZB2oOrV85ttxD+1L/pKVTDcIfELShgIj67I=');
    expect(onsResolveCall(onsName('TestName_1'))).toEqual({
      method: 'oxend_request',
      params: {
        endpoint: 'ons_resolve',
        params: { type: 0, name_hash: 'UGnluTAIZB2oOrV85ttxD+1L/pKVTDcIfELShgIj67I=' },
      },
    });
  });

  test('of any text are valid or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          expect(onsName(text)).toMatch(/^[a-z0-9_-]+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(OnsError);
        }
      }),
    );
  });
});

describe('records', () => {
  test('open to the account with the name', () => {
    expect(openOnsRecord(onsName('TestName_1'), RECORD)).toBe(ACCOUNT);
    expect(() => openOnsRecord(onsName('testname_2'), RECORD)).toThrow('ons-record-invalid');
  });

  test.each([
    ['a group', fromHex(`03${ACCOUNT.slice(2)}`)],
    ['a byte too little', fromHex(ACCOUNT).subarray(1)],
    ['a key of low order', fromHex(`05${'00'.repeat(32)}`)],
  ])('hold nothing but accounts: %s', (_name, plaintext) => {
    const name = onsName('alice');
    expect(() => openOnsRecord(name, recordOf(name, plaintext))).toThrow('ons-record-invalid');
  });

  test('are read from a node’s answer', () => {
    const { encryptedValue, nonce } = RECORD;
    const answer = (result: object) => readOnsRecord({ result, t: 5 });
    expect(answer({ encrypted_value: encryptedValue.toUpperCase(), nonce })).toEqual(RECORD);
    expect(answer({})).toBeUndefined();
    expect(answer({ encrypted_value: encryptedValue })).toBeUndefined();
    expect(() => answer({ encrypted_value: encryptedValue.slice(2), nonce })).toThrow('bad-response');
    expect(() => answer({ encrypted_value: encryptedValue, nonce: 'x'.repeat(48) })).toThrow('bad-response');
    expect(() => readOnsRecord({})).toThrow('bad-response');
  });

  test('in any answer are read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ result: fc.jsonValue() })), (body) => {
        try {
          readOnsRecord(body);
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkError);
        }
      }),
    );
  });
});
