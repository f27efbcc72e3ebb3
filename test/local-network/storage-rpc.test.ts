import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { ed25519PublicKey, verify } from '../../ts/crypto/index.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork, NodeDescription } from '../../ts/local-network/index.ts';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { NodeClient } from './support/client.ts';
import type { Loose } from './support/client.ts';
import { newGroup, newSubaccount, newUser } from './support/keys.ts';
import type { Person } from './support/keys.ts';

const DAY = 86_400_000;
const [READ, WRITE, DELETE, ANY_PREFIX] = [1, 2, 4, 8];

let clock: FakeClock;
let network: LocalNetwork;
let client: NodeClient;

beforeAll(async () => {
  clock = new FakeClock();
  network = await startLocalNetwork({ nodeCount: 9, swarmSize: 3, clock });
  client = new NodeClient();
});

afterAll(async () => {
  client.close();
  await network.close();
});

const now = () => clock.nowMs();
const text = (value: string) => toBase64(utf8(value));
const nodeOf = (id: string): NodeDescription => network.nodes.find((node) => node.pubkey_ed25519 === id)!;
const swarmOf = (person: Person) => network.swarmOf(person.account).map(nodeOf);

/** A request to the first node of the swarm of whoever sends it. */
const ask = (person: Person, method: string, params: Loose) =>
  client.rpc(swarmOf(person)[0]!, method, { ...person.identity, ...params });

function store(person: Person, data: string, { namespace = 0, ...more }: Loose = {}) {
  const timestamp = now();
  const signature = namespace % 10 === 0 ? {} : { signature: person.sign(`store${namespace}${timestamp}`) };
  return ask(person, 'store', { data: text(data), namespace, timestamp, ttl: DAY, ...signature, ...more });
}

function retrieve(person: Person, { namespace = 0, node = 0, ...more }: Loose = {}) {
  const timestamp = now();
  const signature = person.sign(`retrieve${namespace === 0 ? '' : namespace}${timestamp}`);
  const params = { ...person.identity, namespace, timestamp, signature, ...more };
  return client.rpc(swarmOf(person)[node]!, 'retrieve', params);
}

async function stored(person: Person, data: string, options: Loose = {}): Promise<string> {
  const { code, body } = await store(person, data, options);
  expect(code, JSON.stringify(body)).toBe(200);
  return body.hash;
}

const textsOf = (answer: Loose): readonly string[] =>
  answer.body.messages.map(({ data }: Loose) => Buffer.from(data, 'base64').toString());

function expectSigned(nodeId: string, signature: string, ...parts: readonly (string | number)[]) {
  const key = ed25519PublicKey(fromHex(nodeId));
  expect(verify(fromBase64(signature), utf8(parts.join('')), key)).toBe(true);
}

