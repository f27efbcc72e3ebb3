import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { toBase64 } from '../../ts/util/index.ts';
import type { CommunityMember } from './support/community-member.ts';
import { CommunityWorld, ROOM } from './support/community-world.ts';

await cryptoReady();

let world: CommunityWorld;
let admin: CommunityMember;

beforeAll(async () => {
  world = await CommunityWorld.start();
  admin = world.staff('admin', 'server');
  await admin.post(ROOM, 'something that requests may name');
});
afterAll(() => world.close());

const ENDPOINTS = [
  'POST /batch',
  'POST /sequence',
  'PUT /room/:room',
  'GET /room/:room/pollInfo/:number',
  'POST /room/:room/message',
  'PUT /room/:room/message/:number',
  'DELETE /room/:room/message/:number',
  'GET /room/:room/messages/recent',
  'GET /room/:room/messages/before/:number',
  'GET /room/:room/messages/since/:number',
  'PUT /room/:room/reaction/:number/:text',
  'DELETE /room/:room/reactions/:number/:text',
  'GET /room/:room/reactors/:number/:text',
  'POST /room/:room/pin/:number',
  'POST /room/:room/unpin/all',
  'POST /room/:room/file',
  'GET /room/:room/file/:number/:text',
  'POST /inbox/:user',
  'GET /outbox/since/:number',
  'POST /user/:user/moderator',
  'POST /user/:user/ban',
  'POST /user/:user/unban',
  'DELETE /rooms/all/:user',
  'POST /room/:room/permissions/:user',
  'POST /room/:room/futurePermissions/:user',
] as const;

/** Names that the server knows, with values that it does not expect. */
const body = fc.dictionary(
  fc.constantFrom(
    ...['data', 'signature', 'files', 'whisper_to', 'whisper_mods', 'message', 'rooms', 'global', 'timeout'],
    ...['moderator', 'admin', 'visible', 'read', 'write', 'default_write', 'unschedule', 'in', 'banned'],
    ...['name', 'description', 'image', 'default_read'],
  ),
  fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(ROOM, [ROOM], ['*'], true, false, null, 1, toBase64(new Uint8Array(64).fill(1))),
  ),
);
const entry = fc.record(
  {
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'), fc.jsonValue()),
    path: fc.oneof(fc.constantFrom('/capabilities', `/room/${ROOM}/message`, '/batch', 'x'), fc.jsonValue()),
    headers: fc.jsonValue(),
    json: fc.jsonValue(),
    b64: fc.jsonValue(),
    bytes: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 14 });

/** A path of the kind of an endpoint; parts are as often wrong as right. */
function pathOf(pattern: string): fc.Arbitrary<string> {
  const parts = pattern.split('/').map((part) => {
    switch (part) {
      case ':room':
        return fc.constantFrom(ROOM, 'garden', 'nowhere');
      case ':number':
        return fc.oneof(fc.nat(3).map(String), fc.constantFrom('-1', '1e3', '99999999999999999999', 'x'));
      case ':user':
        return fc.constantFrom(`05${'ab'.repeat(32)}`, `15${'cd'.repeat(32)}`, 'somebody');
      case ':text':
        return text.map(encodeURIComponent);
      default:
        return fc.constant(part);
    }
  });
  return fc.tuple(...parts).map((all) => all.join('/'));
}

const request = fc.constantFrom(...ENDPOINTS).chain((endpoint) => {
  const [method = '', pattern = ''] = endpoint.split(' ');
  const query = fc.constantFrom('', '?limit=0', '?limit=x&reactors=-7', '?t=r&limit=999999', '?%');
  const isComposite = pattern === '/batch' || pattern === '/sequence';
  const json = isComposite ? fc.oneof(fc.array(entry, { maxLength: 3 }), fc.jsonValue()) : body;
  const hasBody = method === 'POST' || method === 'PUT';
  return fc.record({
    method: fc.constant(method as 'GET' | 'POST' | 'PUT' | 'DELETE'),
    path: fc.tuple(pathOf(pattern), isComposite ? fc.constant('') : query).map((both) => both.join('')),
    ...(hasBody ? { body: json.map((value) => ({ json: value as never })) } : {}),
  });
});

test('whatever an admin asks for is done or refused, and never a crash', async () => {
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const { status } = await admin.ask(asked);
      expect(status).not.toBe(500);
    }),
    { numRuns: 600 },
  );
});

test('whatever comes as an onion request is answered with 400', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const answer = await fetch(`${world.server.url}/oxen/v4/lsrpc`, {
        method: 'POST',
        body: Buffer.from(bytes),
      });
      expect(answer.status).toBe(400);
      await answer.arrayBuffer();
    }),
    { numRuns: 100 },
  );
});
