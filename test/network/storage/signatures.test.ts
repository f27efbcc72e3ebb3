import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { subaccountAuthData } from '../../../ts/account/index.ts';
import { cryptoReady, ed25519KeyPair, ed25519Seed, sign } from '../../../ts/crypto/index.ts';
import { NetworkError, parseNodeId } from '../../../ts/network/index.ts';
import type { StorageAuth, StorageCall } from '../../../ts/network/index.ts';
import { signCall } from '../../../ts/network/storage/calls.ts';
import { maxSizes } from '../../../ts/network/storage/max-size.ts';
import { isSignedBy, signedResult } from '../../../ts/network/storage/response-signatures.ts';
import { readPage, retrieveRequest, unsignedRetrieveRequest } from '../../../ts/network/storage/retrieve.ts';
import { readReceipt, storeCall } from '../../../ts/network/storage/store.ts';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../../../ts/util/index.ts';
import { vectors } from '../vectors.ts';

await cryptoReady();

const timestampMs = vectors.accounts.network_time_ms;
const user = (): StorageAuth => authOf(vectors.accounts.user.session_id, vectors.accounts.user.ed25519_seed);
const group = (): StorageAuth => authOf(vectors.accounts.group.group_id, vectors.accounts.group.ed25519_seed);
const member = (): StorageAuth => ({
  account: vectors.accounts.group.group_id,
  member: pairOf(vectors.accounts.user.ed25519_seed),
  authData: subaccountAuthData(fromHex(vectors.accounts.subaccount.auth_data_100_bytes)),
});
const [FIRST, SECOND] = [
  'o5iz5qKhM/NXDAr1hodWRtIS0PJ9rYmGxrwfsWeeUO8',
  'zXf7RHS3vGUOi7cz14E3iNEYkPU8QmS7fZ5bcgWhdw8',
] as const;

function authOf(account: string, seed: string): StorageAuth {
  return { account, ed25519: pairOf(seed) };
}

function pairOf(seed: string) {
  return ed25519KeyPair(ed25519Seed(fromHex(seed)));
}

/** Whose request it is, by the name of its vector. */
function authFor(name: string): StorageAuth {
  if (name.includes('member')) return member();
  return name.includes('group') ? group() : user();
}

function vector(name: string): (typeof vectors.signed_requests)[number] {
  const found = vectors.signed_requests.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return found;
}