describe('the form of requests', () => {
  const node = () => network.nodes[0]!;
  const send = async (body: string) => {
    const answer = await client.send(node(), '/storage_rpc/v1', { body: utf8(body) });
    return [answer.status, answer.text];
  };

  test.each([
    ['', 400, 'invalid json'],
    ['{', 400, 'invalid json'],
    ['[]', 400, 'invalid json: no `method` field'],
    ['{"params":{}}', 400, 'invalid json: no `method` field'],
    ['{"method":7,"params":{}}', 400, 'invalid json: no `method` field'],
    ['{"method":"info"}', 400, 'invalid json: no `params` field'],
    ['{"method":"info","params":[]}', 400, 'invalid json: no `params` field'],
    ['{"method":"nope","params":{}}', 400, 'no method nope'],
    ['{"method":"constructor","params":{}}', 400, 'no method constructor'],
  ])('%s', async (body, status, words) => {
    expect(await send(body)).toEqual([status, words]);
  });

  const account = `05${'ab'.repeat(32)}`;
  const HASH = 'A'.repeat(43);
  const signature = toBase64(new Uint8Array(64));
  test.each([
    ['get_swarm', {}, "Required field 'pubkey' missing"],
    ['get_swarm', { pubkey: null }, "Required field 'pubkey' missing"],
    ['get_swarm', { pubkey: account.slice(4) }, 'Pubkey must be 66 hex digits (33 bytes) long'],
    ['get_swarm', { pubkey: account.slice(1) }, 'Pubkey must be 66 hex digits (33 bytes) long'],
    ['get_swarm', { pubkey: `${account}0` }, 'Pubkey must be 66 hex digits (33 bytes) long'],
    ['get_swarm', { pubkey: `${account.slice(0, 65)}g` }, 'Pubkey must be 66 hex digits (33 bytes) long'],
    ['get_swarm', { pubkey: 5 }, 'Pubkey must be 66 hex digits (33 bytes) long'],
    ['get_swarm', { pubkey: account, pubKey: account }, "Only one of 'pubkey' and 'pubKey' may be given"],
    ['delete_all', { pubKey: account }, "Required field 'pubkey' missing"],
    ['delete_all', { pubkey: account, timestamp: 1e12 }, "Required field 'signature' missing"],
    [
      'delete_all',
      { pubkey: account, signature, timestamp: 999_999_999 },
      'timestamp must be in milliseconds',
    ],
    [
      'delete_all',
      { pubkey: account, signature, timestamp: '1000000000000' },
      'timestamp must be an unsigned integer',
    ],
    ['delete_all', { pubkey: account, signature, timestamp: -1 }, 'timestamp must be an unsigned integer'],
    ['delete_all', { pubkey: account, signature, timestamp: 1.5 }, 'timestamp must be an unsigned integer'],
    [
      'delete_all',
      { pubkey: account, signature: 'AAAA', timestamp: 1e12 },
      'signature must be a base64 encoded signature (64 bytes)',
    ],
    [
      'delete_all',
      { pubkey: account, signature, timestamp: 1e12, namespace: 32_768 },
      'namespace must be an integer from -32768 to 32767',
    ],
    [
      'delete_all',
      { pubkey: account, signature, timestamp: 1e12, namespace: 'none' },
      'namespace must be an integer',
    ],
    ['delete', { pubkey: account, signature, messages: [] }, 'messages does not contain any message hashes'],
    ['delete', { pubkey: account, signature, messages: [`${HASH}A`] }, 'invalid message hash'],
    ['delete', { pubkey: account, signature, messages: HASH, required: 1 }, 'required must be a boolean'],
    [
      'delete',
      { pubkey: `03${account.slice(2)}`, pubkey_ed25519: account.slice(2), signature, messages: HASH },
      'pubkey_ed25519 is only permitted for 05[...] pubkeys',
    ],
    [
      'delete',
      { pubkey: account, pubkey_ed25519: 'ab', signature, messages: HASH },
      'pubkey_ed25519 must be 64 hex digits (32 bytes) long',
    ],
    [
      'delete',
      { pubkey: account, signature, subaccount: '00'.repeat(36), messages: HASH },
      'subaccount and subaccount_sig must be given together',
    ],
    [
      'delete',
      { pubkey: account, signature, subaccount: '00'.repeat(35), subaccount_sig: signature, messages: HASH },
      'subaccount must be a hex or base64 encoded subaccount token (36 bytes)',
    ],
    [
      'store',
      { pubkey: account, data: 'AA', timestamp: 1e12 },
      "Exactly one of 'ttl' and 'expiry' must be given",
    ],
    [
      'store',
      { pubkey: account, data: 'AA', timestamp: 1e12, ttl: 1, expiry: 1e12 },
      "Exactly one of 'ttl' and 'expiry' must be given",
    ],
    ['store', { pubkey: account, data: '?', timestamp: 1e12, ttl: 1 }, 'data must be base64 encoded'],
    [
      'store',
      { pubkey: account, data: toBase64(new Uint8Array(76_801)), timestamp: 1e12, ttl: 1 },
      'Message body exceeds maximum allowed length of 76800 bytes',
    ],
    ['retrieve', { pubkey: account, last_hash: 'short' }, 'last_hash must be a message hash (43 characters)'],
    ['retrieve', { pubkey: account, signature }, "Required field 'timestamp' missing"],
    ['retrieve', { pubkey: account, max_count: -1 }, 'max_count must be an unsigned integer'],
    [
      'expire',
      { pubkey: account, signature, messages: [HASH, HASH, HASH], expiry: [1e12, 1e12] },
      'expiry must be one timestamp or as many as there are messages',
    ],
    [
      'expire',
      { pubkey: account, signature, messages: HASH, expiry: 1e12, extend: true, shorten: true },
      "'extend' and 'shorten' exclude each other",
    ],
    [
      'revoke_subaccount',
      { pubkey: account, signature, timestamp: 1e12, revoke: Array(51).fill('00'.repeat(36)) },
      'at most 50 subaccounts can be revoked',
    ],
    ['oxend_request', { endpoint: 'get_info' }, "Invalid oxend endpoint 'get_info'"],
    ['batch', { requests: [] }, 'requests must be a non-empty list'],
    [
      'batch',
      { requests: Array(21).fill({ method: 'info', params: {} }) },
      'at most 20 requests are allowed',
    ],
    ['batch', { requests: [{ method: 'info' }] }, 'no `params` field'],
    ['batch', { requests: [{ method: 'get_swarm', params: {} }] }, "Required field 'pubkey' missing"],
    ['ifelse', { if: {}, then: { method: 'info', params: {} } }, "'if' has no condition"],
    ['ifelse', { if: { hf_before: [1] } }, "ifelse needs 'then' or 'else'"],
    ['ifelse', { if: { moon: 1 }, then: { method: 'info', params: {} } }, "unknown condition 'moon'"],
  ])('%s %j', async (method, params, words) => {
    expect(await client.rpc(node(), method, params)).toMatchObject({
      code: 400,
      text: `invalid request: ${words}`,
    });
  });

  test('batch in batch is no method', async () => {
    const inner = { method: 'batch', params: { requests: [{ method: 'info', params: {} }] } };
    expect(await client.rpc(node(), 'batch', { requests: [inner] })).toMatchObject({
      code: 400,
      text: 'no method batch',
    });
  });
});

