import { expect, test } from 'vitest';

import type { LocalNetwork } from '../../../ts/local-network/index.ts';
import { friends, withWorld } from '../world.ts';
import { expectAgreement, nextEvent, texts } from './conversation.ts';

/** One node of every swarm. */
function oneOfEach({ nodes }: LocalNetwork): readonly string[] {
  return [...new Map(nodes.map(({ swarmId, pubkey_ed25519 }) => [swarmId, pubkey_ed25519])).values()];
}

test('a network in two pieces that do not hear each other: both write, and when it heals both have all of it', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const island = oneOfEach(network);
    network.partition([island]);
    const apart = (account: string): Promise<unknown> =>
      nextEvent(
        network,
        (event) => event.type === 'stored' && event.account === account && event.namespace === 0,
      );
    const stored = [apart(bob.id), apart(alice.id)];
    const [byAlice, byBob] = [texts('from here', 6), texts('from there', 6)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      bob.send(alice.id, byBob[at]!);
    }
    await Promise.all(stored);
    const held = network.messagesOf(bob.id, 0);
    expect(held.length).toBeGreaterThan(0);
    network.partition([]);
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 120_000);
