import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { request } from 'node:https';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import type { NetworkEvent } from '../../../ts/local-network/index.ts';
import { FileClient, parseFileServer, parseProxy } from '../../../ts/network/index.ts';
import type { Network, NetworkProfile, NetworkStatus } from '../../../ts/network/index.ts';
import { askSeeds } from '../../../ts/network/nodes/seeds.ts';
import { rulesOf } from '../../../ts/network/profile.ts';
import { Agents } from '../../../ts/network/transport/agents.ts';
import { HttpsTransport } from '../../../ts/network/transport/https-transport.ts';
import { silentLog, systemClock, systemRandom, utf8 } from '../../../ts/util/index.ts';
import { SocksServer } from '../../support/socks-server.ts';
import { fakeNode } from '../fakes.ts';
import { MemoryState, World, account, hasAllPaths, isOnline, until } from '../world.ts';
import { startServer } from './https-server.ts';
import type { Handler, TestServer } from './https-server.ts';

await cryptoReady();

const DAY_MS = 86_400_000;
const alice = account(1);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startProxy(...options: Parameters<typeof SocksServer.start>): Promise<SocksServer> {
  const proxy = await SocksServer.start(...options);
  ends.push(() => proxy.stop());
  return proxy;
}

const isOffline = ({ state }: NetworkStatus): boolean => state === 'offline';
const store = (network: Network, text: string): ReturnType<Network['store']> =>
  network.store({ account: alice.account, namespace: 0, data: utf8(text), ttlMs: DAY_MS });

