import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { createNetwork } from '../../ts/network/index.ts';
import type { Network, ServiceNode } from '../../ts/network/index.ts';
import { createDeferred, silentLog, systemClock, systemRandom, toHex, utf8 } from '../../ts/util/index.ts';
import { MemoryState, World, account, hasAllPaths, isOnline, until, wrongClock } from './world.ts';

await cryptoReady();

const DAY_MS = 86_400_000;
const alice = account(1);
let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.end());

function store(network: Network, text: string): ReturnType<Network['store']> {
  return network.store({ account: alice.account, namespace: 0, data: utf8(text), ttlMs: DAY_MS });
}

async function textsAt(network: Network, node: ServiceNode): Promise<string[]> {
  const [page] = await network.retrieve({
    account: alice.account,
    auth: alice,
    queries: [{ namespace: 0 }],
    node,
  });
  return page!.messages.map(({ data }) => Buffer.from(data).toString());
}

function guardOf(network: Network, kind: 'messages' | 'files' = 'messages'): string {
  return network.status().paths.find((path) => path.kind === kind)!.nodes[0]!.id;
}

describe('connecting', () => {
  test('the first time, by the seed: three paths of nine different nodes', async () => {
    const network = world.client();
    expect(network.status()).toEqual({ state: 'connecting', paths: [] });
    const { paths } = await until(network, hasAllPaths);
    expect(paths.map(({ kind }) => kind)).toEqual(['messages', 'messages', 'files']);
    expect(new Set(paths.flatMap(({ nodes }) => nodes.map(({ id }) => id))).size).toBe(9);
    expect(world.local.statistics().seed).toEqual({ get_n_service_nodes: 1 });
    expect(network.time.isSynchronized()).toBe(true);
    expect(Math.abs(network.time.offsetMs())).toBeLessThan(1_000);
  });

  test('again, from what was kept: no seed, no new guards', async () => {
    const state = new MemoryState();
    const first = world.client({ state });
    await until(first, hasAllPaths);
    await first.close();
    const kept = new Set(state.guards.map(({ id }) => id));
    const second = world.client({ state, profile: { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' } });
    const { paths } = await until(second, hasAllPaths);
    for (const path of paths) expect(kept.has(path.nodes[0]!.id)).toBe(true);
    expect((await store(second, 'hello')).storedOn).toBeGreaterThanOrEqual(1);
    expect(world.local.statistics().seed).toEqual({ get_n_service_nodes: 1 });
  });

  test('again, when all guards of the last run are gone', async () => {
    const state = new MemoryState();
    const first = world.client({ state });
    await until(first, hasAllPaths);
    await first.close();
    await Promise.all(state.guards.map(({ id }) => world.local.faults(id).set({ down: true })));
    const second = world.client({ state });
    await until(second, hasAllPaths);
    expect((await store(second, 'hello')).storedOn).toBeGreaterThanOrEqual(1);
  });

  test('without a seed and without memory there is no connection, and no crash', async () => {
    const network = world.client({ profile: { kind: 'devnet', seedUrl: 'http://127.0.0.1:9' } });
    await until(network, ({ state }) => state === 'offline');
    await expect(store(network, 'x')).rejects.toMatchObject({ code: 'offline', retry: 'later' });
  });

  test('guards learn nothing of the account, and the probe is no account’s', async () => {
    const probes: string[] = [];
    const stop = world.local.observe((event) => {
      if (event.type === 'rpc') probes.push(event.method);
    });
    await until(world.client(), hasAllPaths);
    stop();
    expect(new Set(probes)).toEqual(new Set(['info']));
  });
});

describe('storing and fetching', () => {
  test('what was stored is signed for by the swarm and comes back, page after page', async () => {
    const network = world.client();
    const startedMs = Date.now();
    const receipt = await store(network, 'one');
    expect(receipt).toMatchObject({ storedOn: world.local.swarmOf(alice.account).length });
    expect(receipt.path).toHaveLength(3);
    expect(receipt.expiresAtMs).toBe(receipt.storedAtMs + DAY_MS);
    await store(network, 'two');
    const swarm = await network.swarmOf(alice.account);
    expect(new Set(swarm.map(({ ed25519 }) => ed25519 as string))).toEqual(
      new Set(world.local.swarmOf(alice.account)),
    );
    const [node] = swarm;
    expect(await textsAt(network, node!)).toEqual(['one', 'two']);
    const queries = [{ namespace: 0, lastHash: receipt.hash }, { namespace: 3 }];
    const pages = await network.retrieve({ account: alice.account, auth: alice, queries, node: node! });
    expect(pages.map(({ messages }) => messages.length)).toEqual([1, 0]);
    expect(pages[0]!.messages[0]!.storedAtMs).toBeGreaterThanOrEqual(startedMs);
  });

  test('the same bytes twice are one message', async () => {
    const network = world.client();
    const [first, second] = [await store(network, 'same'), await store(network, 'same')];
    expect(second.hash).toBe(first.hash);
    expect(world.local.messagesOf(alice.account, 0)).toHaveLength(1);
  });

  test('own namespaces take signed messages only', async () => {
    const network = world.client();
    const config = { account: alice.account, namespace: 3, data: utf8('c'), ttlMs: DAY_MS };
    expect((await network.store({ ...config, auth: alice })).storedOn).toBeGreaterThanOrEqual(1);
    await expect(network.store(config)).rejects.toMatchObject({
      code: 'unauthorized',
      retry: 'never',
      status: 401,
    });
  });

  test('signed calls: expiries, expire, delete', async () => {
    const network = world.client();
    const { hash, expiresAtMs } = await store(network, 'mortal');
    const hashes = [hash];
    const call = (it: Parameters<Network['call']>[0]['call']) => network.call({ auth: alice, call: it });
    expect(await call({ method: 'get_expiries', hashes })).toMatchObject({
      expiries: { [hash]: expiresAtMs },
    });
    const shortened = await call({
      method: 'expire',
      hashes,
      expiryMs: expiresAtMs - 1_000,
      mode: 'shorten',
    });
    expect(Object.keys(shortened['swarm'] as object).length).toBeGreaterThanOrEqual(3);
    await call({ method: 'delete', hashes });
    expect(world.local.messagesOf(alice.account, 0)).toEqual([]);
    await store(network, 'again');
    await call({ method: 'delete_all', namespace: 'all' });
    expect(world.local.messagesOf(alice.account, 0)).toEqual([]);
  });

  test('another’s messages cannot be fetched', async () => {
    const network = world.client();
    const [node] = await network.swarmOf(alice.account);
    const thief = { account: alice.account, ed25519: account(2).ed25519 };
    const attempt = network.retrieve({
      account: alice.account,
      auth: thief,
      queries: [{ namespace: 0 }],
      node: node!,
    });
    await expect(attempt).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:unauthorized|rejected)$/),
      retry: 'never',
    });
  });

  test('what is too large or meaningless is refused here', async () => {
    const network = world.client();
    const data = new Uint8Array(76_801);
    await expect(
      network.store({ account: alice.account, namespace: 0, data, ttlMs: DAY_MS }),
    ).rejects.toMatchObject({ code: 'too-large' });
    await expect(network.swarmOf('05ab')).rejects.toMatchObject({ code: 'rejected' });
    const [node] = await network.swarmOf(alice.account);
    expect(await network.retrieve({ account: alice.account, auth: alice, queries: [], node: node! })).toEqual(
      [],
    );
    await expect(network.request(node!, 'no_such_method', {})).rejects.toMatchObject({
      code: 'rejected',
      status: 400,
    });
  });
});