describe('store', () => {
  test('64 digits without a prefix, in whatever case, are a user', async () => {
    const user = newUser();
    const bare = user.account.slice(2).toUpperCase();
    const hash = await stored(user, 'hello', { pubkey: bare });
    expect(network.messagesOf(user.account, 0)).toMatchObject([{ hash }]);
    const answer = await retrieve(user, { pubkey: bare, pubkey_ed25519: toHex(user.keys.publicKey) });
    expect(textsOf(answer)).toEqual(['hello']);
  });

  test('every member of the swarm keeps it and signs its hash', async () => {
    const user = newUser();
    const { code, body } = await store(user, 'hello');
    expect(code).toBe(200);
    expect(Object.keys(body)).toEqual(['hash', 'hf', 'swarm', 't']);
    expect(Object.keys(body.swarm).sort()).toEqual([...network.swarmOf(user.account)].sort());
    for (const [id, member] of Object.entries<Loose>(body.swarm)) {
      expectSigned(id, member.signature, body.hash);
      expect(member).toMatchObject({ hash: body.hash, expiry: now() + DAY });
      expect(member).not.toHaveProperty('already');
      expect('t' in member).toBe(id === network.swarmOf(user.account)[0]);
    }
    expect(network.messagesOf(user.account, 0)).toEqual([
      {
        hash: body.hash,
        timestampMs: now(),
        expiryMs: now() + DAY,
        data: utf8('hello'),
        nodes: network.swarmOf(user.account),
      },
    ]);
  });

  test('the same again only lives longer', async () => {
    const user = newUser();
    const hash = await stored(user, 'once');
    const again = await store(user, 'once', { ttl: 2 * DAY });
    expect(again.body.hash).toBe(hash);
    const shorter = await store(user, 'once', { ttl: DAY });
    for (const member of Object.values<Loose>(shorter.body.swarm)) {
      expect(member).toMatchObject({ already: true, expiry: now() + 2 * DAY });
    }
    expect(textsOf(await retrieve(user))).toEqual(['once']);
  });

  test.each([
    ['too short a life', { ttl: 9_999 }, 403, 'Provided expiry/TTL is not valid.'],
    ['too long a life in an inbox', { ttl: 14 * DAY + 1 }, 403, 'Provided expiry/TTL is not valid.'],
    [
      'too long a life elsewhere',
      { namespace: 2, ttl: 30 * DAY + 1 },
      403,
      'Provided expiry/TTL is not valid.',
    ],
    ['a message of the future', { timestamp: 10_001 }, 406, 'Timestamp error: check your clock'],
    ['a message that is over', { timestamp: -20_001, ttl: 10_000 }, 406, 'Timestamp error: check your clock'],
    [
      'no signature',
      { namespace: 2, signature: null },
      401,
      'store: signature required to store to namespace 2',
    ],
    [
      'a signature of a minute ago',
      { namespace: 2, timestamp: -60_001 },
      406,
      'store signature timestamp too far from current time',
    ],
    [
      'a signature of something else',
      { namespace: 2, sig_timestamp: 1 },
      401,
      'store signature verification failed',
    ],
  ])('%s', async (_, { timestamp = 0, sig_timestamp, ...options }: Loose, code, words) => {
    const change = sig_timestamp === undefined ? {} : { sig_timestamp: now() + sig_timestamp };
    const answer = await store(newUser(), 'x', { ...options, timestamp: now() + timestamp, ...change });
    expect(answer).toMatchObject({ code, text: words });
  });

  test('an old message may be stored with a fresh signature, texts may stand for numbers, 76,800 bytes fit', async () => {
    const user = newUser();
    const signedAt = now();
    const answer = await ask(user, 'store', {
      data: toBase64(new Uint8Array(76_800).fill(1)),
      namespace: 3,
      timestamp: `${now() - DAY}`,
      ttl: `${30 * DAY}`,
      sig_timestamp: signedAt,
      signature: user.sign(`store3${signedAt}`),
    });
    expect(answer.code).toBe(200);
  });

  test('a node outside of the swarm says who is in it', async () => {
    const user = newUser();
    const swarm = network.swarmOf(user.account);
    const stranger = network.nodes.find((node) => !swarm.includes(node.pubkey_ed25519))!;
    const params = { ...user.identity, data: 'AAAA', timestamp: now(), ttl: DAY };
    const answer = await client.rpc(stranger, 'store', params);
    expect(answer.code).toBe(421);
    expect(answer.body.snodes.map((node: Loose) => node.pubkey_ed25519)).toEqual(swarm);
    const { body } = await client.rpc(stranger, 'get_swarm', user.identity);
    expect(answer.body).toEqual(body);
    const batch = await client.rpc(stranger, 'batch', { requests: [{ method: 'store', params }] });
    expect(batch).toMatchObject({ code: 200, body: { results: [{ code: 421, body }] } });
  });

  test('an outbox holds one message and anybody may read it', async () => {
    const user = newUser();
    await stored(user, 'first', { namespace: -1 });
    await stored(user, 'second', { namespace: -1 });
    const { account: pubkey } = user;
    const anybody = await client.rpc(swarmOf(user)[1]!, 'retrieve', { pubkey, namespace: -1 });
    expect(textsOf(anybody)).toEqual(['second']);
  });
});