describe('requests as the official desktop signs them', () => {
  test.each([
    'retrieve user ns 0',
    'retrieve user ns 5',
    'retrieve group admin ns 12',
    'retrieve group member ns 11',
    'retrieve group member ns -11',
  ])('%s', (name) => {
    const { params } = vector(name).request!;
    const request = {
      namespace: params['namespace'] as number,
      lastHash: params['last_hash'] as string,
      maxSize: params['max_size'] as number,
    };
    expect(retrieveRequest(authFor(name), request, { timestampMs })).toEqual({ method: 'retrieve', params });
  });

  test.each(['store user config ns 3', 'store group message, admin', 'store group message, member'])(
    '%s',
    (name) => {
      const { params } = vector(name).request!;
      const auth = authFor(name);
      const request = {
        account: auth.account,
        namespace: params['namespace'] as number,
        data: fromBase64(params['data'] as string),
        ttlMs: params['ttl'] as number,
        auth,
      };
      expect(storeCall(request, { timestampMs })).toEqual({ method: 'store', params });
      const older = storeCall(request, { timestampMs: timestampMs - 5, signedAtMs: timestampMs });
      expect(older.params).toEqual({
        ...params,
        timestamp: timestampMs - 5,
        sig_timestamp: timestampMs,
      });
    },
  );

  test.each<[string, () => StorageAuth, StorageCall]>([
    ['delete hashes user', user, { method: 'delete', hashes: [FIRST, SECOND] }],
    ['delete hashes group admin', group, { method: 'delete', hashes: [SECOND] }],
    ['delete_all user all', user, { method: 'delete_all', namespace: 'all' }],
    ['delete_all group ns 11', group, { method: 'delete_all', namespace: 11 }],
    ['expire user ""', user, { method: 'expire', hashes: [FIRST, SECOND], expiryMs: 1712346913468 }],
    [
      'expire user "shorten"',
      user,
      { method: 'expire', hashes: [FIRST, SECOND], expiryMs: 1712346913468, mode: 'shorten' },
    ],
    [
      'expire user "extend"',
      user,
      { method: 'expire', hashes: [FIRST, SECOND], expiryMs: 1712346913468, mode: 'extend' },
    ],
    ['expire group member ""', member, { method: 'expire', hashes: [FIRST], expiryMs: 1712345679000 }],
    ['get_expiries user', user, { method: 'get_expiries', hashes: [SECOND, FIRST] }],
    ['delete_before user ns 0', user, { method: 'delete_before', namespace: 0, beforeMs: timestampMs }],
    ['delete_before user all', user, { method: 'delete_before', namespace: 'all', beforeMs: timestampMs }],
    ['expire_all user ns 0', user, { method: 'expire_all', namespace: 0, expiryMs: 1712345678906 }],
    [
      'expire with two expiries',
      user,
      { method: 'expire', hashes: [FIRST, SECOND], expiryMs: [1712345678906, 1712345678907] },
    ],
    ['revoked_subaccounts', group, { method: 'revoked_subaccounts' }],
  ])('%s', (name, auth, call) => {
    const { request, signature } = vector(name);
    const ours = signCall(auth(), call, { timestampMs });
    expect(ours.params['signature']).toBe(request?.params['signature'] ?? signature);
    if (request === undefined) return;
    expect(ours.method).toBe(request.method);
    // The desktop sends a timestamp that nobody reads with a delete, and keys in upper case here and there.
    const { timestamp: _, ...expected } = lowered(request.params);
    expect(lowered(ours.params)).toMatchObject(expected);
  });

  test.each(['revoke_subaccount', 'unrevoke_subaccount'] as const)('%s', (method) => {
    const { params } = vector(method).request!;
    const tokens = (params[method === 'revoke_subaccount' ? 'revoke' : 'unrevoke'] as string[]).map(fromHex);
    expect(signCall(group(), { method, tokens }, { timestampMs })).toEqual({ method, params });
  });

  test.each(['revoke_subaccount', 'unrevoke_subaccount'] as const)('no member can %s', (method) => {
    const call = { method, tokens: [new Uint8Array(36)] };
    expect(() => signCall(member(), call, { timestampMs })).toThrow('unauthorized');
  });

  test('nobody revokes more than 50 at once', () => {
    const tokens = Array.from({ length: 51 }, () => new Uint8Array(36));
    expect(() => signCall(group(), { method: 'revoke_subaccount', tokens }, { timestampMs })).toThrow(
      'too-large',
    );
  });

  test('what anybody may read is asked for without a signature', () => {
    const request = { namespace: -21, maxCount: 1 };
    expect(unsignedRetrieveRequest(user().account, request, { timestampMs: 5 })).toEqual({
      method: 'retrieve',
      params: { pubkey: user().account, namespace: -21, timestamp: 5, last_hash: '', max_count: 1 },
    });
  });

  test('nobody signs a message into another’s inbox', () => {
    const request = { account: user().account, namespace: 0, data: utf8('x'), ttlMs: 1 };
    const { params } = storeCall(request, { timestampMs: 5 });
    expect(params).toEqual({ pubkey: user().account, namespace: 0, data: 'eA==', ttl: 1, timestamp: 5 });
  });

  function lowered(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const key = params['pubkey_ed25519'];
    return typeof key === 'string' ? { ...params, pubkey_ed25519: key.toLowerCase() } : { ...params };
  }
});

describe('results as nodes sign them', () => {
  const account = vectors.accounts.user.session_id;
  const token = '030300002177a474d7680ccb459497b36d3e3e985925be6c37210fcd50e9dd37bf212746';
  const cases: [StorageCall, Record<string, unknown>, string][] = [
    [{ method: 'delete', hashes: [SECOND, FIRST] }, { deleted: [FIRST] }, account],
    [{ method: 'delete_all', namespace: 'all' }, { deleted: { '0': [SECOND], '5': [FIRST] } }, account],
    [
      { method: 'expire', hashes: [SECOND, FIRST], expiryMs: 0, mode: 'extend' },
      { expiry: 1712345678911, updated: [SECOND], unchanged: { [FIRST]: 1712345679900 } },
      account,
    ],
    [{ method: 'revoke_subaccount', tokens: [fromHex(token)] }, {}, vectors.accounts.group.group_id],
  ];

  test.each(cases)('%j', (call, entry, owner) => {
    const message = signedResult(call, entry, { account: owner, timestampMs });
    const expected = vectors.response_signatures.find(
      ({ signed_message }) => signed_message === toHex(message!),
    );
    expect(expected).toBeDefined();
    const node = parseNodeId(expected!.node_ed25519)!;
    expect(isSignedBy(node, message!, expected!.signature)).toBe(true);
    expect(isSignedBy(node, utf8('other'), expected!.signature)).toBe(false);
  });

  test.each([
    [{ method: 'delete', hashes: [FIRST] }, { deleted: 'all' }],
    [{ method: 'delete', hashes: [FIRST] }, { deleted: [7] }],
    [{ method: 'delete_all', namespace: 0 }, {}],
    [
      { method: 'expire', hashes: [FIRST], expiryMs: 1 },
      { updated: [], expiry: '1' },
    ],
    [
      { method: 'expire', hashes: [FIRST], expiryMs: 1 },
      { updated: [], expiry: 1, unchanged: [] },
    ],
    [{ method: 'get_expiries', hashes: [FIRST] }, { expiries: {} }],
  ] as [StorageCall, Record<string, unknown>][])('nothing is signed in %j %j', (call, entry) => {
    expect(signedResult(call, entry, { account, timestampMs })).toBeUndefined();
  });

  test.each([undefined, 7, '', 'not base64!', 'AAAA'])('%j is no signature', (signature) => {
    expect(isSignedBy(parseNodeId('ab'.repeat(32))!, utf8('x'), signature)).toBe(false);
  });
});

