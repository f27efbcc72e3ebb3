import { expect, test } from 'vitest';

import type { LocalNetwork } from '../../../ts/local-network/index.ts';
import { friends, withWorld } from '../world.ts';
import { expectAgreement, nextEvent, texts } from './conversation.ts';
import { HeardLog } from './heard-log.ts';

/** Moves an account's swarm each time when `every` more messages have been stored for it. */
function moveEvery(network: LocalNetwork, account: string, every: number): () => void {
  let stored = 0;
  return network.observe((event) => {
    if (event.type !== 'stored' || event.account !== account || event.namespace !== 0) return;
    stored += 1;
    // Not while the node is at it: its answer is that of a member.
    if (stored % every === 0) setImmediate(() => network.moveSwarm(account));
  });
}

/** The method of the next request that a node refuses because it is not of the account's swarm. */
async function nextRefused(network: LocalNetwork): Promise<string> {
  const event = await nextEvent(network, (each) => each.type === 'rpc' && each.code === 421);
  return event.type === 'rpc' ? event.method : '';
}

test('a swarm that moves before a message hinders nobody', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const refused = nextRefused(network);
    network.moveSwarm(bob.id);
    alice.send(bob.id, 'Have you moved?');
    await refused;
    await expectAgreement(network, [alice, bob], { byOne: ['Have you moved?'] });
    expect(alice.textsWith(bob.id)).toHaveLength(3);
    expect(bob.textsWith(alice.id)).toHaveLength(3);
  });
}, 60_000);

test('a swarm that moves while its owner polls is followed at once', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const log = new HeardLog();
    const { alice, bob } = await friends(world, { bob: { log } });
    // Something else may be asked of the swarm first, and be told where it is.
    do network.moveSwarm(bob.id);
    while ((await nextRefused(network)) !== 'retrieve');
    alice.send(bob.id, 'Still listening?');
    await expectAgreement(network, [alice, bob], { byOne: ['Still listening?'] });
    expect(bob.textsWith(alice.id)).toHaveLength(3);
    // A round that fails is followed by a pause.
    expect(log.entries.filter(({ event }) => event === 'poll-failed')).toEqual([]);
  });
}, 60_000);

test('a swarm that moves again and again under a stream of messages, there and back', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const stop = moveEvery(network, bob.id, 3);
    const [byAlice, byBob] = [texts('from Alice', 12), texts('from Bob', 12)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      bob.send(alice.id, byBob[at]!);
      await bob.received(text);
    }
    stop();
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 60_000);

test('who was away while the swarm moved gets everything once, and keeps what was read', async () => {
  await withWorld(async (world) => {
    const { network, device } = world;
    const { alice, bob } = await friends(world);
    const { id: bobId } = bob;
    await bob.close();
    const missed = texts('while Bob sleeps', 5);
    for (const text of missed) await alice.sent(alice.send(bobId, text).id);
    network.moveSwarm(bobId);
    const awake = await device('Bob');
    await expectAgreement(network, [alice, awake], { byOne: missed });
    expect(awake.conversationWith(alice.id).unreadCount).toBe(missed.length);
    expect(awake.textsWith(alice.id)).toHaveLength(2 + missed.length);
  });
}, 60_000);
