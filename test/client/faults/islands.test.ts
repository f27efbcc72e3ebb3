import { expect, onTestFinished, test } from 'vitest';

import type { LocalNetwork } from '../../../ts/local-network/index.ts';
import { SocksServer } from '../../support/socks-server.ts';
import { friends, withWorld } from '../world.ts';
import { expectAgreement, nextEvent, texts } from './conversation.ts';

/** Two islands, each with half of every swarm. */
function halves({ nodes }: LocalNetwork): readonly [readonly string[], readonly string[]] {
  const seen = new Map<bigint, number>();
  const islands: readonly [string[], string[]] = [[], []];
  for (const { pubkey_ed25519, swarmId } of nodes) {
    const count = seen.get(swarmId) ?? 0;
    seen.set(swarmId, count + 1);
    islands[count % 2 === 0 ? 0 : 1].push(pubkey_ed25519);
  }
  return islands;
}

/** The way of somebody who lives on an island, as long as there are islands. */
async function proxyOn(): Promise<{
  readonly url: string;
  strand(network: LocalNetwork, island: readonly string[]): void;
  rescue(): void;
}> {
  let blocked: ReadonlySet<number> = new Set();
  const proxy = await SocksServer.start({ reaches: (port) => !blocked.has(port) });
  onTestFinished(() => proxy.stop());
  return {
    url: proxy.url(),
    strand: ({ nodes }, island) => {
      const far = nodes.filter(({ pubkey_ed25519 }) => !island.includes(pubkey_ed25519));
      blocked = new Set(far.map(({ port_https }) => port_https));
      proxy.cut((port) => blocked.has(port));
    },
    rescue: () => {
      blocked = new Set();
    },
  };
}

test('a network in two pieces, with a person on each: both write, and when it heals both have all of it', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const [aliceWay, bobWay] = [await proxyOn(), await proxyOn()];
    const { alice, bob } = await friends(world, {
      alice: { proxyUrl: aliceWay.url },
      bob: { proxyUrl: bobWay.url },
    });
    const [east, west] = halves(network);
    network.partition([east, west]);
    aliceWay.strand(network, east);
    bobWay.strand(network, west);
    const [byAlice, byBob] = [texts('from the east', 6), texts('from the west', 6)];
    const storedIn = (island: readonly string[], account: string): Promise<unknown> =>
      nextEvent(
        network,
        (event) =>
          event.type === 'stored' &&
          event.account === account &&
          event.namespace === 0 &&
          island.includes(event.node),
      );
    const stored = [storedIn(east, bob.id), storedIn(west, alice.id)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      bob.send(alice.id, byBob[at]!);
    }
    await Promise.all(stored);
    expect(bob.textsWith(alice.id)).not.toContain(byAlice[0]);
    expect(alice.textsWith(bob.id)).not.toContain(byBob[0]);
    network.partition([]);
    aliceWay.rescue();
    bobWay.rescue();
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 120_000);