describe('retrieve', () => {
  test('pages through a backlog by last hash, in the order in which the node got it', async () => {
    const user = newUser();
    const texts = ['one', 'two', 'three', 'four', 'five'];
    for (const word of texts) await stored(user, word);
    const first = await retrieve(user, { max_count: 2 });
    expect([textsOf(first), first.body.more]).toEqual([['one', 'two'], true]);
    const second = await retrieve(user, { max_count: 3, last_hash: first.body.messages[1].hash, node: 2 });
    expect([textsOf(second), second.body.more]).toEqual([['three', 'four', 'five'], false]);
    expect(textsOf(await retrieve(user, { last_hash: second.body.messages[2].hash }))).toEqual([]);
    expect(textsOf(await retrieve(user, { last_hash: 'A'.repeat(43) }))).toEqual(texts);
    expect(textsOf(await retrieve(user, { lastHash: '' }))).toEqual(texts);
  });

  test('max_size counts 143 bytes and the base64 of each message, and lets the first through always', async () => {
    const user = newUser();
    for (const word of ['aaa', 'bbb', 'ccc']) await stored(user, word);
    const sizes = [1, 293, 294, 440, 441];
    const counts = [];
    for (const max_size of sizes) counts.push(textsOf(await retrieve(user, { max_size })).length);
    expect(counts).toEqual([1, 1, 2, 2, 3]);
  });

  test('negative sizes are parts of 7.8 MB; without limits it is a fifth', async () => {
    const user = newUser();
    const big = () =>
      Buffer.from(Array.from({ length: 74_000 }, () => 97 + Math.floor(Math.random() * 26))).toString();
    for (let count = 0; count < 20; count += 1) await stored(user, big());
    const size = 143 + Math.floor((74_000 * 4) / 3);
    const lengthOf = async (limits: Loose) => textsOf(await retrieve(user, limits)).length;
    expect(await lengthOf({})).toBe(Math.floor(1_560_000 / size));
    expect(await lengthOf({ max_size: -10 })).toBe(Math.floor(780_000 / size));
    expect(await lengthOf({ max_size: -1 })).toBe(20);
    expect(await lengthOf({ max_count: 20 })).toBe(20);
  });

  test.each([
    ['unsigned', { signature: null, timestamp: null }, 401, 'retrieve: request signature required'],
    ['stale', { timestamp: -60_001 }, 406, 'retrieve timestamp too far from current time'],
    ['early', { timestamp: 60_001 }, 406, 'retrieve timestamp too far from current time'],
    ['wrong', { timestamp: 1 }, 401, 'retrieve signature verification failed'],
  ])('%s', async (_, { timestamp, ...change }: Loose, code, words) => {
    const time = timestamp === null ? {} : { timestamp: now() + timestamp };
    expect(await retrieve(newUser(), { ...change, ...time })).toMatchObject({ code, text: words });
  });

  test('nobody reads with the key of another account', async () => {
    const [alice, mallory] = [newUser(), newUser()];
    const forged = {
      ...mallory,
      account: alice.account,
      identity: { ...mallory.identity, pubkey: alice.account },
    };
    expect(await retrieve(forged)).toMatchObject({
      code: 401,
      text: 'retrieve signature verification failed',
    });
  });
});

