import { afterEach, describe, expect, test } from 'vitest';

import {
  banRequest,
  batchRequest,
  capabilitiesRequest,
  inboxRequest,
  jsonOf,
  pollInfoRequest,
  postRequest,
  readBatch,
  readCapabilities,
  readRooms,
  readSequence,
  recentPostsRequest,
  replyError,
  roomRequest,
  roomsRequest,
  sequenceRequest,
} from '../../ts/community/index.ts';
import type { CommunityReply, OutgoingRequest } from '../../ts/community/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { fromUtf8, toBase64, toHex, fromBase64, utf8 } from '../../ts/util/index.ts';
import { CommunityWorld, ROOM } from './support/community-world.ts';

await cryptoReady();

const HOUR_MS = 3_600_000;
const worlds: CommunityWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.close()));
});

async function start(options: Parameters<typeof CommunityWorld.start>[0] = {}): Promise<CommunityWorld> {
  const world = await CommunityWorld.start(options);
  worlds.push(world);
  return world;
}

function told({ status, body }: CommunityReply): readonly [number, unknown] {
  return [status, 'bytes' in body ? fromUtf8(body.bytes) : body.json];
}

function withHeaders(
  request: OutgoingRequest,
  changes: Readonly<Record<string, string | undefined>>,
): OutgoingRequest {
  const entries = Object.entries({ ...request.headers, ...changes });
  const headers = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...request, headers: Object.fromEntries(headers) };
}

