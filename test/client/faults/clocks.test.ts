import { expect, test } from 'vitest';

import { type Clock, systemClock } from '../../../ts/util/index.ts';
import { friends, withWorld } from '../world.ts';
import { expectAgreement, texts } from './conversation.ts';

const TEN_MINUTES_MS = 10 * 60_000;

/** The machine's clock, which people set as they like. */
class WallClock implements Clock {
  offsetMs: number;

  constructor(offsetMs = 0) {
    this.offsetMs = offsetMs;
  }

  nowMs(): number {
    return systemClock.nowMs() + this.offsetMs;
  }

  monotonicMs(): number {
    return systemClock.monotonicMs();
  }

  setTimer(delayMs: number, callback: () => void): ReturnType<Clock['setTimer']> {
    return systemClock.setTimer(delayMs, callback);
  }
}

test('one clock is ten minutes ahead and the other ten behind: both show one conversation, in one order', async () => {
  await withWorld(async (world) => {
    const [ahead, behind] = [new WallClock(TEN_MINUTES_MS), new WallClock(-TEN_MINUTES_MS)];
    const { alice, bob } = await friends(world, { alice: { clock: ahead }, bob: { clock: behind } });
    const [byAlice, byBob] = [texts('from ahead', 5), texts('from behind', 5)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      await bob.received(text);
      bob.send(alice.id, byBob[at]!);
      await alice.received(byBob[at]!);
    }
    await expectAgreement(world.network, [alice, bob], { byOne: byAlice, byOther: byBob });
    const inTurn = byAlice.flatMap((text, at) => [text, byBob[at]]);
    expect(alice.textsWith(bob.id).slice(2)).toEqual(inTurn);
    expect(bob.textsWith(alice.id).slice(2)).toEqual(inTurn);
  });
}, 60_000);

test('a clock that is set while messages go keeps neither them nor their order from anybody', async () => {
  await withWorld(async (world) => {
    const clock = new WallClock();
    const { alice, bob } = await friends(world, { alice: { clock } });
    const said = texts('at some time', 8);
    for (const [at, text] of said.entries()) {
      clock.offsetMs = [TEN_MINUTES_MS, -TEN_MINUTES_MS][at % 2]!;
      alice.send(bob.id, text);
      await bob.received(text);
    }
    await expectAgreement(world.network, [alice, bob], { byOne: said });
    const { messages } = bob.client.messages({
      conversationId: bob.conversationWith(alice.id).id,
      limit: 20,
    });
    for (const { sentAtMs } of messages) expect(Math.abs(sentAtMs - Date.now())).toBeLessThan(60_000);
  });
}, 60_000);

test('a clock that is set while the network is away: what was written keeps its order', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const clock = new WallClock();
    const { alice, bob } = await friends(world, { alice: { clock } });
    await network.goDark();
    const said = texts('in the dark', 6);
    for (const [at, text] of said.entries()) {
      clock.offsetMs = [TEN_MINUTES_MS, -TEN_MINUTES_MS][at % 2]!;
      alice.send(bob.id, text);
    }
    await network.comeBack();
    alice.client.connectivityChanged();
    await expectAgreement(network, [alice, bob], { byOne: said });
  });
}, 60_000);

test('nodes of a swarm whose clocks are ten minutes off, ahead and behind, stop no message', async () => {
  await withWorld(async (world) => {
    const { network } = world;
    const { alice, bob } = await friends(world);
    const [one, two, three] = network.swarmOf(bob.id);
    await network.faults(one!).set({ clockSkewMs: TEN_MINUTES_MS });
    await network.faults(two!).set({ clockSkewMs: -TEN_MINUTES_MS });
    await network.faults(three!).set({ clockSkewMs: TEN_MINUTES_MS });
    const [byAlice, byBob] = [texts('from Alice', 5), texts('from Bob', 5)];
    for (const [at, text] of byAlice.entries()) {
      alice.send(bob.id, text);
      bob.send(alice.id, byBob[at]!);
    }
    await expectAgreement(network, [alice, bob], { byOne: byAlice, byOther: byBob });
  });
}, 90_000);