describe('connections', () => {
  test('a hundred requests need no more handshakes than there are guards', async () => {
    const network = world.client();
    await until(network, hasAllPaths);
    const [node] = await network.swarmOf(alice.account);
    for (let count = 0; count < 100; count += 1) await network.request(node!, 'info', {});
    const handshakes = Object.values(world.local.statistics().nodes).reduce(
      (sum, { handshakes: { client } }) => sum + client,
      0,
    );
    expect(handshakes).toBeLessThanOrEqual(4);
  });

  test('requests at the same time all get their own answers', async () => {
    const network = world.client();
    const receipts = await Promise.all(
      Array.from({ length: 30 }, (_, count) => store(network, `message ${count}`)),
    );
    expect(new Set(receipts.map(({ hash }) => hash)).size).toBe(30);
    expect(world.local.messagesOf(alice.account, 0)).toHaveLength(30);
  });
});

describe('nodes that fail', () => {
  test('a dead guard costs nothing but a moment, and is replaced', async () => {
    const network = world.client();
    await until(network, hasAllPaths);
    await network.swarmOf(alice.account);
    const dead = guardOf(network);
    await world.local.faults(dead).set({ down: true });
    const startedMs = performance.now();
    for (let count = 0; count < 6; count += 1) await store(network, `message ${count}`);
    expect(performance.now() - startedMs).toBeLessThan(2_500);
    const { paths } = await until(
      network,
      (status) => hasAllPaths(status) && status.paths.every(({ nodes }) => nodes[0]!.id !== dead),
    );
    expect(paths).toHaveLength(3);
  });

  test('a dead middle node: the request goes another way, the path goes away', async () => {
    const network = world.client();
    const { paths } = await until(network, hasAllPaths);
    const dead = paths[0]!.nodes[1]!.id;
    await world.local.faults(dead).set({ down: true });
    for (let count = 0; count < 6; count += 1) await store(network, `message ${count}`);
    await until(
      network,
      (status) =>
        hasAllPaths(status) && status.paths.every(({ nodes }) => nodes.every(({ id }) => id !== dead)),
    );
  });

  test('a node of the swarm that is down is passed over', async () => {
    const network = world.client();
    const [first, second] = await network.swarmOf(alice.account);
    await world.local.faults(first!.ed25519).set({ down: true });
    await world.local.faults(second!.ed25519).set({ down: true });
    for (let count = 0; count < 4; count += 1)
      expect((await store(network, `message ${count}`)).storedOn).toBeGreaterThanOrEqual(1);
    await expect(network.request(first!, 'info', {})).rejects.toMatchObject({ name: 'NetworkError' });
  });

  test('a node that takes requests and hangs up', async () => {
    const network = world.client();
    await until(network, hasAllPaths);
    await world.local.faults(guardOf(network)).set({ dropConnections: true });
    for (let count = 0; count < 4; count += 1)
      expect((await store(network, `message ${count}`)).storedOn).toBeGreaterThanOrEqual(1);
  });

  test.each(['malformed', 'oversized', 'replayed', 'nonsense'] as const)(
    'a guard whose replies are %s',
    async (reply) => {
      const network = world.client();
      await until(network, hasAllPaths);
      await world.local.faults(guardOf(network)).set({ reply });
      for (let count = 0; count < 6; count += 1)
        expect((await store(network, `message ${count}`)).storedOn).toBeGreaterThanOrEqual(1);
      expect(network.status().state).toBe('online');
    },
  );

  test.each(['malformed', 'oversized', 'replayed', 'nonsense'] as const)(
    'a node of the swarm whose replies are %s',
    async (reply) => {
      const network = world.client();
      const [first] = await network.swarmOf(alice.account);
      await world.local.faults(first!.ed25519).set({ reply });
      for (let count = 0; count < 4; count += 1)
        expect((await store(network, `message ${count}`)).storedOn).toBeGreaterThanOrEqual(1);
      const texts = await textsAt(
        network,
        (await network.swarmOf(alice.account)).find((node) => node !== first)!,
      );
      expect(texts).toHaveLength(4);
    },
  );

  test('signatures that are wrong count for nothing', async () => {
    const network = world.client();
    const swarm = await network.swarmOf(alice.account);
    await world.local.faults(swarm[0]!.ed25519).set({ wrongSignature: true });
    expect((await store(network, 'x')).storedOn).toBe(swarm.length - 1);
    await Promise.all(swarm.map(({ ed25519 }) => world.local.faults(ed25519).set({ wrongSignature: true })));
    await expect(store(network, 'y')).rejects.toMatchObject({ code: 'node-failed' });
  });

  test('a slow hop gets company, the answer comes another way', async () => {
    const network = world.client();
    const { paths } = await until(network, hasAllPaths);
    const onPaths = new Set<string>(paths.flatMap(({ nodes }) => nodes.map(({ id }) => id)));
    const { nodes } = paths[0]!;
    const slow = world.local.faults(nodes[1]!.id);
    await slow.set({ slowMs: 9_000 });
    const swarm = await network.swarmOf(alice.account);
    const destination =
      swarm.find(({ ed25519 }) => !onPaths.has(ed25519)) ??
      swarm.find(({ ed25519 }) => ed25519 !== nodes[1]!.id)!;
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => network.request(destination, 'info', {})));
    expect(performance.now() - startedMs).toBeLessThan(6_000);
  });

  test('a node that is not ready', async () => {
    const network = world.client();
    const [first] = await network.swarmOf(alice.account);
    await world.local.faults(first!.ed25519).set({ notReady: true });
    for (let count = 0; count < 4; count += 1)
      expect((await store(network, `message ${count}`)).storedOn).toBeGreaterThanOrEqual(1);
  });

  test('a node that sends us to another swarm is followed no further than twice', async () => {
    const network = world.client();
    const swarm = await network.swarmOf(alice.account);
    await world.local.faults(swarm[0]!.ed25519).set({ wrongSwarm: true });
    const polled = network.retrieve({
      account: alice.account,
      auth: alice,
      queries: [{ namespace: 0 }],
      node: swarm[0]!,
    });
    await expect(polled).rejects.toMatchObject({ code: expect.stringMatching(/^(?:wrong-swarm|no-swarm)$/) });
    await Promise.all(
      world.local.nodes.map(({ pubkey_ed25519 }) =>
        world.local.faults(pubkey_ed25519).set({ wrongSwarm: true }),
      ),
    );
    await expect(store(network, 'x')).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:wrong-swarm|no-swarm)$/),
    });
  });
});