describe('delete', () => {
  test('by hash, with the signatures of all members', async () => {
    const user = newUser();
    const [kept, gone, more] = [
      await stored(user, 'kept'),
      await stored(user, 'gone'),
      await stored(user, 'more'),
    ];
    const missing = 'B'.repeat(43);
    const messages = [more, missing, gone];
    const { code, body } = await ask(user, 'delete', {
      messages,
      signature: user.sign(`delete${messages.join('')}`),
    });
    expect(code).toBe(200);
    for (const [id, member] of Object.entries<Loose>(body.swarm)) {
      expect(member.deleted).toEqual([gone, more].sort());
      expectSigned(id, member.signature, user.account, ...messages, ...member.deleted);
    }
    expect(network.messagesOf(user.account, 0).map(({ hash }) => hash)).toEqual([kept]);
  });

  test('what is required and not there is 404 with the same body', async () => {
    const user = newUser();
    const hash = 'B'.repeat(43);
    const params = { messages: hash, signature: user.sign(`delete${hash}`) };
    expect((await ask(user, 'delete', params)).code).toBe(200);
    const answer = await ask(user, 'delete', { ...params, required: true });
    expect(answer.code).toBe(404);
    expect(Object.keys(answer.body.swarm)).toHaveLength(3);
  });

  test('needs the owner', async () => {
    const user = newUser();
    const hash = await stored(user, 'mine');
    const answer = await ask(user, 'delete', {
      messages: [hash],
      signature: newUser().sign(`delete${hash}`),
    });
    expect(answer).toMatchObject({ code: 401, text: 'delete_msgs signature verification failed' });
  });

  test('delete_all of one namespace and of all', async () => {
    const user = newUser();
    const inbox = [await stored(user, 'a'), await stored(user, 'b')].sort();
    const profile = await stored(user, 'c', { namespace: 2 });
    const contacts = await stored(user, 'd', { namespace: 3 });
    const timestamp = now();
    const one = await ask(user, 'delete_all', { timestamp, signature: user.sign(`delete_all${timestamp}`) });
    for (const [id, member] of Object.entries<Loose>(one.body.swarm)) {
      expect(member.deleted).toEqual(inbox);
      expectSigned(id, member.signature, user.account, timestamp, ...inbox);
    }
    const signature = user.sign(`delete_allall${timestamp}`);
    const rest = await ask(user, 'delete_all', { namespace: 'all', timestamp, signature });
    for (const [id, member] of Object.entries<Loose>(rest.body.swarm)) {
      expect(member.deleted).toEqual({ 2: [profile], 3: [contacts] });
      expectSigned(id, member.signature, user.account, timestamp, ...[profile, contacts].sort());
    }
  });

  test('delete_all by a clock that is off', async () => {
    const user = newUser();
    const timestamp = now() - 60_001;
    const answer = await ask(user, 'delete_all', {
      timestamp,
      signature: user.sign(`delete_all${timestamp}`),
    });
    expect(answer).toMatchObject({ code: 406, text: 'delete_all timestamp too far from current time' });
    const wrong = await ask(user, 'delete_all', {
      timestamp: now(),
      signature: user.sign(`delete_all${timestamp}`),
    });
    expect(wrong).toMatchObject({ code: 401, text: 'delete_all signature verification failed' });
  });

  test('delete_before takes what is old enough', async () => {
    const user = newUser();
    const old = await stored(user, 'old', { timestamp: now() - 5_000 });
    const exact = await stored(user, 'exact', { timestamp: now() - 2_000 });
    const young = await stored(user, 'young');
    const before = now() - 2_000;
    const { body } = await ask(user, 'delete_before', {
      before,
      signature: user.sign(`delete_before${before}`),
    });
    for (const [id, member] of Object.entries<Loose>(body.swarm)) {
      expect(member.deleted).toEqual([old, exact].sort());
      expectSigned(id, member.signature, user.account, before, ...member.deleted);
    }
    expect(network.messagesOf(user.account, 0).map(({ hash }) => hash)).toEqual([young]);
    const future = now() + 60_001;
    const early = { before: future, signature: user.sign(`delete_before${future}`) };
    expect(await ask(user, 'delete_before', early)).toMatchObject({ code: 401 });
  });
});

