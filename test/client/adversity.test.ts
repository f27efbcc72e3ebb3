import { expect, test } from 'vitest';

import { type Clock, systemClock } from '../../ts/util/index.ts';
import { withWorld } from './world.ts';

/** The machine's clock, set wrong by a person. */
const clockOffBy = (offsetMs: number): Clock => ({
  ...systemClock,
  nowMs: () => systemClock.nowMs() + offsetMs,
});

test('a message typed offline goes out when the network returns', async () => {
  await withWorld(async ({ network, person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    await Promise.all([alice.online(), bob.online()]);
    await network.goDark();
    const message = alice.send(bob.id, 'still here?');
    expect(message.state).toBe('sending');
    await network.comeBack();
    alice.client.connectivityChanged();
    await expect(bob.received('still here?')).resolves.toMatchObject({ authorId: alice.id });
  });
}, 60_000);

test('a restart between send and delivery loses nothing and doubles nothing', async () => {
  await withWorld(async ({ network, person, device }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    await Promise.all([alice.online(), bob.online()]);
    await network.goDark();
    const message = alice.send(bob.id, 'before the restart');
    await alice.close();
    await network.comeBack();
    const again = await device('Alice');
    await again.sent(message.id);
    await bob.received('before the restart');
    const last = again.send(bob.id, 'after the restart');
    await again.sent(last.id);
    await bob.received('after the restart');
    expect(bob.textsWith(again.id)).toEqual(['before the restart', 'after the restart']);
  });
}, 60_000);

test.each([10 * 60_000, -10 * 60_000])(
  'a clock that is off by %i ms hinders nobody',
  async (offsetMs) => {
    await withWorld(async ({ person, device }) => {
      const bob = await person('Bob');
      const alice = await device('Alice', { clock: clockOffBy(offsetMs) });
      alice.client.createAccount({ displayName: 'Alice' });
      alice.send(bob.id, 'what time is it?');
      const message = await bob.received('what time is it?');
      expect(Math.abs(message.sentAtMs - Date.now())).toBeLessThan(30_000);
      bob.send(alice.id, 'late');
      await alice.received('late');
      expect(alice.textsWith(bob.id)).toEqual(['what time is it?', 'late']);
    });
  },
  60_000,
);

test('dead guards and half a dead swarm do not stop a message', async () => {
  await withWorld(async ({ network, person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    await Promise.all([alice.online(), bob.online()]);
    const guards = alice.client.network().paths.map(([guard]) => guard?.id ?? '');
    const swarm = network.swarmOf(bob.id);
    const victims = new Set([guards[0] ?? '', ...swarm.slice(0, Math.floor(swarm.length / 2))]);
    await Promise.all([...victims].map((node) => network.faults(node).set({ down: true })));
    alice.send(bob.id, 'over the ruins');
    await bob.received('over the ruins');
    expect(bob.textsWith(alice.id)).toEqual(['over the ruins']);
  });
}, 90_000);

test.each(['malformed', 'oversized', 'replayed', 'nonsense'] as const)(
  'nodes with %s replies neither stop a message nor double it',
  async (reply) => {
    await withWorld(async ({ network, person }) => {
      const [alice, bob] = [await person('Alice'), await person('Bob')];
      await Promise.all([alice.online(), bob.online()]);
      const swarm = network.swarmOf(bob.id);
      await Promise.all(swarm.slice(0, 2).map((node) => network.faults(node).set({ reply })));
      alice.send(bob.id, 'first');
      await bob.received('first');
      alice.send(bob.id, 'second');
      await bob.received('second');
      expect(bob.textsWith(alice.id)).toEqual(['first', 'second']);
    });
  },
  90_000,
);

test('garbage in the inbox is passed over, and what comes after it is read', async () => {
  await withWorld(async ({ network, person }) => {
    const [alice, bob] = [await person('Alice'), await person('Bob')];
    await bob.online();
    const stored = network.waitForStore(({ account }) => account === bob.id);
    await storeGarbage(network.nodes, { account: bob.id, swarm: network.swarmOf(bob.id) });
    await stored;
    alice.send(bob.id, 'after the garbage');
    await bob.received('after the garbage');
    expect(bob.textsWith(alice.id)).toEqual(['after the garbage']);
  });
}, 60_000);

interface Node {
  readonly ip: string;
  readonly port_https: number;
  readonly pubkey_ed25519: string;
}

async function storeGarbage(
  nodes: readonly Node[],
  { account, swarm }: { readonly account: string; readonly swarm: readonly string[] },
): Promise<void> {
  const node = nodes.find(({ pubkey_ed25519 }) => pubkey_ed25519 === swarm[0]);
  if (node === undefined) throw new Error('no node');
  const params = {
    pubkey: account,
    namespace: 0,
    data: Buffer.from('garbage').toString('base64'),
    ttl: 86_400_000,
    timestamp: Date.now(),
  };
  const status = await postUnverified(`https://${node.ip}:${node.port_https}/storage_rpc/v1`, {
    method: 'store',
    params,
  });
  expect(status).toBe(200);
}

/** Service nodes have certificates of their own making. */
async function postUnverified(url: string, body: object): Promise<number | undefined> {
  const { request } = await import('node:https');
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', rejectUnauthorized: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    });
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(body));
  });
}
