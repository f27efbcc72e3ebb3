import { expect, test } from 'vitest';

import { PollLoop } from '../../../ts/messaging/receive/poll-loop.ts';
import type { Network } from '../../../ts/network/index.ts';
import { createDeferred, type Deferred } from '../../../ts/util/index.ts';
import { MovingClock } from '../../support/moving-clock.ts';

const HOUR_MS = 3_600_000;

/** A loop whose rounds the test ends, one by one. */
class Play {
  readonly clock = new MovingClock();
  state: 'online' | 'offline' = 'online';
  readonly begun: Deferred<number>[] = [];
  readonly loop: PollLoop;
  private heard = createDeferred<void>();

  constructor() {
    const network = { status: () => ({ state: this.state }) } as unknown as Network;
    this.loop = new PollLoop({ network, clock: this.clock }, () => {
      const ended = createDeferred<number>();
      this.begun.push(ended);
      this.heard.resolve();
      return ended.promise;
    });
  }

  /** The next round that begins. */
  async round(): Promise<Deferred<number>> {
    await this.heard.promise;
    this.heard = createDeferred<void>();
    return this.begun.at(-1)!;
  }
}

test('a round comes after the pause that the last one has asked for', async () => {
  const play = new Play();
  play.loop.start();
  play.loop.start();
  (await play.round()).resolve(HOUR_MS);
  const next = play.round();
  await Promise.resolve();
  play.clock.moveOn(HOUR_MS);
  (await next).resolve(HOUR_MS);
  await play.loop.close();
  expect(play.begun).toHaveLength(2);
});

test('who hurries during a round has the next one at once', async () => {
  const play = new Play();
  play.loop.start();
  const first = await play.round();
  play.loop.hurry();
  first.resolve(HOUR_MS);
  (await play.round()).resolve(HOUR_MS);
  await play.loop.close();
  expect(play.begun).toHaveLength(2);
});

test('without a network there are no rounds until somebody says that it is back', async () => {
  const play = new Play();
  play.state = 'offline';
  play.loop.start();
  await Promise.resolve();
  expect(play.begun).toEqual([]);
  play.state = 'online';
  play.loop.hurry();
  (await play.round()).resolve(HOUR_MS);
  await play.loop.close();
});

test('it is closed when the round that runs has ended, which hears of it', async () => {
  const play = new Play();
  play.loop.start();
  const round = await play.round();
  let isClosed = false;
  const closed = play.loop.close().then(() => (isClosed = true));
  expect(play.loop.signal.aborted).toBe(true);
  await Promise.resolve();
  expect(isClosed).toBe(false);
  round.resolve(HOUR_MS);
  await closed;
  expect(play.begun).toHaveLength(1);
});