describe('a client behind a proxy', () => {
  let world: World;
  /** Connections of clients to nodes and seed, by the port they come from. */
  let arrivals: { readonly what: string; readonly port: number }[];

  beforeEach(async () => {
    world = await World.start();
    ends.push(() => world.end());
    arrivals = [];
    world.local.observe((event: NetworkEvent) => {
      if (event.type === 'seed-request') arrivals.push({ what: 'seed', port: event.remotePort });
      if (event.type === 'handshake' && event.from === 'client')
        arrivals.push({ what: 'node', port: event.remotePort });
    });
  });

  function profile(url: string): NetworkProfile {
    return { kind: 'devnet', seedUrl: world.local.seedUrl, proxy: { url } };
  }

  /** What came from elsewhere. */
  const pastProxies = (...proxies: readonly SocksServer[]): typeof arrivals =>
    arrivals.filter(({ port }) => !proxies.some(({ outgoingPorts }) => outgoingPorts.has(port)));

  /** Connects, stores, reads, sends a file: whatever a client does. */
  async function doEverything(network: Network): Promise<void> {
    await until(network, hasAllPaths);
    await store(network, 'hello');
    const [node] = await network.swarmOf(alice.account);
    await network.retrieve({ account: alice.account, auth: alice, queries: [{ namespace: 0 }], node: node! });
    const server = parseFileServer(world.local.fileServer.address);
    await new FileClient({ network, server }).upload(new Uint8Array(100_000));
  }

  test.each([
    ['that asks nobody', {}, ''],
    ['that wants user and password', { credentials: { user: 'me', password: 'p:w' } }, 'me:p%3Aw'],
  ])('%s connects by it and by nothing else', async (_name, options, credentials) => {
    const proxy = await startProxy(options);
    await doEverything(world.client({ profile: profile(proxy.url(credentials)) }));
    expect(new Set(arrivals.map(({ what }) => what))).toEqual(new Set(['seed', 'node']));
    expect(pastProxies(proxy)).toEqual([]);
    expect(proxy.refusals).toBe(0);
    if (credentials !== '') expect(new Set(proxy.asked.map(({ user }) => user))).toEqual(new Set(['me']));
  });

  test('keeps its connections: one handshake for each guard does for many requests', async () => {
    const proxy = await startProxy();
    const network = world.client({ profile: profile(proxy.url()) });
    await until(network, hasAllPaths);
    const before = arrivals.length;
    for (let count = 0; count < 20; count += 1) await store(network, `message ${count}`);
    expect(arrivals.length - before).toBeLessThanOrEqual(2);
  });

  test('is nobody else for each guard and the seed where the proxy keeps users apart', async () => {
    const proxy = await startProxy();
    const network = world.client({ profile: profile(proxy.url('*')) });
    await doEverything(network);
    const usersOf = new Map<number, Set<string>>();
    for (const { port, user = '' } of proxy.asked)
      usersOf.set(port, (usersOf.get(port) ?? new Set()).add(user));
    const users = [...usersOf.values()].map((names) => [...names]);
    expect(users.length).toBeGreaterThan(4);
    expect(users.every((names) => names.length === 1 && /^[0-9a-f]{16}$/.test(names[0]!))).toBe(true);
    expect(new Set(users.flat()).size).toBe(users.length);
  });

  test('that is not there is offline, says why, and nothing arrives anywhere', async () => {
    const proxy = await startProxy();
    await proxy.stop();
    const network = world.client({ profile: profile(proxy.url()) });
    expect(await until(network, isOffline)).toMatchObject({ problem: 'proxy-unreachable', paths: [] });
    await expect(store(network, 'x')).rejects.toMatchObject({ code: 'proxy-unreachable', retry: 'later' });
    expect(arrivals).toEqual([]);
    // It comes, and all is well without anybody's doing.
    await proxy.resume();
    await until(network, hasAllPaths);
    expect(network.status()).not.toHaveProperty('problem');
    expect(pastProxies(proxy)).toEqual([]);
  });

  test('that does not take our password is offline, and says that', async () => {
    const proxy = await startProxy({ credentials: { user: 'me', password: 'right' } });
    for (const credentials of ['me:wrong', '']) {
      const network = world.client({ profile: profile(proxy.url(credentials)) });
      expect(await until(network, isOffline)).toMatchObject({ problem: 'proxy-refused' });
    }
    expect(proxy.refusals).toBeGreaterThan(1);
    expect(arrivals).toEqual([]);
  });

  test('that dies and comes back costs no guard and no path its reputation', async () => {
    const proxy = await startProxy();
    const state = new MemoryState();
    const network = world.client({ profile: profile(proxy.url()), state });
    const { paths } = await until(network, hasAllPaths);
    const guards = state.guards.map(({ id }) => id);
    await proxy.stop();
    await expect(store(network, 'lost')).rejects.toMatchObject({ code: 'proxy-unreachable' });
    expect(await until(network, isOffline)).toMatchObject({ problem: 'proxy-unreachable' });
    await proxy.resume();
    await until(network, isOnline);
    await store(network, 'found');
    expect(pastProxies(proxy)).toEqual([]);
    expect(network.status().paths).toEqual(paths);
    expect(state.guards.map(({ id }) => id)).toEqual(expect.arrayContaining(guards));
  });

  test('that refuses to connect is not to blame: the nodes are', async () => {
    const proxy = await startProxy();
    const network = world.client({ profile: profile(proxy.url()) });
    await until(network, hasAllPaths);
    const guard = network.status().paths[0]!.nodes[0]!.id;
    await world.local.faults(guard).set({ down: true });
    await until(
      network,
      ({ paths }) => paths.every(({ nodes }) => nodes[0]!.id !== guard) || sendSome(network),
    );
    await until(network, hasAllPaths);
    expect(network.status()).not.toHaveProperty('problem');
  });

  /** Sends until the loss is noticed. */
  function sendSome(network: Network): false {
    void store(network, 'x').catch(() => undefined);
    return false;
  }

  test('is patient, polls less often, and goes back to normal without it', async () => {
    const proxy = await startProxy();
    const network = world.client({ profile: profile(proxy.url()) });
    expect(network.pollFactor()).toBe(2);
    network.setProxy(undefined);
    expect(network.pollFactor()).toBe(1);
    expect(() => network.setProxy({ url: 'http://x' })).toThrow(
      expect.objectContaining({ code: 'proxy-invalid' }),
    );
    expect(network.pollFactor()).toBe(1);
  });

  test('cuts everything before it goes another way', async () => {
    const proxy = await startProxy();
    const network = world.client();
    await until(network, hasAllPaths);
    await store(network, 'straight');
    const direct = arrivals.length;
    expect(direct).toBeGreaterThan(0);
    const sent = Promise.all(Array.from({ length: 8 }, (_, at) => store(network, `on the way ${at}`)));
    network.setProxy({ url: proxy.url() });
    await sent;
    await store(network, 'by proxy');
    expect(arrivals.length).toBeGreaterThan(direct);
    expect(pastProxies(proxy)).toHaveLength(direct);
    // And from one proxy to another: nothing of the first stays open.
    const second = await startProxy();
    network.setProxy({ url: second.url() });
    await store(network, 'by another');
    await untilTrue(() => proxy.open() === 0);
    const asked = proxy.asked.length;
    await store(network, 'once more');
    expect(proxy.asked).toHaveLength(asked);
    // And to one that is dead: nothing goes any other way.
    await second.stop();
    await expect(store(network, 'nowhere')).rejects.toMatchObject({ code: 'proxy-unreachable' });
    expect(pastProxies(proxy, second)).toHaveLength(direct);
  });

  test('shows web pages by it too, and leaves names to it', async () => {
    const proxy = await startProxy();
    const page = await startServer('https', (_request, response) => response.end('a page'));
    ends.push(() => page.close());
    const network = world.client({ profile: profile(proxy.url('*')) });
    const get = (name: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const agent = network.webAgent({ name, protocol: 'https:' });
        request({ agent, host: 'nowhere.invalid', port: page.port }, resolve).on('error', reject).end();
      });
    // No web page is believed without a certificate.
    await expect(get('preview')).rejects.toThrow(/self[- ]signed/);
    await expect(get('update')).rejects.toThrow(/self[- ]signed/);
    const asked = proxy.asked.filter(({ host }) => host === 'nowhere.invalid');
    expect(asked).toHaveLength(2);
    expect(asked[0]!.user).not.toBe(asked[1]!.user);
    expect(network.webAgent({ name: 'update', protocol: 'https:' })).toBe(
      network.webAgent({ name: 'update', protocol: 'https:' }),
    );
  });
});

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

