import { expect, test } from 'vitest';

import type { LocalNetwork, NetworkEvent } from '../../../ts/local-network/index.ts';
import { type Device, friends, withWorld } from '../world.ts';
import { MovingClock } from '../../support/moving-clock.ts';
import { expectAgreement, nextEvent, texts } from './conversation.ts';

const isStoreFor =
  (account: string) =>
  (event: NetworkEvent): boolean =>
    event.type === 'stored' && event.account === account && event.namespace === 0;

/** Ends the node that the next event `accepts` is about, in the middle of what it does. */
async function killAt(network: LocalNetwork, accepts: (event: NetworkEvent) => boolean): Promise<string> {
  return new Promise((resolve) => {
    const stop = network.observe((event) => {
      if (!('node' in event) || !accepts(event)) return;
      stop();
      void network.faults(event.node).set({ down: true });
      resolve(event.node);
    });
  });
}

const guardsOf = ({ client }: Device): readonly string[] =>
  client.network().paths.flatMap(([guard]) => guard?.id ?? []);

test('a node that dies when it has stored, before it says so, makes no second message', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const killed = killAt(network, isStoreFor(bob.id));
    const message = alice.send(bob.id, 'Did you get that?');
    await killed;
    await alice.sent(message.id);
    await expectAgreement(network, [alice, bob], { byOne: ['Did you get that?'] });
    expect(network.messagesOf(bob.id, 0).length).toBe(
      new Set(network.messagesOf(bob.id, 0).map(({ hash }) => hash)).size,
    );
  });
}, 60_000);

test('a node that dies when it is asked to store, before it has, loses no message', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const swarm = new Set(network.swarmOf(bob.id));
    const killed = killAt(
      network,
      (event) => event.type === 'hop' && event.to === 'self' && swarm.has(event.node),
    );
    alice.send(bob.id, 'Are you there?');
    await killed;
    await expectAgreement(network, [alice, bob], { byOne: ['Are you there?'] });
  });
}, 60_000);

test('guards that die under a stream of messages', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const [byAlice, byBob] = [texts('from Alice', 6), texts('from Bob', 6)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      bob.send(alice.id, byBob[at]!);
      if (at === 1) await network.faults(guardsOf(alice)[0]!).set({ down: true });
      if (at === 3) await network.faults(guardsOf(bob)[0]!).set({ down: true });
      await bob.received(text);
    }
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 60_000);

test('a swarm whose nodes die one after another, each when it has stored a message', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const sent = texts('to the last', 3);
    for (const text of sent) {
      const killed = killAt(network, isStoreFor(bob.id));
      alice.send(bob.id, text);
      await killed;
      await bob.received(text);
    }
    await expectAgreement(network, [alice, bob], { byOne: sent });
    const isUp = (id: string): boolean => !network.faults(id).current.down;
    expect(network.swarmOf(bob.id).filter(isUp)).toHaveLength(3);
  });
}, 60_000);

test('a message that only one node has taken is stored again, and outlives that node', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const { network, device } = world;
      const { alice, bob } = await friends(world);
      const { id: bobId } = bob;
      await bob.close();
      const [only, ...others] = network.swarmOf(bobId);
      for (const node of others) await network.faults(node).set({ down: true });
      const message = alice.send(bobId, 'Keep this');
      await alice.sent(message.id);
      const storedOn = (): readonly string[] => network.messagesOf(bobId, 0).at(-1)?.nodes ?? [];
      expect(storedOn()).toEqual([only]);
      for (const node of others) await network.faults(node).clear();
      const again = network.waitForStore(({ account }) => account === bobId);
      clock.moveOn(10_000);
      await again;
      expect(storedOn()).toHaveLength(1 + others.length);
      await network.faults(only!).set({ down: true });
      await expectAgreement(network, [alice, await device('Bob')], { byOne: ['Keep this'] });
    },
    { clock },
  );
}, 60_000);

test('half a swarm that does what it is told and never answers', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    for (const node of network.swarmOf(bob.id).slice(0, 3))
      await network.faults(node).set({ dropAnswers: true });
    const sent = texts('unheard', 6);
    const unanswered = nextEvent(
      network,
      (event) =>
        isStoreFor(bob.id)(event) && 'node' in event && network.faults(event.node).current.dropAnswers,
    );
    for (const text of sent) alice.send(bob.id, text);
    await unanswered;
    await expectAgreement(network, [alice, bob], { byOne: sent });
  });
}, 60_000);

test('the whole network dies in the middle and comes back', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const [byAlice, byBob] = [texts('from Alice', 5), texts('from Bob', 5)];
    const firstStored = nextEvent(network, isStoreFor(bob.id));
    for (const text of byAlice) alice.send(bob.id, text);
    await firstStored;
    await network.goDark();
    for (const text of byBob) bob.send(alice.id, text);
    await network.comeBack();
    for (const { client } of [alice, bob]) client.connectivityChanged();
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 60_000);
