// What goes over the wire, to the letter: status, content type and every byte of the body.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork, NodeDescription } from '../../ts/local-network/index.ts';
import { toBase64, toHex, utf8 } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { NodeClient } from './support/client.ts';
import type { Loose } from './support/client.ts';
import { newGroup, newSubaccount, newUser } from './support/keys.ts';
import type { Person } from './support/keys.ts';

const [SECOND, DAY] = [1_000, 86_400_000];
const HASH = '[A-Za-z0-9+/]{43}';
const SIGNATURE = '[A-Za-z0-9+/]{86}==';
const [TEXT, JSON_TYPE] = ['text/plain', 'application/json'];

let clock: FakeClock;
let network: LocalNetwork;
let client: NodeClient;
let user: Person;

beforeAll(async () => {
  clock = new FakeClock();
  network = await startLocalNetwork({ nodeCount: 9, swarmSize: 3, clock });
  client = new NodeClient();
});

beforeEach(() => {
  user = newUser();
});

afterAll(async () => {
  client.close();
  await network.close();
});

const now = () => clock.nowMs();
const nodeOf = (id: string): NodeDescription => network.nodes.find((node) => node.pubkey_ed25519 === id)!;
const swarmOf = ({ account }: Person) => network.swarmOf(account).map(nodeOf);
const stamp = () => `"hf":\\[19,4\\]`;

/** Status, content type and text of an answer. */
async function say(node: NodeDescription, request: unknown) {
  const { status, headers, text } = await client.send(node, '/storage_rpc/v1', {
    body: utf8(typeof request === 'string' ? request : JSON.stringify(request)),
  });
  expect(headers['server']).toBe('Oxen Storage Server/2.8.0');
  return [status, headers['content-type'], text] as const;
}

const ask = (method: string, params: Loose, { by = user, node = 0 } = {}) =>
  say(swarmOf(by)[node]!, { jsonrpc: '2.0', id: 7, method, params: { ...by.identity, ...params } });

function signed(words: readonly (string | number)[], by = user): string {
  return by.sign(words.join(''));
}

function storing(data: string, { namespace = 0, by = user, ...more }: Loose = {}) {
  const timestamp = now();
  const proof = namespace % 10 === 0 ? {} : { signature: signed(['store', namespace, timestamp], by) };
  const params = { data: toBase64(utf8(data)), namespace, timestamp, ttl: DAY, ...proof, ...more };
  return ask('store', params, { by });
}

async function stored(data: string, options: Loose = {}): Promise<string> {
  const [status, , text] = await storing(data, options);
  expect(status, text).toBe(200);
  return JSON.parse(text).hash;
}

/** Matches a whole JSON text: blanks and line ends of the pattern are only for its reader. */
const whole = (pattern: string) => expect.stringMatching(new RegExp(`^${pattern.replace(/\s*\n\s*/g, '')}$`));

