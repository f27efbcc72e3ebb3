import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { cryptoReady, ed25519KeyPair, ed25519Seed, ed25519ToX25519 } from '../../../ts/crypto/index.ts';
import { askSeeds } from '../../../ts/network/nodes/seeds.ts';
import type { Seed } from '../../../ts/network/profile.ts';
import { parseSeed, rulesOf } from '../../../ts/network/profile.ts';
import { Agents } from '../../../ts/network/transport/agents.ts';
import { silentLog, systemClock, systemRandom, toHex } from '../../../ts/util/index.ts';
import type { Log } from '../../../ts/util/index.ts';
import { startServer } from '../transport/https-server.ts';
import type { Handler, TestServer } from '../transport/https-server.ts';

await cryptoReady();

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const states = Array.from({ length: 5 }, (_, at) => {
  const { publicKey } = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(at + 1)));
  return {
    public_ip: '127.0.0.1',
    storage_port: 22_000 + at,
    pubkey_ed25519: toHex(publicKey),
    pubkey_x25519: toHex(ed25519ToX25519(publicKey)),
    requested_unlock_height: 0,
  };
});
const LIST = JSON.stringify({ result: { height: 100, service_node_states: states } });

function answering(text: string, { status = 200, type = 'application/json' } = {}): Handler {
  return (_request, response) => response.writeHead(status, { 'content-type': type }).end(text);
}

async function seedWith(handler: Handler, scheme: 'http' | 'https' = 'http'): Promise<TestServer> {
  const server = await startServer(scheme, handler);
  servers.push(server);
  return server;
}

async function fetchFrom(
  seeds: readonly Seed[],
  log: Log = silentLog,
): Promise<Awaited<ReturnType<typeof askSeeds>>['nodes']> {
  const rules = { ...rulesOf({ kind: 'devnet', seedUrl: 'http://127.0.0.1' }), seeds };
  const answer = await askSeeds(
    { clock: systemClock, agents: new Agents({ clock: systemClock, random: systemRandom, log }), rules },
    new AbortController().signal,
  );
  return answer.nodes;
}

const at = ({ url }: TestServer): Seed => ({ url: new URL(url) });

describe('a seed', () => {
  test('is asked for everybody, in the words all clients use', async () => {
    const asked: unknown[] = [];
    const seed = await seedWith((request, response, body) => {
      asked.push(request.url, request.headers['content-type'], JSON.parse(body.toString()));
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(LIST);
    });
    const nodes = await fetchFrom([at(seed)]);
    expect(nodes.map(({ port }) => port)).toEqual([22_000, 22_001, 22_002, 22_003, 22_004]);
    expect(asked.slice(0, 2)).toEqual(['/json_rpc', 'text/plain;charset=UTF-8']);
    expect(asked[2]).toMatchObject({
      jsonrpc: '2.0',
      method: 'get_n_service_nodes',
      params: { active_only: true },
    });
    expect(JSON.stringify(asked[2])).not.toContain('limit');
  });

  test.each<[string, Handler]>([
    ['an error', answering(LIST, { status: 500 })],
    ['a page', answering(LIST, { type: 'text/html' })],
    ['no JSON', answering('{"result":')],
    ['nothing', answering('')],
    ['null', answering('null')],
    [
      'bytes that are no text',
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.of(0xff, 0xfe)),
    ],
    ['no height', answering(JSON.stringify({ result: { service_node_states: states } }))],
    ['no nodes', answering(JSON.stringify({ result: { height: 1, service_node_states: [] } }))],
    [
      'too few nodes',
      answering(JSON.stringify({ result: { height: 1, service_node_states: states.slice(0, 3) } })),
    ],
    ['more than any list', answering(LIST + ' '.repeat(9 * 1024 * 1024))],
    ['nothing but a hang-up', (request) => request.socket.destroy()],
  ])('that answers %s is unreachable', async (_name, handler) => {
    await expect(fetchFrom([at(await seedWith(handler))])).rejects.toMatchObject({
      code: 'seed-unreachable',
      retry: 'later',
    });
  });
});

