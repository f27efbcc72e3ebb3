import { expect, test } from 'vitest';

import { InboxPoller, PUBLIC_NETWORK_PACE, PollRhythm } from '../../ts/messaging/index.ts';
import { silentLog, systemRandom } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

test('behind a proxy it polls half as often, from the round after the one in which the proxy came', async () => {
  const clock = new FakeClock();
  const rounds: number[] = [];
  let pollFactor = 1;
  const poller = new InboxPoller({
    clock,
    random: systemRandom,
    log: silentLog,
    rhythm: new PollRhythm(PUBLIC_NETWORK_PACE, clock),
    keys: { accountId: `05${'ab'.repeat(32)}` } as never,
    network: {
      status: () => ({ state: 'online', paths: [] }),
      pollFactor: () => pollFactor,
      // A swarm without nodes: nobody is asked, and the next round comes when it is due.
      swarmOf: () => {
        rounds.push(clock.monotonicMs());
        return Promise.resolve([]);
      },
    } as never,
    store: undefined as never,
    configs: undefined as never,
    receive: undefined as never,
    receiveConfigs: undefined as never,
    onTakenIn: () => undefined,
  });
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
