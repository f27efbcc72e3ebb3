import { setImmediate } from 'node:timers/promises';

import type { RemovedMessage, Slice } from '../../store/index.ts';
import type { Timer } from '../../util/index.ts';
import { errorCode } from '../../util/index.ts';
import { MESSAGE_TTL_MS } from '../limits.ts';
import type { Services } from '../services.ts';

/** Messages a stroke: from so many on the store removes in bulk, and a stroke stays far below 8 ms. */
const SLICE = 50;
/** A machine that slept, or whose clock was set, is noticed after so long at the latest. */
const LOOK_AGAIN_MS = 60_000;
/** Pages a stroke, when the index is cleaned of the words of many messages. */
const TIDY_PAGES = 16;

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log' | 'events'>;

/**
 * Removes messages whose time is over (spec 04 §4.4). All that it knows is in the store: the next expiry is looked up by index, and one
 * timer waits for it. Network time decides.
 */
export class ExpireMessages {
  private readonly deps: Deps;
  private timer: Timer | undefined;
  private sweep: Promise<void> | undefined;
  private isLookWanted = false;
  private closed = false;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Removes what is overdue, and what nobody has read for as long as a swarm would keep it; resolves when that is done. */
  async start(): Promise<void> {
    const { store, network } = this.deps;
    const sentBeforeMs = network.time.nowMs() - MESSAGE_TTL_MS;
    await this.removeAll(() => store.messages.expireUnread({ sentBeforeMs, limit: SLICE }));
    this.wake();
    await this.sweep;
  }

  /** Looks at the store again: a clock was started, or time has jumped. */
  wake(): void {
    if (this.closed || this.isLookWanted) return;
    this.isLookWanted = true;
    // Who starts many clocks at once wakes as often; one look is enough.
    queueMicrotask(() => {
      this.isLookWanted = false;
      this.look();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.timer?.cancel();
    await this.sweep;
  }

  private look(): void {
    const { store, network, clock } = this.deps;
    if (this.closed || this.sweep !== undefined) return;
    this.timer?.cancel();
    const nextMs = store.messages.nextExpiryMs();
    if (nextMs === undefined) return;
    const waitMs = nextMs - network.time.nowMs();
    if (waitMs > 0) this.timer = clock.setTimer(Math.min(waitMs, LOOK_AGAIN_MS), () => this.look());
    else this.beginSweep();
  }

  private beginSweep(): void {
    const { store, network, clock, log } = this.deps;
    const nowMs = network.time.nowMs();
    let pauseMs = 0;
    this.sweep = this.removeAll(() => store.messages.expireDue({ nowMs, limit: SLICE }))
      .catch((error: unknown) => {
        log.write('error', 'messages-not-expired', { code: errorCode(error) });
        pauseMs = LOOK_AGAIN_MS;
      })
      .finally(() => {
        this.sweep = undefined;
        if (pauseMs === 0) this.look();
        else if (!this.closed) this.timer = clock.setTimer(pauseMs, () => this.look());
      });
  }

  private async removeAll(remove: () => Slice<RemovedMessage>): Promise<void> {
    let isBulk = false;
    while (!this.closed) {
      const { rows, more } = remove();
      this.announce(rows);
      if (!more) break;
      isBulk = true;
      await setImmediate();
    }
    if (isBulk) await this.tidy();
  }

  /** Many words were only marked as deleted in the index: now they are taken out. */
  private async tidy(): Promise<void> {
    const { store } = this.deps;
    while (!this.closed && store.tidySlice(TIDY_PAGES).more) await setImmediate();
  }

  private announce(rows: readonly RemovedMessage[]): void {
    const { events } = this.deps;
    for (const { id, conversationId } of rows)
      events.emit({ type: 'message-removed', conversationId, messageId: id });
    for (const conversationId of new Set(rows.map((row) => row.conversationId)))
      events.emit({ type: 'conversation-changed', conversationId });
  }
}