describe('answers, byte by byte', () => {
  test('store', async () => {
    const [own, ...others] = network.swarmOf(user.account);
    const member = (id: string, middle: string, end: string) =>
      `"${id}":\\{${middle}"expiry":${now() + DAY},"hash":"${HASH}","signature":"${SIGNATURE}"${end}\\}`;
    const members = (middle: string) =>
      [own!, ...others]
        .sort()
        .map((id) => member(id, middle, id === own ? `,"t":${now()}` : ''))
        .join(',');
    const pattern = (middle: string) =>
      whole(`\\{"hash":"${HASH}",${stamp()},"swarm":\\{${members(middle)}\\},"t":${now()}\\}`);
    expect(await storing('hello')).toEqual([200, JSON_TYPE, pattern('')]);
    expect(await storing('hello')).toEqual([200, JSON_TYPE, pattern('"already":true,')]);
  });

  test('retrieve', async () => {
    const hash = await stored('hello');
    const retrieve = (more: Loose) => {
      const timestamp = now();
      return ask('retrieve', { timestamp, signature: signed(['retrieve', timestamp]), ...more });
    };
    const message = `{"data":"aGVsbG8=","expiration":${now() + DAY},"hash":"${hash}","timestamp":${now()}}`;
    const answer = (messages: string) => `{"hf":[19,4],"messages":[${messages}],"more":false,"t":${now()}}`;
    expect(await retrieve({ last_hash: '' })).toEqual([200, JSON_TYPE, answer(message)]);
    expect(await retrieve({ last_hash: hash })).toEqual([200, JSON_TYPE, answer('')]);
    expect(await retrieve({ lastHash: hash })).toEqual([200, JSON_TYPE, answer('')]);
  });

  test('get_swarm, and the same as 421, and within a batch', async () => {
    const swarm = swarmOf(user);
    const own = network.swarmOf(user.account);
    const stranger = network.nodes.find(({ pubkey_ed25519: id }) => !own.includes(id))!;
    const { swarmId } = network.nodes.find(({ pubkey_ed25519: id }) => id === swarm[0]!.pubkey_ed25519)!;
    const snodes = swarm.map(
      (
        node,
      ) => `\\{"address":"[a-km-uw-z13-9]{52}\\.snode","ip":"127\\.0\\.0\\.1","port":"${node.port_https}",
        "port_https":${node.port_https},"port_omq":${node.port_omq},"port_quic":${node.port_omq},
        "pubkey_ed25519":"${node.pubkey_ed25519}","pubkey_legacy":"${node.pubkey_ed25519}",
        "pubkey_x25519":"${node.pubkey_x25519}"\\}`,
    );
    const body = `\\{${stamp()},"snodes":\\[${snodes.join(',')}\\],"swarm":"${swarmId.toString(16)}","t":${now()}\\}`;
    const params = user.identity;
    expect(await say(stranger, { method: 'get_swarm', params })).toEqual([200, JSON_TYPE, whole(body)]);
    const wrong = { method: 'retrieve', params };
    expect(await say(stranger, wrong)).toEqual([421, JSON_TYPE, whole(body)]);
    expect(await say(stranger, { method: 'batch', params: { requests: [wrong] } })).toEqual([
      200,
      JSON_TYPE,
      whole(`\\{"results":\\[\\{"body":${body},"code":421\\}\\]\\}`),
    ]);
  });

  test('info, alone and in composites', async () => {
    const info = { method: 'info', params: {} };
    const text = `{"hf":[19,4],"t":${now()},"timestamp":${now()},"version":[2,8,0]}`;
    const node = network.nodes[0]!;
    expect(await say(node, info)).toEqual([200, JSON_TYPE, text]);
    const result = `{"body":${text},"code":200}`;
    for (const method of ['batch', 'sequence']) {
      const request = { method, params: { requests: [info, info] } };
      expect(await say(node, request)).toEqual([200, JSON_TYPE, `{"results":[${result},${result}]}`]);
    }
    const choice = { method: 'ifelse', params: { if: { hf_at_least: [19, 3] }, then: info } };
    const height = Math.floor(now() / 120_000);
    expect(await say(node, choice)).toEqual([
      200,
      JSON_TYPE,
      `{"condition":true,"height":${height},"hf":[19,4],"result":${result},"v":[2,8,0]}`,
    ]);
    const otherwise = { method: 'ifelse', params: { if: { hf_before: [19, 3] }, then: info } };
    expect(await say(node, otherwise)).toEqual([
      200,
      JSON_TYPE,
      `{"condition":false,"height":${height},"hf":[19,4],"v":[2,8,0]}`,
    ]);
  });

  test('get_expiries, and who is revoked', async () => {
    const group = newGroup();
    const hash = await stored('x', { namespace: 11, by: group });
    const timestamp = now();
    const params = { messages: hash, timestamp, signature: signed(['get_expiries', timestamp, hash], group) };
    expect(await ask('get_expiries', params, { by: group })).toEqual([
      200,
      JSON_TYPE,
      `{"expiries":{"${hash}":${now() + DAY}},"hf":[19,4],"t":${now()}}`,
    ]);
    const signature = signed(['revoked_subaccounts', timestamp], group);
    expect(await ask('revoked_subaccounts', { timestamp, signature }, { by: group })).toEqual([
      200,
      JSON_TYPE,
      `{"hf":[19,4],"revoked_subaccounts":[],"t":${now()}}`,
    ]);
  });

  const everyMember = (member: string) =>
    whole(
      `\\{${stamp()},"swarm":\\{${[...network.swarmOf(user.account)]
        .sort()
        .map((id) => `"${id}":\\{${member}\\}`)
        .join(',')}\\},"t":${now()}\\}`,
    );

  test('delete, delete_all, delete_before, expire_all', async () => {
    const hash = await stored('x');
    const quoted = `"${hash.replaceAll('+', '\\+')}"`;
    const [timestamp, expiry] = [now(), now() + SECOND];
    const shorter = { expiry, signature: signed(['expire_all', expiry]) };
    expect(await ask('expire_all', shorter)).toEqual([
      200,
      JSON_TYPE,
      everyMember(`"signature":"${SIGNATURE}","updated":\\[${quoted}\\]`),
    ]);
    const before = { before: timestamp, signature: signed(['delete_before', timestamp]) };
    const gone = (list: string) => everyMember(`"deleted":${list},"signature":"${SIGNATURE}"`);
    expect(await ask('delete_before', before)).toEqual([200, JSON_TYPE, gone(`\\[${quoted}\\]`)]);
    const one = { messages: hash, required: true, signature: signed(['delete', hash]) };
    expect(await ask('delete', one)).toEqual([404, JSON_TYPE, gone('\\[\\]')]);
    const all = { namespace: 'all', timestamp, signature: signed(['delete_all', 'all', timestamp]) };
    expect(await ask('delete_all', all)).toEqual([200, JSON_TYPE, gone('\\{\\}')]);
  });

  test('expire', async () => {
    const hash = await stored('x');
    const quoted = `"${hash.replaceAll('+', '\\+')}"`;
    const expiry = now() + 40 * DAY;
    const applied = now() + 30 * DAY;
    const set = { messages: [hash], expiry, signature: signed(['expire', expiry, hash]) };
    expect(await ask('expire', set)).toEqual([
      200,
      JSON_TYPE,
      everyMember(`"expiry":${applied},"signature":"${SIGNATURE}","updated":\\[${quoted}\\]`),
    ]);
    const later = { ...set, extend: true, signature: signed(['expire', 'extend', expiry, hash]) };
    expect(await ask('expire', later)).toEqual([
      200,
      JSON_TYPE,
      everyMember(
        `"expiry":${applied},"signature":"${SIGNATURE}","unchanged":\\{${quoted}:${applied}\\},"updated":\\[\\]`,
      ),
    ]);
  });

  test('revoke and unrevoke, as text and as a list', async () => {
    const token = toHex(Uint8Array.of(5, 3, 0, 0, ...new Uint8Array(32).fill(9)));
    const timestamp = now();
    const sign = (word: string) => user.sign(`${word}${timestamp}`, Buffer.from(token, 'hex'));
    await stored('so that the account is known');
    const out = { revoke: token, timestamp, signature: sign('revoke_subaccount') };
    expect(await ask('revoke_subaccount', out)).toEqual([
      200,
      JSON_TYPE,
      everyMember(`"signature":"${SIGNATURE}"`),
    ]);
    const back = {
      unrevoke: [toBase64(Buffer.from(token, 'hex'))],
      timestamp,
      signature: sign('unrevoke_subaccount'),
    };
    expect(await ask('unrevoke_subaccount', back)).toEqual([
      200,
      JSON_TYPE,
      everyMember(`"count":1,"signature":"${SIGNATURE}"`),
    ]);
  });

  test('oxend_request', async () => {
    const request = (params: Loose) => say(network.nodes[0]!, { method: 'oxend_request', params });
    const fields = { storage_port: true };
    const [status, type, text] = await request({
      endpoint: 'get_service_nodes',
      params: { fields, limit: 2 },
    });
    const ports = network.nodes.slice(0, 2).map(({ port_https: port }) => `{"storage_port":${port}}`);
    const height = Math.floor(now() / 120_000);
    expect([status, type]).toEqual([200, JSON_TYPE]);
    expect(text).toBe(
      `{"hf":[19,4],"result":{"height":${height},"service_node_states":[${ports.join(',')}],"status":"OK"},"t":${now()}}`,
    );
    expect((await request({ endpoint: 'get_info', params: {} })).slice(0, 2)).toEqual([400, TEXT]);
  });
});