describe('who signs a request', () => {
  test('is known by the blinded ID, whatever is asked and however it is written', async () => {
    const world = await start();
    const member = world.member();
    const request = { method: 'GET', path: '/room/lounge/reactors/1/👍?limit=5' } as const;
    const [raw, encoded] = [member.signed(request), member.signed(request)];
    await member.post(ROOM, 'something to react to');
    expect(told(await member.send(raw))).toEqual([200, []]);
    const endpoint = encoded.endpoint.replace('👍', encodeURIComponent('👍'));
    expect(told(await member.send({ ...encoded, endpoint }))).toEqual([200, []]);
  });

  test('may write nonce and keys in other forms', async () => {
    const member = (await start()).member();
    const outgoing = member.signed(roomRequest(ROOM));
    const nonce = outgoing.headers['X-SOGS-Nonce'] ?? '';
    const hex = withHeaders(outgoing, { 'X-SOGS-Nonce': toHex(fromBase64(nonce)) });
    expect((await member.send(hex)).status).toBe(200);
    const other = member.signed(roomRequest(ROOM));
    const unpadded = withHeaders(other, {
      'X-SOGS-Nonce': other.headers['X-SOGS-Nonce']?.replace(/=+$/, ''),
      'X-SOGS-Signature': other.headers['X-SOGS-Signature']?.replace(/=+$/, ''),
      'X-SOGS-Pubkey': other.headers['X-SOGS-Pubkey']?.toUpperCase(),
    });
    expect((await member.send(unpadded)).status).toBe(200);
  });

  test('is nobody without headers, and may look around', async () => {
    const member = (await start()).member();
    for (const request of [
      capabilitiesRequest(),
      roomsRequest(),
      roomRequest(ROOM),
      recentPostsRequest(ROOM),
      pollInfoRequest(ROOM, 0),
    ])
      expect((await member.askUnsigned(request)).status).toBe(200);
    for (const request of [postRequest(ROOM, member.content('hi')), inboxRequest({ box: 'inbox' })])
      expect(told(await member.askUnsigned(request))).toEqual([
        401,
        'X-SOGS-* request authentication required',
      ]);
  });

  test.each([
    [
      { 'X-SOGS-Nonce': undefined, 'X-SOGS-Timestamp': undefined },
      400,
      'Invalid authentication headers: missing 2/4 required X-SOGS-* headers',
    ],
    [
      { 'X-SOGS-Pubkey': `25${'ab'.repeat(32)}` },
      400,
      'Invalid authentication: X-SOGS-Pubkey must be 00- or 15- prefixed',
    ],
    [
      { 'X-SOGS-Pubkey': `00${'58'.padEnd(64, '6')}` },
      400,
      'Invalid authentication: this server requires the use of blinded ids',
    ],
    [{ 'X-SOGS-Pubkey': `15${'00'.repeat(32)}` }, 400, /^Invalid authentication: /],
    [{ 'X-SOGS-Nonce': 'short' }, 400, /^Invalid authentication: X-SOGS-Nonce /],
    [{ 'X-SOGS-Signature': 'AAAA' }, 400, /^Invalid authentication: X-SOGS-Signature /],
    [{ 'X-SOGS-Timestamp': 'now' }, 400, /^Invalid authentication: X-SOGS-Timestamp /],
    [
      { 'X-SOGS-Signature': toBase64(new Uint8Array(64).fill(3)) },
      401,
      'Invalid authentication: X-SOGS-Signature verification failed',
    ],
    [
      { 'X-SOGS-Nonce': toBase64(new Uint8Array(16)) },
      401,
      'Invalid authentication: X-SOGS-Signature verification failed',
    ],
  ])('%j is refused with %i', async (changes, status, words) => {
    const member = (await start()).member();
    const reply = await member.send(withHeaders(member.signed(roomRequest(ROOM)), changes));
    expect(told(reply)).toEqual([
      status,
      typeof words === 'string' ? words : (expect.stringMatching(words) as string),
    ]);
  });

  test('signed that method, that path, that body', async () => {
    const member = (await start()).member();
    const post = member.signed(postRequest(ROOM, member.content('mine')));
    for (const changed of [
      { ...post, method: 'PUT' as const },
      { ...post, endpoint: `${post.endpoint}?x=1` },
      { ...post, endpoint: '/room/Garden/message' },
      { ...post, body: utf8(`${fromUtf8(post.body ?? new Uint8Array())} `) },
    ]) {
      const reply = await member.send(changed);
      expect(replyError(reply).code).toBe('authentication-failed');
    }
    expect((await member.send(post)).status).toBe(201);
  });

  test('cannot do the same twice: a nonce is taken once', async () => {
    const world = await start();
    const member = world.member();
    const post = member.signed(postRequest(ROOM, member.content('once')));
    expect((await member.send(post)).status).toBe(201);
    expect(replyError(await member.send(post)).code).toBe('nonce-reused');
    await world.clock.advance(23 * HOUR_MS);
    expect(replyError(await member.send(post)).code).toBe('nonce-reused');
    expect(world.server.postsOf(ROOM)).toHaveLength(1);
  });

  test.each([25, -25])('is refused with a clock that is %i hours off', async (hours) => {
    const world = await start();
    const member = world.member();
    const outgoing = member.signed(roomRequest(ROOM));
    if (hours > 0) await world.clock.advance(hours * HOUR_MS);
    else await world.server.faults.set({ clockSkewMs: hours * HOUR_MS });
    const error = replyError(await member.send(outgoing));
    expect([error.code, error.status]).toEqual(['clock-out-of-sync', 425]);
    await world.server.faults.clear();
  });

  test('is told to go before anything else when banned from the server', async () => {
    const world = await start();
    const member = world.member();
    await member.json(roomRequest(ROOM));
    world.server.ban(member.id);
    const forged = withHeaders(member.signed(roomRequest(ROOM)), {
      'X-SOGS-Signature': toBase64(new Uint8Array(64)),
    });
    for (const reply of [await member.ask(capabilitiesRequest()), await member.send(forged)]) {
      expect(told(reply)).toEqual([403, 'Banned']);
      expect(replyError(reply).code).toBe('banned');
    }
    world.server.ban(member.id, { isBanned: false });
    expect((await member.ask(capabilitiesRequest())).status).toBe(200);
  });

  test('may be known by the account ID where IDs are not blinded, and has no inbox there', async () => {
    const world = await start({ isBlinding: false });
    const member = world.member({ blinding: 'none' });
    expect(member.id).toBe(member.account);
    expect([...readCapabilities(await member.json(capabilitiesRequest())).names]).toEqual([
      'reactions',
      'sogs',
    ]);
    expect(await member.post(ROOM, 'as I am')).toMatchObject({ author: member.account });
    expect(told(await member.ask(inboxRequest({ box: 'inbox' })))).toEqual([
      401,
      'This endpoint requires blinded pubkeys be used',
    ]);
    expect((await world.member().ask(capabilitiesRequest())).status).toBe(200);
  });
});