describe('expire', () => {
  const sign = (
    person: Person,
    word: string,
    expiry: number | readonly number[],
    messages: readonly string[],
  ) => person.sign(['expire', word, ...[expiry].flat(), ...messages].join(''));

  test('sets, extends and shortens', async () => {
    const user = newUser();
    const [short, long] = [await stored(user, 'short'), await stored(user, 'long', { ttl: 10 * DAY })];
    const messages = [short, long];
    const expiry = now() + 5 * DAY;
    const extended = await ask(user, 'expire', {
      messages,
      expiry,
      extend: true,
      signature: sign(user, 'extend', expiry, messages),
    });
    for (const [id, member] of Object.entries<Loose>(extended.body.swarm)) {
      expect(member).toMatchObject({ expiry, updated: [short], unchanged: { [long]: now() + 10 * DAY } });
      expectSigned(id, member.signature, user.account, expiry, ...messages, short, long, now() + 10 * DAY);
    }
    const shortened = await ask(user, 'expire', {
      messages,
      expiry,
      shorten: true,
      signature: sign(user, 'shorten', expiry, messages),
    });
    for (const member of Object.values<Loose>(shortened.body.swarm)) {
      expect(member).toMatchObject({ expiry, updated: [long], unchanged: { [short]: expiry } });
    }
    const set = await ask(user, 'expire', { messages, expiry, signature: sign(user, '', expiry, messages) });
    for (const member of Object.values<Loose>(set.body.swarm)) {
      expect(member.updated).toEqual([...messages].sort());
      expect(member).not.toHaveProperty('unchanged');
    }
  });

  test('one expiry for each message, cut to 30 days, aligned with what was updated', async () => {
    const user = newUser();
    const messages = [await stored(user, 'x'), await stored(user, 'y'), 'C'.repeat(43)];
    const expiry = [now() + DAY / 2, now() + 31 * DAY, now() + DAY];
    const { body } = await ask(user, 'expire', {
      messages,
      expiry,
      signature: sign(user, '', expiry, messages),
    });
    const applied = new Map([
      [messages[0]!, expiry[0]!],
      [messages[1]!, now() + 30 * DAY],
    ]);
    const updated = [...applied.keys()].sort();
    for (const [id, member] of Object.entries<Loose>(body.swarm)) {
      const expiries = updated.map((hash) => applied.get(hash));
      expect(member).toMatchObject({ updated, expiry: expiries });
      expectSigned(id, member.signature, user.account, ...member.expiry, ...messages, ...updated);
    }
  });

  test('not into the past', async () => {
    const user = newUser();
    const messages = [await stored(user, 'x')];
    const expiry = now() - 60_001;
    expect(
      (await ask(user, 'expire', { messages, expiry, signature: sign(user, '', expiry, messages) })).code,
    ).toBe(401);
    const wrong = await ask(user, 'expire', {
      messages,
      expiry: now(),
      signature: sign(user, '', expiry, messages),
    });
    expect(wrong).toMatchObject({ code: 401, text: 'expire: signature verification failed' });
  });

  test('expire_all only shortens', async () => {
    const user = newUser();
    const [soon, late] = [await stored(user, 'soon', { ttl: 20_000 }), await stored(user, 'late')];
    const expiry = now() + 60_000;
    const one = await ask(user, 'expire_all', { expiry, signature: user.sign(`expire_all${expiry}`) });
    for (const [id, member] of Object.entries<Loose>(one.body.swarm)) {
      expect(member.updated).toEqual([late]);
      expectSigned(id, member.signature, user.account, expiry, late);
    }
    const sooner = now() + 10_000;
    const signature = user.sign(`expire_allall${sooner}`);
    const all = await ask(user, 'expire_all', { namespace: 'all', expiry: sooner, signature });
    for (const member of Object.values<Loose>(all.body.swarm))
      expect(member.updated).toEqual({ 0: [late, soon].sort() });
  });

  test('get_expiries tells of those that are there', async () => {
    const user = newUser();
    const messages = [await stored(user, 'x'), 'D'.repeat(43)];
    const timestamp = now();
    const signature = user.sign(`get_expiries${timestamp}${messages.join('')}`);
    const answer = await ask(user, 'get_expiries', { messages, timestamp, signature });
    expect(answer).toMatchObject({ code: 200, body: { expiries: { [messages[0]!]: now() + DAY } } });
    expect(Object.keys(answer.body.expiries)).toHaveLength(1);
    const wrong = await ask(user, 'get_expiries', { messages: [messages[0]], timestamp, signature });
    expect(wrong).toMatchObject({ code: 401, text: 'get_expiries signature verification failed' });
  });

  test('what has expired is gone, everywhere', async () => {
    const user = newUser();
    await stored(user, 'brief', { ttl: 10_000 });
    await stored(user, 'lasting');
    await clock.advance(10_000);
    expect(textsOf(await retrieve(user, { node: 1 }))).toEqual(['lasting']);
    expect(network.messagesOf(user.account, 0)).toHaveLength(1);
    const again = await store(user, 'brief');
    for (const member of Object.values<Loose>(again.body.swarm)) expect(member).not.toHaveProperty('already');
  });
});