describe('the edges of times', () => {
  test.each([
    ['the shortest life', { ttl: 10 * SECOND }, 200],
    ['one shorter', { ttl: 10 * SECOND - 1 }, 403],
    ['the longest in an inbox', { ttl: 14 * DAY }, 200],
    ['one longer', { ttl: 14 * DAY + 1 }, 403],
    ['the longest elsewhere', { namespace: 2, ttl: 30 * DAY }, 200],
    ['one longer', { namespace: 2, ttl: 30 * DAY + 1 }, 403],
    ['of a public inbox below zero', { namespace: -10, ttl: 14 * DAY + 1 }, 403],
    ['an expiry instead', { ttl: null, expiryIn: 10 * SECOND }, 200],
    ['an expiry before the timestamp', { ttl: null, expiryIn: -1 }, 403],
    ['written as text', { ttl: '10000' }, 200],
    ['the latest timestamp', { timestampIn: 10 * SECOND }, 200],
    ['one later', { timestampIn: 10 * SECOND + 1 }, 406],
    ['the earliest expiry', { timestampIn: -20 * SECOND, ttl: 10 * SECOND }, 200],
    ['one earlier', { timestampIn: -20 * SECOND - 1, ttl: 10 * SECOND }, 406],
    ['a clock in seconds', { timestampFactor: 0.001 }, 406],
    ['a life too short and a timestamp too late', { ttl: 1, timestampIn: DAY }, 403],
    ['a timestamp too late and no signature', { namespace: 2, signature: null, timestampIn: DAY }, 406],
  ])('store: %s', async (_, change: Loose, status) => {
    const { timestampIn = 0, timestampFactor = 1, expiryIn, ...more } = change;
    const timestamp = Math.floor((now() + timestampIn) * timestampFactor);
    const expiry = expiryIn === undefined ? {} : { expiry: timestamp + expiryIn };
    const [code, type, text] = await storing('x', { ...more, ...expiry, timestamp });
    expect(code).toBe(status);
    const words = { 403: 'Provided expiry/TTL is not valid.', 406: 'Timestamp error: check your clock' };
    if (status !== 200) expect([type, text]).toEqual([TEXT, words[status as 403 | 406]]);
  });

  test.each([
    [-60 * SECOND, 200],
    [60 * SECOND, 200],
    [-60 * SECOND - 1, 406],
    [60 * SECOND + 1, 406],
  ])('a signature of %i ms from now', async (offset, status) => {
    const timestamp = now() + offset;
    const params = (...words: string[]) => ({ timestamp, signature: signed([...words, timestamp]) });
    const tooFar = (name: string) => `${name} timestamp too far from current time`;
    for (const method of ['retrieve', 'delete_all']) {
      const [code, type, text] = await ask(method, params(method));
      expect(code).toBe(status);
      if (status === 406) expect([type, text]).toEqual([TEXT, tooFar(method)]);
    }
    const hash = 'A'.repeat(43);
    const signature = signed(['get_expiries', timestamp, hash]);
    expect((await ask('get_expiries', { messages: [hash], timestamp, signature }))[0]).toBe(status);
    const storeParams = {
      namespace: 2,
      sig_timestamp: timestamp,
      signature: signed(['store', 2, timestamp]),
    };
    const [code, , text] = await storing('x', storeParams);
    expect(code).toBe(status);
    if (status === 406) expect(text).toBe('store signature timestamp too far from current time');
  });

  test('expire, expire_all and delete_before reach a minute into the past or future', async () => {
    const hash = await stored('x');
    const expire = (expiry: number) =>
      ask('expire', { messages: hash, expiry, signature: signed(['expire', expiry, hash]) });
    const expireAll = (expiry: number) =>
      ask('expire_all', { expiry, signature: signed(['expire_all', expiry]) });
    const deleteBefore = (before: number) =>
      ask('delete_before', { before, signature: signed(['delete_before', before]) });
    const minute = 60 * SECOND;
    for (const past of [expire, expireAll]) {
      expect((await past(now() - minute - 1))[0]).toBe(401);
      expect((await past(now() - minute))[0]).toBe(200);
    }
    expect((await deleteBefore(now() + minute + 1))[0]).toBe(401);
    expect((await deleteBefore(now() + minute))[0]).toBe(200);
  });

  test('a message is there until the millisecond of its expiry', async () => {
    await stored('x', { ttl: 10 * SECOND });
    const count = async () => {
      const timestamp = now();
      const [, , text] = await ask('retrieve', { timestamp, signature: signed(['retrieve', timestamp]) });
      return JSON.parse(text).messages.length;
    };
    await clock.advance(10 * SECOND - 1);
    expect(await count()).toBe(1);
    await clock.advance(1);
    expect(await count()).toBe(0);
  });
});

