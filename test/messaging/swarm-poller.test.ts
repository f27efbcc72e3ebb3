import { expect, test } from 'vitest';

import { PUBLIC_NETWORK_PACE, PollRhythm, SwarmPoller } from '../../ts/messaging/index.ts';
import { silentLog } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

test('behind a proxy it polls half as often, from the round after the one in which the proxy came', async () => {
  const clock = new FakeClock();
  const rounds: number[] = [];
  let pollFactor = 1;
  const rhythm = new PollRhythm(PUBLIC_NETWORK_PACE, clock);
  const network = {
    status: () => ({ state: 'online', paths: [] }),
    pollFactor: () => pollFactor,
    // A swarm without nodes: nobody is asked, and the next round comes when it is due.
    swarmOf: () => {
      rounds.push(clock.monotonicMs());
      return Promise.resolve([]);
    },
  } as never;
  const poller = new SwarmPoller(
    { clock, network, log: silentLog, store: undefined as never },
    {
      account: `05${'ab'.repeat(32)}`,
      namespaces: [0],
      auth: () => undefined,
      isKnown: () => true,
      becomesKnown: () => undefined,
      takeIn: () => Promise.resolve(),
      pauseMs: () => rhythm.pauseMs(),
    },
  );
  poller.start();
  await clock.advance(6_000);
  expect(rounds).toEqual([0, 2_500, 5_000]);
  pollFactor = 2;
  await clock.advance(14_000);
  expect(rounds.slice(3)).toEqual([7_500, 12_500, 17_500]);
  poller.pollNow();
  await clock.advance(1_000);
  expect(rounds.slice(6)).toEqual([20_000]);
  pollFactor = 1;
  await clock.advance(7_000);
  expect(rounds.slice(7)).toEqual([25_000, 27_500]);
  await poller.close();
});