describe('time', () => {
  test.each([3_600_000, -3_600_000])(
    'a machine whose clock is %i ms wrong stores and fetches all the same',
    async (aheadMs) => {
      const network = world.client({ clock: wrongClock(aheadMs) });
      const receipt = await store(network, 'x');
      expect(Math.abs(receipt.storedAtMs - Date.now())).toBeLessThan(5_000);
      expect(Math.abs(network.time.offsetMs() - aheadMs)).toBeLessThan(1_000);
      expect(await textsAt(network, (await network.swarmOf(alice.account))[0]!)).toEqual(['x']);
    },
  );

  test('a clock that is set while we run is noticed', async () => {
    const clock = wrongClock(0);
    const network = world.client({ clock });
    await store(network, 'before');
    clock.aheadMs = 7_200_000;
    const receipt = await store(network, 'after');
    expect(Math.abs(receipt.storedAtMs - Date.now())).toBeLessThan(5_000);
    expect(network.time.isSynchronized()).toBe(true);
  });

  test('a node whose clock is wrong is passed over', async () => {
    const network = world.client();
    const swarm = await network.swarmOf(alice.account);
    await world.local.faults(swarm[0]!.ed25519).set({ clockSkewMs: -600_000 });
    for (let count = 0; count < 4; count += 1)
      expect((await store(network, `message ${count}`)).storedOn).toBeGreaterThanOrEqual(1);
    const polled = network.retrieve({
      account: alice.account,
      auth: alice,
      queries: [{ namespace: 0 }],
      node: swarm[0]!,
    });
    await expect(polled).rejects.toMatchObject({ code: 'clock-out-of-sync', status: 406, retry: 'later' });
  });
});

