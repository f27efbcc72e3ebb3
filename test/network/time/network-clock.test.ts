import { expect, test } from 'vitest';

import { NetworkClock } from '../../../ts/network/time/network-clock.ts';
import { FakeClock, fakeNode } from '../fakes.ts';
import { MemoryState } from '../world.ts';

function aClock() {
  const clock = new FakeClock();
  const state = new MemoryState();
  return { clock, state, time: new NetworkClock(clock, state) };
}

/** Node `number` answers after `tookMs` that its clock is `behindMs` behind ours. */
function answer(
  { clock, time }: ReturnType<typeof aClock>,
  number: number,
  { behindMs, tookMs = 100 }: { behindMs: number; tookMs?: number },
) {
  const departure = time.departure();
  clock.monoMs += tookMs / 2;
  clock.wallMs += tookMs / 2;
  const nodeMs = clock.wallMs - behindMs;
  clock.monoMs += tookMs / 2;
  clock.wallMs += tookMs / 2;
  time.sample(fakeNode(number).ed25519, departure, nodeMs);
}

test('the offset is the median over the last ten nodes, one sample each', () => {
  const it = aClock();
  expect(it.time.isSynchronized()).toBe(false);
  answer(it, 1, { behindMs: 1_000 });
  expect(it.time.offsetMs()).toBe(1_000);
  answer(it, 2, { behindMs: 3_000 });
  expect(it.time.offsetMs()).toBe(2_000);
  for (let round = 0; round < 5; round += 1) answer(it, 3, { behindMs: 9_000_000 });
  expect(it.time.offsetMs()).toBe(3_000);
  expect(it.time.nowMs()).toBe(it.clock.wallMs - 3_000);
  for (let number = 10; number < 20; number += 1) answer(it, number, { behindMs: 50 });
  expect(it.time.offsetMs()).toBe(50);
});

test('slow answers and impossible times say nothing', () => {
  const it = aClock();
  answer(it, 1, { behindMs: 1_000, tookMs: 5_002 });
  for (const odd of [undefined, null, '1800000000000', -1, 0, 1.5, 1_600_000_000_000, Number.MAX_VALUE]) {
    it.time.sample(fakeNode(1).ed25519, it.time.departure(), odd);
  }
  expect(it.time.isSynchronized()).toBe(false);
});

test('the offset of the last run is used until a node answers, and saved when it changes', () => {
  const it = aClock();
  it.state.offsetMs = 7_000;
  const next = { ...it, time: new NetworkClock(it.clock, it.state) };
  expect(next.time.offsetMs()).toBe(7_000);
  expect(next.time.isSynchronized()).toBe(false);
  answer(next, 1, { behindMs: 7_100 });
  expect(it.state.offsetMs).toBe(7_000);
  answer(next, 1, { behindMs: 8_000 });
  expect(it.state.offsetMs).toBe(8_000);
});

test('a jump of the machine’s clock makes all samples worthless', () => {
  const it = aClock();
  answer(it, 1, { behindMs: 0 });
  it.clock.wallMs += 1_900;
  expect(it.time.isSynchronized()).toBe(true);
  it.clock.wallMs += 3_600_000;
  expect(it.time.isSynchronized()).toBe(false);
  answer(it, 2, { behindMs: 3_601_900 });
  expect(it.time.nowMs()).toBe(it.clock.wallMs - 3_601_900);
});

test('a jump while a request was on its way spoils its sample', () => {
  const it = aClock();
  const departure = it.time.departure();
  it.clock.wallMs += 60_000;
  it.time.sample(fakeNode(1).ed25519, departure, it.clock.wallMs);
  expect(it.time.isSynchronized()).toBe(false);
});

test('also when somebody else has noticed the jump before its answer came', () => {
  const it = aClock();
  const departure = it.time.departure();
  it.clock.wallMs += 60_000;
  expect(it.time.isSynchronized()).toBe(false);
  it.time.sample(fakeNode(1).ed25519, departure, it.clock.wallMs);
  expect(it.time.isSynchronized()).toBe(false);
});
