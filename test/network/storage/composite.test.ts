import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { NetworkError } from '../../../ts/network/index.ts';
import type { RpcCall } from '../../../ts/network/index.ts';
import {
  batchCall,
  ifElseCall,
  isSuccess,
  readBatch,
  readIfElse,
  readSequence,
  sequenceCall,
} from '../../../ts/network/storage/composite.ts';
import {
  readExpiries,
  readInfo,
  readOxendResult,
  readRevokedSubaccounts,
} from '../../../ts/network/storage/node-calls.ts';
import { toBase64 } from '../../../ts/util/index.ts';

const info: RpcCall = { method: 'info', params: {} };

describe('several requests in one', () => {
  test.each([
    ['batch', batchCall],
    ['sequence', sequenceCall],
  ] as const)('a %s has 1 to 20 of them', (method, build) => {
    expect(build([info])).toEqual({ method, params: { requests: [info] } });
    expect(build(Array.from({ length: 20 }, () => info)).params['requests']).toHaveLength(20);
    expect(() => build([])).toThrow('rejected');
    expect(() => build(Array.from({ length: 21 }, () => info))).toThrow('too-large');
  });

  test.each(['batch', 'sequence', 'ifelse'])('a %s is none of them', (method) => {
    expect(() => batchCall([info, { method, params: {} }])).toThrow('rejected');
    expect(() => sequenceCall([{ method, params: {} }])).toThrow('rejected');
  });

  test('a choice has a condition and a branch, which may be several requests', () => {
    const choice = { if: { hf_at_least: [19, 3] }, then: batchCall([info]) };
    expect(ifElseCall(choice)).toEqual({ method: 'ifelse', params: choice });
    expect(() => ifElseCall({ if: {}, then: info })).toThrow('rejected');
    expect(() => ifElseCall({ if: { height_before: 5 } })).toThrow('rejected');
  });
});

const ok = { code: 200, body: { t: 1 } };
const no = { code: 401, body: 'retrieve signature verification failed' };

describe('their results', () => {
  test('of a batch are as many as its requests, whatever became of them', () => {
    expect(readBatch({ results: [no, ok] }, 2)).toEqual([no, ok]);
    expect(isSuccess(ok)).toBe(true);
    expect(isSuccess(no)).toBe(false);
    expect(() => readBatch({ results: [ok] }, 2)).toThrow('bad-response');
    expect(() => readBatch({ results: [ok, ok, ok] }, 2)).toThrow('bad-response');
  });

  test('of a sequence end with the first that is no success', () => {
    expect(readSequence({ results: [ok, ok] }, 2)).toEqual([ok, ok]);
    expect(readSequence({ results: [ok, no] }, 3)).toEqual([ok, no]);
    expect(() => readSequence({ results: [ok] }, 2)).toThrow('bad-response');
    expect(() => readSequence({ results: [no, ok] }, 2)).toThrow('bad-response');
    expect(() => readSequence({ results: [ok, ok, no] }, 2)).toThrow('bad-response');
    expect(() => readSequence({ results: [] }, 1)).toThrow('bad-response');
  });

  test('of a choice say which branch was taken', () => {
    const answer = { hf: [19, 4], v: [2, 8, 0], height: 7, condition: true, result: ok };
    const common = { condition: true, hf: [19, 4], version: [2, 8, 0], height: 7 };
    expect(readIfElse(answer)).toEqual({ ...common, result: ok });
    expect(readIfElse({ ...answer, result: undefined })).toEqual({ ...common, result: undefined });
    expect(() => readIfElse({ ...answer, condition: 1 })).toThrow('bad-response');
    expect(() => readIfElse({ ...answer, hf: '19.4' })).toThrow('bad-response');
    expect(() => readIfElse({ ...answer, height: -1 })).toThrow('bad-response');
  });
});

describe('answers of one node', () => {
  const hash = 'o5iz5qKhM/NXDAr1hodWRtIS0PJ9rYmGxrwfsWeeUO8';

  test('tell when messages expire', () => {
    expect(readExpiries({ expiries: { [hash]: 5 } })).toEqual(new Map([[hash, 5]]));
    expect(() => readExpiries({ expiries: { [hash]: '5' } })).toThrow('bad-response');
    expect(() => readExpiries({ expiries: [] })).toThrow('bad-response');
  });

  test('name revoked members', () => {
    const token = new Uint8Array(36).fill(3);
    expect(readRevokedSubaccounts({ revoked_subaccounts: [toBase64(token)] })).toEqual([token]);
    expect(() => readRevokedSubaccounts({ revoked_subaccounts: ['AAAA'] })).toThrow('bad-response');
    expect(() => readRevokedSubaccounts({ revoked_subaccounts: ['?'] })).toThrow('bad-response');
  });

  test('tell version and time', () => {
    expect(readInfo({ version: [2, 8, 0], timestamp: 5 })).toEqual({ version: [2, 8, 0], timestampMs: 5 });
    expect(() => readInfo({ version: [2, 8], timestamp: 5 })).toThrow('bad-response');
    expect(() => readInfo({ version: [2, 8, -1], timestamp: 5 })).toThrow('bad-response');
  });

  test('pass on what the blockchain says', () => {
    expect(readOxendResult({ result: { a: 1 }, t: 5 })).toEqual({ a: 1 });
    expect(() => readOxendResult({ result: null })).toThrow('bad-response');
  });
});

test('whatever a node answers is read or refused', () => {
  const results = fc.record({ results: fc.array(fc.record({ code: fc.integer(), body: fc.jsonValue() })) });
  const readers = [
    (body: unknown) => readBatch(body, 3),
    (body: unknown) => readSequence(body, 3),
    readIfElse,
    readExpiries,
    readRevokedSubaccounts,
    readInfo,
    readOxendResult,
  ];
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), results), fc.constantFrom(...readers), (body, read) => {
      try {
        read(body);
      } catch (error) {
        expect(error).toBeInstanceOf(NetworkError);
      }
    }),
    { numRuns: 1_000 },
  );
});