describe('outages', () => {
  test('are noticed, harm nobody’s reputation, and end within three seconds', async () => {
    const network = world.client();
    const { paths } = await until(network, hasAllPaths);
    await network.swarmOf(alice.account);
    await world.local.goDark();
    await expect(store(network, 'in the dark')).rejects.toMatchObject({
      retry: expect.stringMatching(/^(?:now|later)$/),
    });
    await until(network, ({ state }) => state === 'offline');
    await world.local.comeBack();
    const backMs = performance.now();
    const receipt = await store(network, 'in the light');
    expect(performance.now() - backMs).toBeLessThan(3_000);
    expect(receipt.storedOn).toBeGreaterThanOrEqual(1);
    const { paths: after } = await until(network, hasAllPaths);
    expect(after).toEqual(paths);
  });

  test('end at once when the machine says that its network is back', async () => {
    const network = world.client();
    await until(network, hasAllPaths);
    await world.local.goDark();
    network.connectivityChanged();
    await until(network, ({ state }) => state === 'offline');
    await world.local.comeBack();
    const backMs = performance.now();
    network.connectivityChanged();
    await until(network, isOnline);
    expect(performance.now() - backMs).toBeLessThan(1_000);
  });

  test('a change of network cuts what was in flight and starts it anew', async () => {
    const network = world.client();
    await until(network, hasAllPaths);
    const stored = Promise.all(Array.from({ length: 10 }, (_, count) => store(network, `message ${count}`)));
    network.connectivityChanged();
    await stored;
    await until(network, hasAllPaths);
    expect(world.local.messagesOf(alice.account, 0)).toHaveLength(10);
  });
});

