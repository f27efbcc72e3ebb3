import type { Clock, ClientEvent } from '../../../ts/client/index.ts';
import type { FromEngine, FromEngineBody } from './protocol.ts';

/** Shortest time between two posts that nobody has asked for: one frame of a 60 Hz display. */
export const BATCH_MS = 16;

/**
 * Collects events and log lines. They travel with the next answer or, when there is none, in a post of their own: at once after a quiet
 * time, and at most one in {@link BATCH_MS}.
 */
export class OutboundBatch {
  private readonly clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
  private readonly send: (message: FromEngine) => void;
  private events: ClientEvent[] = [];
  private logLines: string[] = [];
  private timer: ReturnType<Clock['setTimer']> | undefined;
  private lastPostMs = -BATCH_MS;

  constructor(clock: Pick<Clock, 'monotonicMs' | 'setTimer'>, send: (message: FromEngine) => void) {
    this.clock = clock;
    this.send = send;
  }

  addEvent(event: ClientEvent): void {
    this.events.push(event);
    this.schedule();
  }

  addLogLine(line: string): void {
    this.logLines.push(line);
    this.schedule();
  }

  /** Sends `body` now, together with everything collected. */
  post(body: FromEngineBody): void {
    this.timer?.cancel();
    this.timer = undefined;
    const { events, logLines } = this;
    this.events = [];
    this.logLines = [];
    this.lastPostMs = this.clock.monotonicMs();
    this.send({ ...body, events, logLines });
  }

  private schedule(): void {
    if (this.timer !== undefined) return;
    const waitMs = Math.max(0, this.lastPostMs + BATCH_MS - this.clock.monotonicMs());
    this.timer = this.clock.setTimer(waitMs, () => {
      this.timer = undefined;
      this.post({ type: 'batch' });
    });
  }
}
