import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { toBase32z } from '../../ts/local-network/base32z.ts';
import { toJson } from '../../ts/local-network/json.ts';
import type { JsonValue } from '../../ts/local-network/json.ts';
import {
  pack,
  PacketError,
  parseEntry,
  parseInstruction,
  unpack,
} from '../../ts/local-network/onion/packet.ts';
import { decodePeerMessage } from '../../ts/local-network/onion/peer-message.ts';
import { dispatch } from '../../ts/local-network/storage/dispatch.ts';
import { swarmIdFor, swarmSpace } from '../../ts/local-network/swarm-mapping.ts';
import { utf8 } from '../../ts/util/index.ts';
import { rpcNode } from './support/rpc-node.ts';

beforeAll(cryptoReady);

/** Whether `decode` returns or throws the one error it may. */
function endsWell(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch (error) {
    return error instanceof PacketError;
  }
}

describe('bytes from outside', () => {
  const decoders = { parseEntry, parseInstruction, decodePeerMessage, unpack };

  test.each(Object.entries(decoders))('%s survives any bytes', (_, decode) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => endsWell(() => decode(bytes))));
  });

  test.each([
    ['parseEntry', parseEntry],
    ['parseInstruction', parseInstruction],
  ])('%s survives any control object', (_, decode) => {
    const key = fc.constant('ab'.repeat(32));
    const members = [
      'headers',
      'host',
      'target',
      'protocol',
      'port',
      'destination',
      'ephemeral_key',
      'enc_type',
      'hop_no',
      'json',
      'base64',
    ];
    const value = fc.oneof(key, fc.jsonValue(), fc.constantFrom('xchacha20', 'cbc', 80, 15, true));
    const control = fc.dictionary(fc.constantFrom(...members), value);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), control, (blob, object) =>
        endsWell(() => decode(pack({ blob, control: object }))),
      ),
    );
  });

  test('what is packed is unpacked', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.dictionary(fc.string(), fc.string()), (blob, object) => {
        const packed = unpack(pack({ blob, control: object }));
        expect(packed.blob).toEqual(blob);
        expect(packed.control).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    );
  });
});

