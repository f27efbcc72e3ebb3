import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { blake2b, cryptoReady, ed25519PublicKey, verify } from '../../ts/crypto/index.ts';
import {
  addReactionRequest,
  capabilitiesRequest,
  communityIdentity,
  ownUserId,
  postRequest,
  removeReactionRequest,
  requestKey,
  signCommunityRequest,
  signFreshly,
  signedRequestData,
  uploadFileRequest,
  wipeIdentity,
} from '../../ts/community/index.ts';
import type { CommunityRequest } from '../../ts/community/index.ts';
import { bytesEqual, fromBase64, fromHex, fromUtf8, systemRandom, utf8 } from '../../ts/util/index.ts';
import { ALICE_ID, SERVER, alice, bob } from './members.ts';

await cryptoReady();

const blinded = () => communityIdentity(alice(), { server: SERVER, blinding: 15 });

describe('the headers of a request', () => {
  test.each([
    [
      'none' as const,
      '825d9dce34ff4d66b5c5fca306c46a4a',
      {
        'X-SOGS-Pubkey': '003eee7a172aeab542bb6ed653b98cafad5a189af4d3df5167433ea2cacd160d47',
        'X-SOGS-Nonce': 'gl2dzjT/TWa1xfyjBsRqSg==',
        'X-SOGS-Timestamp': '1700000000',
        'X-SOGS-Signature':
          'aoQWqFYVaXVO4IqzDBRHmBAg948aO+sUvYLd13HV7DKxcDzikW1+wChM8I4vHl5wriHaA8HxpZ+/OrXLKWjQAA==',
      },
    ],
    [
      15 as const,
      '689d3415eba08849037dfddd9abee5e5',
      {
        'X-SOGS-Pubkey': '15659c437e3a24611bbfdc010b8687ae33db2fa66ac8f06d069e73f314711b7bd0',
        'X-SOGS-Nonce': 'aJ00FeugiEkDff3dmr7l5Q==',
        'X-SOGS-Timestamp': '1700000000',
        'X-SOGS-Signature':
          'uxZLxKxG5CQUhV/gHk3tOP4zck0S9xMMd/F49WmKOYXQk8m4Aa4NTWd/i8f+ZVrMk3aKg2OFAf8iHXEWaDNSDA==',
      },
    ],
    [
      25 as const,
      '694d07b1ddde95b2f021f4f5d630d0fe',
      {
        'X-SOGS-Pubkey': '25684519b1da1c7b6ca32bd241f0a22b1ab3eec945f83151366160655d6cb4b40a',
        'X-SOGS-Nonce': 'aU0Hsd3elbLwIfT11jDQ/g==',
        'X-SOGS-Timestamp': '1700000000',
        'X-SOGS-Signature':
          'h3RlDjGk40Fo+2Wg9z6hP+wjvkDAfRAbWDrj7Ifzd237cdyfT33vvhSK+5Eh2q2y4UcEhNIIn3zPuJybw/kbBQ==',
      },
    ],
  ])('with blinding %s are those of other clients', (blinding, nonce, headers) => {
    const identity = communityIdentity(alice(), { server: SERVER, blinding });
    const stamp = { nonce: fromHex(nonce), timestampS: 1_700_000_000 };
    expect(signCommunityRequest(identity, capabilitiesRequest(), stamp)).toEqual({
      method: 'GET',
      endpoint: '/capabilities',
      headers,
    });
  });

  test('cover a reaction as it is, and the exact bytes of a body', () => {
    const identity = communityIdentity(bob(), { server: SERVER, blinding: 15 });
    const target = { room: 'vector-room', id: 42, reaction: '👨🏿‍🦰' };
    const stamp = { nonce: fromHex('b0a7a82d0b3b46b45197bfaa74c17b40'), timestampS: 1_700_032_400 };
    const signed = signCommunityRequest(identity, addReactionRequest(target), stamp);
    expect(signed.endpoint).toBe('/room/vector-room/reaction/42/👨🏿‍🦰');
    expect(fromUtf8(signed.body!)).toBe('{}');
    expect(signed.headers).toEqual({
      'Content-Type': 'application/json',
      'X-SOGS-Pubkey': '1548fe7cc9ae784bf1eb7253f88acc1deab825d53a66476cef42ec344adfbffee1',
      'X-SOGS-Nonce': 'sKeoLQs7RrRRl7+qdMF7QA==',
      'X-SOGS-Timestamp': '1700032400',
      'X-SOGS-Signature':
        '6b2oEE52qUKX4x/GUJIq9oHujTmfvkNDjFM3UkSj4hnIUXNAYRVdDUe0wZe9WyipbJvHowC93VLTim0vTLR6BQ==',
    });
  });

  test('cover the path decoded and the query as it is sent', () => {
    const words = (endpoint: string) => {
      const request = { method: 'GET', endpoint, headers: {} } as const;
      const data = signedRequestData(SERVER, request, { nonce: new Uint8Array(16), timestampS: 5 });
      return fromUtf8(data.subarray(48));
    };
    expect(words('/a/%F0%9F%8D%86?b=%41&c=?')).toBe('5GET/a/🍆?b=%41&c=?');
    expect(words('/a')).toBe('5GET/a');
    expect(words(removeReactionRequest({ room: 'r', id: 1, reaction: '#️⃣%' }).path)).toBe(
      '5GET/room/r/reaction/1/#️⃣%',
    );
    expect(() => words('/a/%F0')).toThrow('argument-invalid');
  });

  test('have a nonce of 16 bytes, and a fresh one each time', () => {
    const request = capabilitiesRequest();
    const short = { nonce: new Uint8Array(15), timestampS: 5 };
    expect(() => signCommunityRequest(blinded(), request, short)).toThrow('argument-invalid');
    const options = { random: systemRandom, nowMs: 5_999 };
    const [first, second] = [1, 2].map(() => signFreshly(blinded(), request, options).headers);
    expect(first!['X-SOGS-Timestamp']).toBe('5');
    expect(first!['X-SOGS-Nonce']).not.toBe(second!['X-SOGS-Nonce']);
  });

  test('are added to those that the request has', () => {
    const stamp = { nonce: new Uint8Array(16), timestampS: 5 };
    const upload = uploadFileRequest('room', Uint8Array.of(1), { fileName: 'ä b' });
    expect(signCommunityRequest(blinded(), upload, stamp)).toMatchObject({
      method: 'POST',
      endpoint: '/room/room/file',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': "attachment; filename*=UTF-8''%C3%A4%20b",
        'X-SOGS-Timestamp': '5',
      },
      body: Uint8Array.of(1),
    });
  });

  test('verify with the key that they name, whatever is asked', () => {
    const request = fc.record({
      method: fc.constantFrom<CommunityRequest['method'][]>('GET', 'POST', 'PUT', 'DELETE'),
      path: fc.webPath().map((path) => `/${path.replaceAll('%', '')}`),
      body: fc.uint8Array({ minLength: 0, maxLength: 40 }).map((bytes) => ({ bytes })),
    });
    const nonce = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(request, nonce, fc.nat(), (asked, nonceBytes, timestampS) => {
        const stamp = { nonce: nonceBytes, timestampS };
        const { headers, body, ...rest } = signCommunityRequest(blinded(), asked, stamp);
        const words = utf8(`${timestampS}${rest.method}${rest.endpoint}`);
        const hash = body!.length === 0 ? new Uint8Array() : blake2b(64, body!);
        const data = Uint8Array.from([...SERVER, ...nonceBytes, ...words, ...hash]);
        const key = ed25519PublicKey(fromHex(headers['X-SOGS-Pubkey']!.slice(2)));
        expect(verify(fromBase64(headers['X-SOGS-Signature']!), data, key)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('an identity', () => {
  test('is another one on each kind of server', () => {
    const plain = communityIdentity(alice(), { server: SERVER, blinding: 'none' });
    expect(ownUserId(plain)).toMatch(/^05be9796/);
    expect(requestKey(plain)).toMatch(/^003eee7a/);
    expect(ownUserId(blinded())).toBe(ALICE_ID);
    expect(requestKey(blinded())).toBe(ALICE_ID);
  });

  test('can be forgotten without the account', () => {
    const ed25519 = alice();
    const identity = communityIdentity(ed25519, { server: SERVER, blinding: 15 });
    wipeIdentity(identity);
    wipeIdentity(communityIdentity(ed25519, { server: SERVER, blinding: 'none' }));
    expect(identity.blinded!.scalar.every((byte) => byte === 0)).toBe(true);
    expect(bytesEqual(ed25519.secretKey, alice().secretKey)).toBe(true);
  });
});

test('a post is JSON on its way', () => {
  const post = { data: Uint8Array.of(1), signature: new Uint8Array(64) };
  const stamp = { nonce: new Uint8Array(16), timestampS: 5 };
  const { headers, body } = signCommunityRequest(blinded(), postRequest('r', post), stamp);
  expect(headers['Content-Type']).toBe('application/json');
  expect(JSON.parse(fromUtf8(body!))).toEqual({ data: 'AQ==', signature: `${'A'.repeat(86)}==` });
});