describe('fields in every form', () => {
  test('hex in upper case, signatures without padding, null for what is missing', async () => {
    const hash = await stored('x', {
      pubkey: user.account.toUpperCase(),
      signature: null,
      sig_timestamp: null,
    });
    const timestamp = now();
    const [code, , text] = await ask('retrieve', {
      pubkey: user.account.toUpperCase(),
      pubKey: null,
      pubkey_ed25519: user.identity['pubkey_ed25519']!.toUpperCase(),
      signature: signed(['retrieve', timestamp]).slice(0, 86),
      timestamp,
      namespace: null,
      last_hash: null,
      lastHash: null,
      max_count: null,
      max_size: null,
      subaccount: null,
      subaccount_sig: null,
    });
    expect([code, JSON.parse(text).messages[0].hash]).toEqual([200, hash]);
  });

  test('pubKey where spec 02 allows it', async () => {
    const { account: pubKey } = user;
    const node = swarmOf(user)[0]!;
    const { pubkey_ed25519 } = user.identity;
    const timestamp = now();
    const requests = [
      { method: 'get_swarm', params: { pubKey } },
      { method: 'store', params: { pubKey, data: 'AAAA', timestamp, ttl: DAY } },
      {
        method: 'retrieve',
        params: { pubKey, pubkey_ed25519, timestamp, signature: signed(['retrieve', timestamp]) },
      },
    ];
    const [, , text] = await say(node, { method: 'batch', params: { requests } });
    expect(JSON.parse(text).results.map(({ code }: Loose) => code)).toEqual([200, 200, 200]);
  });

  test('tokens of subaccounts in hex and base64', async () => {
    const group = newGroup();
    const member = newSubaccount(group, { flags: 1 });
    const timestamp = now();
    const params = { namespace: 11, timestamp, signature: signed(['retrieve', 11, timestamp], member) };
    const tokens = [toHex(member.token), toHex(member.token).toUpperCase(), toBase64(member.token)];
    for (const subaccount of tokens) {
      expect((await ask('retrieve', { ...params, subaccount }, { by: member }))[0]).toBe(200);
    }
  });

  test('an account signs with its own key when no other is given', async () => {
    const account = newGroup();
    const by = { ...account, account: `05${account.account.slice(2)}` };
    const anyone = { ...by, identity: { pubkey: by.account } };
    const timestamp = now();
    const params = { timestamp, signature: signed(['retrieve', timestamp], anyone) };
    expect((await ask('retrieve', params, { by: anyone }))[0]).toBe(200);
  });

  test('everything else that a request holds is ignored', async () => {
    const request = { id: {}, jsonrpc: 1, more: [], method: 'info', params: { more: { params: 1 } } };
    expect((await say(network.nodes[0]!, request))[0]).toBe(200);
  });
});