describe('requests from outside', () => {
  const methods = [
    'store',
    'retrieve',
    'delete',
    'delete_all',
    'delete_before',
    'expire',
    'expire_all',
    'get_expiries',
    'get_swarm',
    'info',
    'oxend_request',
    'revoke_subaccount',
    'unrevoke_subaccount',
    'revoked_subaccounts',
    'batch',
    'sequence',
    'ifelse',
  ];
  const nowMs = 1_700_000_000_000;
  const plausible: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    pubkey: fc.constantFrom(`05${'00'.repeat(32)}`, `03${'ab'.repeat(32)}`),
    pubkey_ed25519: fc.constantFrom('00'.repeat(32), 'ff'.repeat(32)),
    signature: fc.constantFrom('A'.repeat(86), `${'/'.repeat(86)}==`),
    subaccount: fc.constant('03'.repeat(36)),
    subaccount_sig: fc.constant('A'.repeat(86)),
    timestamp: fc.integer({ min: nowMs - 70_000, max: nowMs + 70_000 }),
    namespace: fc.oneof(fc.integer({ min: -40_000, max: 40_000 }), fc.constant('all')),
    messages: fc.array(fc.constant('A'.repeat(43)), { maxLength: 3 }),
    data: fc.base64String(),
    ttl: fc.nat(),
    expiry: fc.oneof(fc.constant(nowMs + 60_000), fc.array(fc.constant(nowMs), { maxLength: 3 })),
    before: fc.constant(nowMs),
    max_size: fc.integer(),
    max_count: fc.integer(),
    last_hash: fc.constantFrom('', 'A'.repeat(43)),
    revoke: fc.array(fc.constant('03'.repeat(36))),
    unrevoke: fc.constant('03'.repeat(36)),
    requests: fc.array(fc.record({ method: fc.constantFrom(...methods), params: fc.constant({}) })),
    endpoint: fc.constantFrom('get_service_nodes', 'ons_resolve'),
    params: fc.dictionary(fc.constantFrom('type', 'name_hash', 'fields', 'limit'), fc.jsonValue()),
    if: fc.dictionary(fc.constantFrom('hf_at_least', 'v_before', 'height_before'), fc.jsonValue()),
    then: fc.record({ method: fc.constantFrom(...methods), params: fc.constant({}) }),
  };
  const params = fc.record(
    Object.fromEntries(
      Object.entries(plausible).map(([name, value]) => [
        name,
        fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() }),
      ]),
    ),
    { requiredKeys: [] },
  );

  const answersWell = async (body: Uint8Array) => {
    const answer = await dispatch(body, rpcNodeOnce());
    expect([200, 400, 401, 403, 404, 406, 421]).toContain(answer.code);
    if (typeof answer.body !== 'string')
      expect(() => JSON.parse(toJson(answer.body as JsonValue)) as unknown).not.toThrow();
  };

  let node: ReturnType<typeof rpcNode> | undefined;
  const rpcNodeOnce = () => (node ??= rpcNode({ nowMs }));

  test('any bytes get an answer', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), answersWell));
  });

  test('any JSON gets an answer', async () => {
    await fc.assert(fc.asyncProperty(fc.json(), (json) => answersWell(utf8(json))));
  });

  test('any parameters get an answer', async () => {
    const request = fc.record({ method: fc.constantFrom(...methods), params });
    await fc.assert(
      fc.asyncProperty(request, (value) => answersWell(utf8(JSON.stringify(value)))),
      { numRuns: 1_000 },
    );
  });

  test('ifelse in ifelse without end is refused, not followed', async () => {
    let request: object = { method: 'info', params: {} };
    for (let depth = 0; depth < 1_000; depth += 1) {
      request = { method: 'ifelse', params: { if: { height_at_least: 0 }, then: request } };
    }
    const answer = await dispatch(utf8(JSON.stringify(request)), rpcNodeOnce());
    expect(answer).toEqual({ code: 400, body: 'invalid request: ifelse nested too deep' });
  });
});

describe('small parts', () => {
  test('JSON is what JSON.parse reads, its keys sorted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value as JsonValue))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(toJson({ b: 0xffff_ffff_ffff_fffen, a: [true, null, 'ü'] })).toBe(
      '{"a":[true,null,"ü"],"b":18446744073709551614}',
    );
  });

  test('base32z of known bytes', () => {
    expect(toBase32z(new Uint8Array())).toBe('');
    expect(toBase32z(utf8('asdasd'))).toBe('cf3seamuco');
    expect(toBase32z(Uint8Array.of(0xf0, 0xbf, 0xc7))).toBe('6n9hq');
    expect(toBase32z(Uint8Array.of(0xd4, 0x7a, 0x04))).toBe('4t7ye');
  });

  test('the swarm of an account is the nearest on the circle', () => {
    const id = fc.bigInt({ min: 0n, max: (1n << 64n) - 2n });
    const distance = (a: bigint, b: bigint) => {
      const right = BigInt.asUintN(64, a - b);
      const left = BigInt.asUintN(64, b - a);
      return right < left ? right : left;
    };
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 33, maxLength: 33 }),
        fc.uniqueArray(id, { minLength: 1, maxLength: 20 }),
        (account, ids) => {
          const sorted = [...ids].sort((a, b) => (a < b ? -1 : 1));
          const space = swarmSpace(account);
          const nearest = distance(swarmIdFor(account, sorted)!, space);
          for (const other of sorted) expect(nearest <= distance(other, space)).toBe(true);
        },
      ),
    );
    expect(swarmIdFor(new Uint8Array(33), [])).toBeUndefined();
  });
});