describe('ending', () => {
  test('closing ends every request', async () => {
    const network = world.client();
    const swarm = await network.swarmOf(alice.account);
    await Promise.all(swarm.map(({ ed25519 }) => world.local.faults(ed25519).set({ slowMs: 9_000 })));
    const waiting = store(network, 'x');
    const failed = expect(waiting).rejects.toMatchObject({ code: 'closed', retry: 'never' });
    await network.close();
    await failed;
    await expect(store(network, 'y')).rejects.toMatchObject({ code: 'closed' });
  });

  test('closing before anything began', async () => {
    const network = createNetwork({
      profile: { kind: 'devnet', seedUrl: world.local.seedUrl },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      state: new MemoryState(),
    });
    await network.close();
    await expect(store(network, 'x')).rejects.toMatchObject({ code: 'closed' });
  });

  test('who gives up is heard at once', async () => {
    const network = world.client();
    const swarm = await network.swarmOf(alice.account);
    await Promise.all(swarm.map(({ ed25519 }) => world.local.faults(ed25519).set({ slowMs: 9_000 })));
    const asked = createDeferred<void>();
    const stop = world.local.observe((event) => {
      if (event.type === 'hop') asked.resolve();
    });
    const aborter = new AbortController();
    const waiting = network.store({
      account: alice.account,
      namespace: 0,
      data: utf8('x'),
      ttlMs: DAY_MS,
      signal: aborter.signal,
    });
    await asked.promise;
    stop();
    aborter.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    await expect(network.swarmOf(alice.account, { signal: aborter.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  test('a time-out is kept', async () => {
    const network = world.client();
    const [node] = await network.swarmOf(alice.account);
    await world.local.faults(node!.ed25519).set({ slowMs: 9_000 });
    const startedMs = performance.now();
    await expect(network.request(node!, 'info', {}, { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(toHex(node!.x25519)).toHaveLength(64);
  });
});