describe('receipts', () => {
  const nodes = [1, 2, 3].map((byte) => ed25519KeyPair(ed25519SeedOf(byte)));
  const idOf = (at: number) => parseNodeId(toHex(nodes[at]!.publicKey))!;
  const entry = (at: number, expiry: number) => ({
    hash: FIRST,
    signature: toBase64(sign(utf8(FIRST), nodes[at]!.secretKey)),
    expiry,
  });
  const sent = { members: new Set([idOf(0), idOf(1)]), timestampMs: 10, ttlMs: 90, path: [] };

  test('count the members that signed, and keep the earliest expiry', () => {
    const swarm = { [idOf(0)]: entry(0, 70), [idOf(1)]: entry(1, 60), [idOf(2)]: entry(2, 5) };
    expect(readReceipt({ hash: FIRST, swarm }, sent)).toMatchObject({
      hash: FIRST,
      storedOn: 2,
      expiresAtMs: 60,
      storedAtMs: 10,
    });
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no hash', { swarm: {} }],
    ['a strange hash', { hash: 'x', swarm: { [idOf(0)]: entry(0, 70) } }],
    ['nobody', { hash: FIRST, swarm: {} }],
    ['only failures', { hash: FIRST, swarm: { [idOf(0)]: { failed: true, timeout: true } } }],
    ['a failure that signed', { hash: FIRST, swarm: { [idOf(0)]: { ...entry(0, 70), failed: true } } }],
    ['another’s signature', { hash: FIRST, swarm: { [idOf(0)]: entry(1, 70) } }],
    ['a stranger', { hash: FIRST, swarm: { [idOf(2)]: entry(2, 70) } }],
    [
      'a signature over another hash',
      { hash: SECOND, swarm: { [idOf(0)]: { ...entry(0, 70), hash: SECOND } } },
    ],
  ])('%s is no proof', (_name, body) => {
    expect(() => readReceipt(body, sent)).toThrow(NetworkError);
  });

  function ed25519SeedOf(byte: number) {
    return ed25519Seed(new Uint8Array(32).fill(byte));
  }
});

describe('pages', () => {
  const message = { hash: FIRST, data: 'AAEC', timestamp: 5, expiration: 9 };

  test('are read', () => {
    expect(readPage(11, { messages: [message], more: true })).toEqual({
      namespace: 11,
      messages: [{ hash: FIRST, data: Uint8Array.of(0, 1, 2), storedAtMs: 5, expiresAtMs: 9 }],
      more: true,
    });
    expect(readPage(0, { messages: [] })).toEqual({ namespace: 0, messages: [], more: false });
  });

  test.each([
    undefined,
    {},
    { messages: {} },
    { messages: [null] },
    { messages: [{ ...message, hash: '' }] },
    { messages: [{ ...message, hash: 'x'.repeat(500) }] },
    { messages: [{ ...message, data: '*' }] },
    { messages: [{ ...message, data: 'A'.repeat(102_408) }] },
    { messages: [{ ...message, timestamp: -1 }] },
    { messages: [{ ...message, expiration: '9' }] },
  ])('%# is refused', (body) => {
    expect(() => readPage(0, body)).toThrow(NetworkError);
  });

  test('of any content are read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        try {
          readPage(0, body);
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkError);
        }
      }),
    );
  });
});

test.each(vectors.max_size_map)('shares of an answer: $namespaces', ({ namespaces, result }) => {
  expect(maxSizes(namespaces)).toEqual(result);
});