describe('connections through a proxy', () => {
  const within = { timeoutMs: 5_000 };
  let proxy: SocksServer;
  beforeEach(async () => {
    proxy = await startProxy();
  });

  function agents(url = proxy.url()): Agents {
    const made = new Agents(
      { clock: systemClock, random: systemRandom, log: silentLog },
      parseProxy({ url }),
    );
    ends.push(() => made.dropAll());
    return made;
  }

  async function serve(scheme: 'http' | 'https', handler: Handler): Promise<TestServer> {
    const server = await startServer(scheme, handler);
    ends.push(() => server.close());
    return server;
  }

  test('are kept, and a closed one is replaced unnoticed', async () => {
    const server = await serve('https', (_request, response, body) => response.end(body));
    const transport = new HttpsTransport(systemClock, agents());
    const node = fakeNode(1, { ip: '127.0.0.1', port: server.port });
    for (let count = 0; count < 5; count += 1) await transport.send(node, utf8('x'), within);
    expect(server.connections()).toBe(1);
    server.closeIdle();
    expect((await transport.send(node, utf8('x'), within)).status).toBe(200);
    expect(proxy.asked).toHaveLength(2);
  });

  test('end with the limit of who waits, not of the handshake', async () => {
    const server = await serve('https', () => undefined);
    const transport = new HttpsTransport(systemClock, agents());
    const node = fakeNode(1, { ip: '127.0.0.1', port: server.port });
    await expect(transport.send(node, utf8('x'), { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('to one that is no TLS fail as the node’s', async () => {
    const server = await serve('http', () => undefined);
    const made = agents();
    const transport = new HttpsTransport(systemClock, made);
    const node = fakeNode(1, { ip: '127.0.0.1', port: server.port });
    await expect(transport.send(node, utf8('x'), within)).rejects.toMatchObject({ code: 'unreachable' });
    expect(made.problem).toBeUndefined();
  });

  test.each([
    ['refuses', 5, 'unreachable', undefined],
    ['does not allow', 2, 'unreachable', undefined],
  ])('that it %s are the other side’s fault', async (_name, answer, code, problem) => {
    proxy.answer = answer;
    const made = agents();
    const transport = new HttpsTransport(systemClock, made);
    await expect(transport.probe(fakeNode(1), within)).rejects.toMatchObject({ code });
    expect(made.problem).toBe(problem);
  });

  test('are not made by one that is no proxy', async () => {
    const server = await serve('http', (_request, response) => response.end('no proxy'));
    const made = agents(`socks5h://127.0.0.1:${server.port}`);
    const transport = new HttpsTransport(systemClock, made);
    await expect(transport.probe(fakeNode(1), within)).rejects.toMatchObject({ code: 'proxy-unreachable' });
    expect(made.problem).toBe('proxy-unreachable');
  });

  test('to a seed are checked against its pin', async () => {
    let requests = 0;
    const server = await serve('https', (_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-type': 'text/html' }).end();
    });
    const fetchWith = (spki: string): Promise<unknown> => {
      const url = new URL(`https://seed.invalid:${server.port}/`);
      const rules = { ...rulesOf({ kind: 'mainnet' }), seeds: [{ url, pin: { spki } }] };
      return askSeeds({ clock: systemClock, agents: agents(), rules }, new AbortController().signal);
    };
    await expect(fetchWith('AAAA')).rejects.toMatchObject({ code: 'seed-unreachable' });
    expect(requests).toBe(0);
    await expect(fetchWith(server.spki)).rejects.toMatchObject({ code: 'seed-unreachable' });
    expect(requests).toBe(1);
    // The proxy resolves the name of the seed.
    expect(new Set(proxy.asked.map(({ host }) => host))).toEqual(new Set(['seed.invalid']));
  });

  test('of an agent that was dropped are none', async () => {
    const server = await serve('https', (_request, response) => response.end());
    const made = agents();
    const seed = { kind: 'seed', url: new URL(server.url) } as const;
    const [straight, proxied] = [
      new Agents({ clock: systemClock, random: systemRandom, log: silentLog }),
      made,
    ];
    for (const factory of [straight, proxied]) {
      const agent = factory.agentFor(seed);
      factory.dropAll();
      const failed = new Promise((resolve) => request(server.url, { agent }).on('error', resolve).end());
      expect(await failed).toMatchObject({ code: 'unreachable' });
    }
    expect(server.connections()).toBe(0);
  });
});