describe('subaccounts', () => {
  let group: Person;

  beforeEach(() => {
    group = newGroup();
  });

  test('do what their flags allow', async () => {
    const [reader, writer, remover] = [READ, READ | WRITE, READ | WRITE | DELETE].map((flags) =>
      newSubaccount(group, { flags }),
    );
    const hash = await stored(writer!, 'hello', { namespace: 11 });
    expect(textsOf(await retrieve(reader!, { namespace: 11 }))).toEqual(['hello']);
    expect(await store(reader!, 'no', { namespace: 11 })).toMatchObject({
      code: 401,
      text: 'store signature verification failed',
    });
    const erase = (person: Person) =>
      ask(person, 'delete', { messages: [hash], signature: person.sign(`delete${hash}`) });
    expect(await erase(writer!)).toMatchObject({
      code: 401,
      text: 'delete_msgs signature verification failed',
    });
    expect((await erase(remover!)).code).toBe(200);
    expect((await store(writer!, 'no', { namespace: -21 })).code).toBe(401);
    expect((await store(remover!, 'yes', { namespace: -21 })).code).toBe(200);
  });

  test('belong to one account and one kind of account', async () => {
    const stranger = newSubaccount(newGroup(), { flags: READ });
    const { subaccount, subaccount_sig } = stranger.identity;
    const forged = {
      ...stranger,
      account: group.account,
      identity: { ...group.identity, subaccount, subaccount_sig },
    };
    expect((await retrieve(forged as unknown as Person, { namespace: 11 })).code).toBe(401);
    expect((await retrieve(newSubaccount(group, { flags: READ, prefix: 5 }), { namespace: 11 })).code).toBe(
      401,
    );
    const anywhere = newSubaccount(group, { flags: READ | ANY_PREFIX, prefix: 5 });
    expect((await retrieve(anywhere, { namespace: 11 })).code).toBe(200);
  });

  test('of a user work with the key of the user', async () => {
    const user = newUser();
    const device = newSubaccount(user, { flags: READ | WRITE });
    await stored(device, 'profile', { namespace: 2 });
    expect(textsOf(await retrieve(device, { namespace: 2 }))).toEqual(['profile']);
  });

  test('without delete only let messages live longer', async () => {
    const writer = newSubaccount(group, { flags: READ | WRITE });
    const hash = await stored(writer, 'x', { namespace: 11 });
    const set = (word: string, expiry: number, more: Loose = {}) =>
      ask(writer, 'expire', {
        messages: [hash],
        expiry,
        signature: writer.sign(`expire${word}${expiry}${hash}`),
        ...more,
      });
    const updated = (answer: Loose) =>
      Object.values<Loose>(answer.body.swarm).map((member) => member.updated);
    expect(updated(await set('', now() + DAY / 2))).toEqual([[], [], []]);
    expect(updated(await set('', now() + 2 * DAY))).toEqual([[hash], [hash], [hash]]);
    expect((await set('shorten', now() + DAY, { shorten: true })).code).toBe(400);
  });

  const revoke = (tokens: readonly Uint8Array[], method = 'revoke', who = group) => {
    const timestamp = now();
    return ask(who, `${method}_subaccount`, {
      [method]: tokens.map(toHex),
      timestamp,
      signature: who.sign(`${method}_subaccount${timestamp}`, ...tokens),
    });
  };

  test('lose access when revoked, except to what tells them so, and get it back', async () => {
    const member = newSubaccount(group, { flags: READ | WRITE });
    await stored(group, 'message', { namespace: 11 });
    await stored(group, 'you are out', { namespace: -11 });
    const { body } = await revoke([member.token]);
    for (const [id, answer] of Object.entries<Loose>(body.swarm)) {
      const signed = Buffer.concat([utf8(`${group.account}${now()}`), member.token]);
      expect(verify(fromBase64(answer.signature), signed, ed25519PublicKey(fromHex(id)))).toBe(true);
    }
    expect(await retrieve(member, { namespace: 11, node: 2 })).toMatchObject({ code: 401 });
    expect(textsOf(await retrieve(member, { namespace: -11, node: 2 }))).toEqual(['you are out']);
    expect((await store(member, 'no', { namespace: 11 })).code).toBe(401);
    const timestamp = now();
    const list = await ask(group, 'revoked_subaccounts', {
      timestamp,
      signature: group.sign(`revoked_subaccounts${timestamp}`),
    });
    expect(list.body.revoked_subaccounts).toEqual([toBase64(member.token)]);
    const back = await revoke([member.token, new Uint8Array(36)], 'unrevoke');
    expect(Object.values<Loose>(back.body.swarm).map(({ count }) => count)).toEqual([1, 1, 1]);
    expect((await retrieve(member, { namespace: 11 })).code).toBe(200);
  });

  test('are not revoked where the account has no message, nor after its last message went', async () => {
    const member = newSubaccount(group, { flags: READ });
    expect((await revoke([member.token])).code).toBe(200);
    expect((await retrieve(member, { namespace: 11 })).code).toBe(200);
    await stored(group, 'message', { namespace: 11 });
    await revoke([member.token]);
    expect((await retrieve(member, { namespace: 11 })).code).toBe(401);
    const timestamp = now();
    await ask(group, 'delete_all', {
      namespace: 'all',
      timestamp,
      signature: group.sign(`delete_allall${timestamp}`),
    });
    expect((await retrieve(member, { namespace: 11 })).code).toBe(200);
  });

  test('of fifty-one the oldest revocation is forgotten', async () => {
    await stored(group, 'message', { namespace: 11 });
    const first = newSubaccount(group, { flags: READ });
    await revoke([first.token]);
    const others = Array.from({ length: 50 }, (_, at) => new Uint8Array(36).fill(at));
    await revoke(others.slice(0, 49));
    expect((await retrieve(first, { namespace: 11 })).code).toBe(401);
    await revoke(others.slice(49));
    expect((await retrieve(first, { namespace: 11 })).code).toBe(200);
  });

  test('are revoked by the owner alone', async () => {
    const member = newSubaccount(group, { flags: READ | WRITE | DELETE });
    const forged = { ...newGroup(), account: group.account, identity: group.identity };
    for (const who of [member, forged]) {
      for (const method of ['revoke', 'unrevoke']) {
        expect(await revoke([member.token], method, who)).toMatchObject({
          code: 401,
          text: `${method}_subaccount signature verification failed`,
        });
      }
    }
  });
});

