import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  CommunityError,
  banRequest,
  batchRequest,
  bytesOf,
  capabilitiesRequest,
  deleteAllOfUserRequest,
  jsonOf,
  pollInfoRequest,
  readBatch,
  readReply,
  readSequence,
  sequenceRequest,
  uploadFileRequest,
  unsignedRequest,
} from '../../ts/community/index.ts';
import { parseUserId } from '../../ts/community/index.ts';
import { fromUtf8, utf8 } from '../../ts/util/index.ts';
import { ALICE_ID } from './members.ts';

const user = parseUserId(ALICE_ID)!;

describe('several requests in one', () => {
  test('are a list of them', () => {
    const batch = unsignedRequest(batchRequest([capabilitiesRequest(), pollInfoRequest('vector-room', 0)]));
    expect(batch).toMatchObject({ method: 'POST', endpoint: '/batch' });
    expect(fromUtf8(batch.body!)).toBe(
      '[{"method":"GET","path":"/capabilities"},{"method":"GET","path":"/room/vector-room/pollInfo/0"}]',
    );
  });

  test('carry JSON as it is and bytes in base64', () => {
    const requests = [
      banRequest(user, { scope: ['r'] }),
      deleteAllOfUserRequest('r', user),
      uploadFileRequest('r', Uint8Array.of(1, 2), { fileName: 'a' }),
    ];
    const { endpoint, body } = unsignedRequest(sequenceRequest(requests));
    expect(endpoint).toBe('/sequence');
    expect(JSON.parse(fromUtf8(body!))).toEqual([
      { method: 'POST', path: `/user/${ALICE_ID}/ban`, json: { rooms: ['r'] } },
      { method: 'DELETE', path: `/room/r/all/${ALICE_ID}` },
      {
        method: 'POST',
        path: '/room/r/file',
        headers: { 'Content-Disposition': "attachment; filename*=UTF-8''a" },
        b64: 'AQI=',
      },
    ]);
  });

  test('are at least one, and none of them is several itself', () => {
    expect(() => batchRequest([])).toThrow('argument-invalid');
    expect(() => sequenceRequest([batchRequest([capabilitiesRequest()])])).toThrow('argument-invalid');
  });
});

const ok = { code: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: { a: 1 } };
const bytes = { code: 200, headers: { 'content-type': 'application/octet-stream' }, body: 'AQI' };
const nothing = { code: 304, headers: {}, body: '' };
const crash = { code: 500, 'content-type': 'text/plain', body: '' };

describe('their replies', () => {
  test('are what each would have been alone', () => {
    const [first, second, third, fourth] = readBatch([ok, bytes, nothing, crash], 4);
    expect(jsonOf(first!)).toEqual({ a: 1 });
    expect(bytesOf(second!)).toEqual(Uint8Array.of(1, 2));
    expect(third).toEqual({ status: 304, headers: {}, body: { bytes: new Uint8Array() } });
    expect(() => jsonOf(fourth!)).toThrow('server-failed');
    expect(() => jsonOf(second!)).toThrow('answer-invalid');
    expect(() => bytesOf(first!)).toThrow('answer-invalid');
  });

  test('are as many as the requests, or in a sequence fewer with a failure at the end', () => {
    expect(() => readBatch([ok], 2)).toThrow('answer-invalid');
    expect(readSequence([ok, crash], 3)).toHaveLength(2);
    expect(readSequence([ok, ok], 2)).toHaveLength(2);
    expect(() => readSequence([ok], 2)).toThrow('answer-invalid');
    expect(() => readSequence([crash, ok], 2)).toThrow('answer-invalid');
    expect(() => readSequence([ok, ok, crash], 2)).toThrow('answer-invalid');
  });

  test('of any JSON are read or refused', () => {
    const entry = fc.record({ code: fc.integer(), headers: fc.jsonValue(), body: fc.jsonValue() });
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.array(entry)),
        fc.constantFrom(readBatch, readSequence),
        (json, read) => {
          try {
            read(json, 2);
          } catch (error) {
            expect(error).toBeInstanceOf(CommunityError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('one reply', () => {
  test('is JSON when it says so', () => {
    const headers = { 'content-type': 'Application/JSON;charset=utf-8' };
    expect(jsonOf(readReply({ status: 200, headers, body: utf8('{"a":1}') }))).toEqual({ a: 1 });
    expect(() => readReply({ status: 200, headers, body: utf8('{') })).toThrow('answer-invalid');
    expect(() => readReply({ status: 200, headers, body: Uint8Array.of(0xff) })).toThrow('answer-invalid');
    expect(bytesOf(readReply({ status: 200, headers: {}, body: utf8('{}') }))).toEqual(utf8('{}'));
  });
});
