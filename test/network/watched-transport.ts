import type { Transport } from '../../ts/network/index.ts';
import { Agents } from '../../ts/network/transport/agents.ts';
import { HttpsTransport } from '../../ts/network/transport/https-transport.ts';
import { createDeferred, silentLog, systemRandom } from '../../ts/util/index.ts';
import type { Clock } from '../../ts/util/index.ts';

const CALM_TURNS = 4;

/** HTTPS, and it can tell when nothing is on its way: then a test may let time go by. */
export class WatchedTransport implements Transport {
  private readonly inner: Transport;
  private inFlight = 0;
  private quiet = createDeferred<void>();

  constructor(clock: Clock) {
    this.inner = new HttpsTransport(clock, new Agents({ clock, random: systemRandom, log: silentLog }));
  }

  send: Transport['send'] = (...request) => this.counted(() => this.inner.send(...request));
  probe: Transport['probe'] = (...request) => this.counted(() => this.inner.probe(...request));
  disconnect = (): void => this.inner.disconnect();
  close = (): void => this.inner.close();

  /** Resolves when nothing is on its way and what came has been dealt with. */
  async settled(): Promise<void> {
    for (let calm = 0; calm < CALM_TURNS; calm += 1) {
      if (this.inFlight > 0) {
        calm = 0;
        await this.quiet.promise;
      }
      // Timers that are due by a clock that was moved fire before this one.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  private async counted<Result>(request: () => Promise<Result>): Promise<Result> {
    this.inFlight += 1;
    try {
      return await request();
    } finally {
      this.inFlight -= 1;
      if (this.inFlight === 0) {
        this.quiet.resolve();
        this.quiet = createDeferred();
      }
    }
  }
}