describe('composites', () => {
  const info = { method: 'info', params: {} };
  const failing = () => ({ method: 'retrieve', params: { ...newUser().identity } });

  test('batch answers everything in order', async () => {
    const { code, body } = await client.rpc(network.nodes[0]!, 'batch', {
      requests: [info, failing(), info],
    });
    expect(code).toBe(200);
    const codes = body.results.map((result: Loose) => result.code);
    expect([codes[0], codes[2]]).toEqual([200, 200]);
    expect([401, 421]).toContain(codes[1]);
  });

  test('sequence ends with the first failure', async () => {
    const { body } = await client.rpc(network.nodes[0]!, 'sequence', { requests: [info, failing(), info] });
    expect(body.results).toHaveLength(2);
  });

  test.each([
    [{ hf_at_least: [19, 4] }, true],
    [{ hf_at_least: [19, 5] }, false],
    [{ hf_before: [19] }, false],
    [{ hf_before: [20, 0] }, true],
    [{ v_at_least: [2, 8, 0] }, true],
    [{ v_before: [2, 8, 0] }, false],
    [{ height_at_least: 1, hf_at_least: [1, 0] }, true],
    [{ height_at_least: 1, hf_before: [1, 0] }, false],
    [{ height_before: 1 }, false],
  ])('ifelse %j', async (condition, holds) => {
    const params = { if: condition, then: info, else: { method: 'batch', params: { requests: [info] } } };
    const { body } = await client.rpc(network.nodes[0]!, 'ifelse', params);
    expect(body).toMatchObject({
      condition: holds,
      hf: [19, 4],
      v: [2, 8, 0],
      height: Math.floor(now() / 120_000),
    });
    expect('results' in body.result.body).toBe(!holds);
  });
});

describe('what nodes know', () => {
  test('info', async () => {
    const { body } = await client.rpc(network.nodes[3]!, 'info', {});
    expect(body).toEqual({ version: [2, 8, 0], timestamp: now(), t: now(), hf: [19, 4] });
  });

  test('get_swarm of any account, by both its names', async () => {
    const user = newUser();
    for (const method of ['get_swarm', 'get_snodes_for_pubkey']) {
      const { body } = await client.rpc(network.nodes[5]!, method, user.identity);
      expect(body.snodes).toEqual(
        swarmOf(user).map((node) => ({
          address: expect.stringMatching(/^[ybndrfg8ejkmcpqxot1uwisza345h769]{52}\.snode$/),
          ip: '127.0.0.1',
          port: `${node.port_https}`,
          port_https: node.port_https,
          port_omq: node.port_omq,
          port_quic: node.port_omq,
          pubkey_ed25519: node.pubkey_ed25519,
          pubkey_legacy: node.pubkey_ed25519,
          pubkey_x25519: node.pubkey_x25519,
        })),
      );
      const { swarmId } = network.nodes.find(
        ({ pubkey_ed25519: id }) => id === network.swarmOf(user.account)[0],
      )!;
      expect(body.swarm).toBe(swarmId.toString(16));
    }
  });

  test('the service nodes', async () => {
    const { body } = await client.rpc(network.nodes[0]!, 'oxend_request', {
      endpoint: 'get_service_nodes',
      params: {
        active_only: true,
        fields: { public_ip: true, storage_port: true, pubkey_ed25519: true, pubkey_x25519: true },
      },
    });
    expect(body.result.service_node_states).toEqual(
      network.nodes.map((node) => ({
        public_ip: node.ip,
        storage_port: node.port_https,
        pubkey_ed25519: node.pubkey_ed25519,
        pubkey_x25519: node.pubkey_x25519,
      })),
    );
  });

  test('names', async () => {
    const resolve = async (name_hash: string) => {
      const params = { endpoint: 'ons_resolve', params: { type: 0, name_hash } };
      return (await client.rpc(network.nodes[0]!, 'oxend_request', params)).body.result;
    };
    network.setNameRecord('UGnluTAIZB2oOrV85ttxD+1L/pKVTDcIfELShgIj67I=', {
      encryptedValue: 'cb42',
      nonce: '6737',
    });
    expect(await resolve('UGnluTAIZB2oOrV85ttxD+1L/pKVTDcIfELShgIj67I=')).toEqual({
      encrypted_value: 'cb42',
      nonce: '6737',
    });
    expect(await resolve(toBase64(new Uint8Array(32)))).toEqual({});
  });
});