describe('several requests in one', () => {
  test('are all answered, by whom they were signed', async () => {
    const member = (await start()).member();
    const [posted, missing, rooms, unchanged] = await member.batch([
      postRequest(ROOM, member.content('first')),
      roomRequest('nowhere'),
      roomsRequest(),
      inboxRequest({ box: 'inbox', since: 0 }),
    ]);
    expect([posted?.status, missing?.status, unchanged?.status]).toEqual([201, 404, 304]);
    expect(readRooms(jsonOf(rooms!)).map(({ token }) => token)).toEqual(['Garden', 'lounge']);
  });

  test('are answered up to the first failure in a sequence', async () => {
    const member = (await start()).member();
    const answer = await member.json(
      sequenceRequest([
        roomRequest(ROOM),
        roomRequest('nowhere'),
        postRequest(ROOM, member.content('never')),
      ]),
    );
    expect(readSequence(answer, 3).map(({ status }) => status)).toEqual([200, 404]);
  });

  test('come from nobody when they are not signed', async () => {
    const member = (await start()).member();
    const reply = await member.askUnsigned(
      batchRequest([roomsRequest(), postRequest(ROOM, member.content('hello'))]),
    );
    expect(readBatch(jsonOf(reply), 2).map(({ status }) => status)).toEqual([200, 401]);
  });

  test.each([
    {},
    [7],
    [{ method: 'GET', path: 'rooms' }],
    [{ method: 'PATCH', path: '/rooms' }],
    [{ method: 'GET', path: '/rooms', json: {} }],
    [{ method: 'POST', path: '/room/lounge/message' }],
    [{ method: 'POST', path: '/room/lounge/message', json: {}, b64: '' }],
    [{ method: 'POST', path: '/room/lounge/file', b64: '*' }],
    [{ method: 'GET', path: '/rooms', headers: { a: 7 } }],
    [
      { method: 'GET', path: '/rooms' },
      { method: 'POST', path: '/batch', json: [] },
    ],
  ])('of another form are refused as a whole: %j', async (json) => {
    const member = (await start()).member();
    const reply = await member.ask({ method: 'POST', path: '/batch', body: { json } });
    expect(replyError(reply).code).toBe('request-rejected');
  });

  test('carry bytes in base64 and as text', async () => {
    const member = (await start()).member();
    const bytes = {
      method: 'POST',
      path: `/room/${ROOM}/file`,
      body: { bytes: Uint8Array.of(0xff, 0) },
    } as const;
    const [file] = await member.batch([bytes]);
    expect(file).toMatchObject({ status: 201, body: { json: { id: 1 } } });
    const answer = await member.json({
      method: 'POST',
      path: '/batch',
      body: { json: [{ method: 'POST', path: `/room/${ROOM}/file`, bytes: 'text' }] },
    });
    expect(readBatch(answer, 1)[0]).toMatchObject({ status: 201, body: { json: { id: 2 } } });
    const [content] = await member.batch([{ method: 'GET', path: `/room/${ROOM}/file/1` }]);
    expect(content?.body).toEqual({ bytes: Uint8Array.of(0xff, 0) });
  });
});

test('a capability that is missing is told', async () => {
  const member = (await start()).member();
  expect((await member.ask(capabilitiesRequest(['sogs', 'blind']))).status).toBe(200);
  const reply = await member.ask(capabilitiesRequest(['sogs', 'teleport']));
  expect([reply.status, reply.body]).toMatchObject([412, { json: { missing: ['teleport'] } }]);
});

test('what it does not know is no page', async () => {
  const member = (await start()).member();
  for (const path of ['/nothing', '/room', '/room/lounge/messages', '/room/lounge/message/abc', '/%zz']) {
    expect((await member.askUnsigned({ method: 'GET', path })).status).toBe(404);
  }
  const reply = await member.ask(banRequest(member.id as never, { scope: ['nowhere'] }));
  expect(reply.status).toBe(404);
});
