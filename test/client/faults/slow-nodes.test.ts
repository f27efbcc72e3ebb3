import { expect, test } from 'vitest';

import type { LocalNetwork, NetworkEvent } from '../../../ts/local-network/index.ts';
import { MovingClock } from '../../support/moving-clock.ts';
import { type Device, type World, friends, withWorld } from '../world.ts';
import { expectAgreement, nextEvent, texts } from './conversation.ts';

/** Longer than anybody waits (spec 02 §2.4: 30 s a hop). */
const STUCK_MS = 600_000;
/** After so long a second attempt to store runs beside the first (spec 02 §5.3). */
const HEDGE_MS = 2_000;

const guardsOf = ({ client }: Device): readonly string[] =>
  client.network().paths.flatMap(([guard]) => guard?.id ?? []);

const isRequestTo =
  (nodes: readonly string[]) =>
  (event: NetworkEvent): boolean =>
    event.type === 'request' && event.from === 'client' && nodes.includes(event.node);

const isDestination =
  (nodes: readonly string[]) =>
  (event: NetworkEvent): boolean =>
    event.type === 'hop' && event.to === 'self' && nodes.includes(event.node);

async function slow(network: LocalNetwork, nodes: readonly string[], slowMs = STUCK_MS): Promise<void> {
  for (const node of nodes) await network.faults(node).set({ slowMs });
}

/** Two new people, and a guard of the first that keeps messages of neither. */
async function withMereGuard({ network, person }: World): Promise<{
  readonly alice: Device;
  readonly bob: Device;
  readonly guard: string;
}> {
  const bob = await person('Bob');
  for (let at = 0; ; at += 1) {
    const alice = await person(`Alice ${at}`);
    await alice.online();
    const members = [alice.id, bob.id].flatMap((account) => network.swarmOf(account));
    const guard = guardsOf(alice).find((node) => !members.includes(node));
    if (guard !== undefined) return { alice, bob, guard };
  }
}

test('a guard that does not answer: messages take the other path as soon as that is due', async () => {
  const clock = new MovingClock();
  await withWorld(
    async (world) => {
      const { network } = world;
      const { alice, bob, guard } = await withMereGuard(world);
      await slow(network, [guard]);
      const said = texts('past the guard', 4);
      for (const text of said) {
        const asked = nextEvent(network, isRequestTo(guardsOf(alice)));
        alice.send(bob.id, text);
        await asked;
        clock.moveOn(HEDGE_MS);
        await bob.received(text);
      }
      await expectAgreement(network, [alice, bob], { byOne: said });
    },
    { clock },
  );
}, 60_000);

test('nodes of the swarm that do not answer: others are asked, and nothing is stored twice', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const stuck = network.swarmOf(bob.id).slice(0, 2);
    await slow(network, stuck);
    let isAsked = false;
    void nextEvent(network, isDestination(stuck)).then(() => {
      isAsked = true;
    });
    const said: string[] = [];
    while (!isAsked) {
      const text = `to whoever answers ${said.length}`;
      said.push(text);
      await alice.sent(alice.send(bob.id, text).id);
    }
    await expectAgreement(network, [alice, bob], { byOne: said });
  });
}, 120_000);

/** A new person in whose swarm none of these accounts are. */
async function personElsewhere({ network, person }: World, accounts: readonly string[]): Promise<Device> {
  const taken = new Set(accounts.flatMap((account) => network.swarmOf(account)));
  for (let at = 0; ; at += 1) {
    const found = await person(`Somebody ${accounts.length} ${at}`);
    if (!network.swarmOf(found.id).some((node) => taken.has(node))) return found;
  }
}

test('a swarm that hangs holds up its own conversation and no other', async () => {
  await withWorld(async (world) => {
    const { network, person } = world;
    const alice = await person('Alice');
    const bob = await personElsewhere(world, [alice.id]);
    const carol = await personElsewhere(world, [alice.id, bob.id]);
    const swarm = network.swarmOf(bob.id);
    await slow(network, swarm);
    const asked = nextEvent(network, isDestination(swarm));
    const waiting = alice.send(bob.id, 'slowly');
    await asked;
    const said = texts('at once', 3);
    for (const text of said) alice.send(carol.id, text);
    await Promise.all(said.map((text) => carol.received(text)));
    const { messages } = alice.client.messages({ conversationId: waiting.conversationId, limit: 1 });
    expect(messages).toMatchObject([{ text: 'slowly', state: 'sending' }]);
    await slow(network, swarm, 0);
    await expectAgreement(network, [alice, bob], { byOne: ['slowly'] });
  });
}, 120_000);