test('of several seeds the first good answer counts', async () => {
  const [bad, silent, good] = [
    await seedWith(answering('garbage')),
    await seedWith(() => undefined),
    await seedWith(answering(LIST)),
  ];
  expect(await fetchFrom([at(bad), at(silent), at(good)])).toHaveLength(5);
});

describe('a pinned seed', () => {
  test('must show its key; another certificate of the same key is only noted', async () => {
    const server = await seedWith(answering(LIST), 'https');
    const { url, spki, certificate } = server;
    const notes: string[] = [];
    const log: Log = { write: (_level, event) => notes.push(event) };
    expect(await fetchFrom([{ url: new URL(url), pin: { spki, certificate } }], log)).toHaveLength(5);
    expect(notes).toEqual([]);
    expect(await fetchFrom([{ url: new URL(url), pin: { spki, certificate: '00' } }], log)).toHaveLength(5);
    expect(notes).toEqual(['network.seed-certificate-renewed']);
  });

  test('with another key gets not one byte of a request', async () => {
    let requests = 0;
    const server = await seedWith((_request, response) => {
      requests += 1;
      response.end();
    }, 'https');
    const pin = { spki: 'AAAA', certificate: server.certificate };
    await expect(fetchFrom([{ url: new URL(server.url), pin }])).rejects.toMatchObject({
      code: 'seed-unreachable',
    });
    expect(requests).toBe(0);
  });
});

test('the main network has three pinned seeds', () => {
  const { seeds, subnets } = rulesOf({ kind: 'mainnet' });
  expect(
    seeds.map(({ url, pin }) => [
      url.href,
      Buffer.from(pin!.spki, 'base64').length,
      pin!.certificate?.length,
    ]),
  ).toEqual([
    ['https://seed1.getsession.org:4443/', 32, 64],
    ['https://seed2.getsession.org:4443/', 32, 64],
    ['https://seed3.getsession.org:4443/', 32, 64],
  ]);
  expect(subnets).toBe(true);
});

describe('a seed of one’s own', () => {
  const spki = 'mlYTXvkmIEYcpswANTpnBwlz9Cswi0py/RQKkbdQOZQ=';

  test('takes the place of the network’s', () => {
    const rules = rulesOf({
      kind: 'mainnet',
      seeds: [{ url: 'https://seed.example:22023', spki }, { url: ' https://other.example ' }],
    });
    expect(rules.seeds).toEqual([
      { url: new URL('https://seed.example:22023/'), pin: { spki } },
      { url: new URL('https://other.example/'), isVerified: true },
    ]);
    expect(rules.subnets).toBe(true);
    expect(rulesOf({ kind: 'mainnet', seeds: [] }).seeds).toHaveLength(3);
    expect(parseSeed({ url: 'http://127.0.0.1:1280' }).url.port).toBe('1280');
  });

  test.each([
    [{ url: '' }],
    [{ url: 'seed.example' }],
    [{ url: 'http://seed.example' }],
    [{ url: 'http://10.0.0.1:22023' }],
    [{ url: 'ftp://seed.example' }],
    [{ url: 'https://seed.example/json_rpc' }],
    [{ url: 'https://me@seed.example' }],
    [{ url: 'https://seed.example?x' }],
    [{ url: 'https://seed.example', spki: 'abc' }],
    [{ url: 'http://localhost:1', spki }],
  ])('%j is none', (settings) => {
    expect(() => parseSeed(settings)).toThrow(
      expect.objectContaining({ code: 'seed-invalid', retry: 'never' }),
    );
  });

  test('of any text is understood or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl()),
        fc.option(fc.string(), { nil: undefined }),
        (url, spki) => {
          try {
            parseSeed({ url, ...(spki === undefined ? {} : { spki }) });
          } catch (error) {
            expect(error).toMatchObject({ name: 'NetworkError', code: 'seed-invalid' });
          }
        },
      ),
    );
  });

  test('without a pin needs a certificate that the web trusts', async () => {
    let requests = 0;
    const server = await seedWith((_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(LIST);
    }, 'https');
    await expect(fetchFrom([parseSeed({ url: server.url })])).rejects.toMatchObject({
      code: 'seed-unreachable',
    });
    expect(requests).toBe(0);
    expect(await fetchFrom([parseSeed({ url: server.url, spki: server.spki })])).toHaveLength(5);
  });
});
