import { setImmediate } from 'node:timers/promises';

import type { RemovalSlice, RemovedMessage, Slice } from '../../store/index.ts';
import type { Timer } from '../../util/index.ts';
import { errorCode } from '../../util/index.ts';
import { MESSAGE_TTL_MS } from '../limits.ts';
import type { Services } from '../services.ts';

/** Messages a stroke, each with its words taken out of the index at once: at most 500 µs a message. */
const FEW = 8;
/** After so many strokes it is a backlog: words are only marked, 20 µs a message, and taken out together in the end. */
const PATIENCE = 4;
const MANY = 50;
/** A machine that slept, or whose clock was set, is noticed after so long at the latest. */
const LOOK_AGAIN_MS = 60_000;
/** Until a node has said what time it is, what may be due waits; offline, not for long. */
const UNSURE_LOOK_MS = 1_000;
const MAX_UNSURE_MS = 30_000;
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
  /** By the monotonic clock: since then something may be due, and the time is not known. */
  private unsureSinceMs: number | undefined;
  private closed = false;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Removes what is overdue, and what nobody has read for as long as a swarm would keep it; resolves when that is done. */
  start(): Promise<void> {
    const { messages } = this.deps.store;
    const nowMs = this.deps.network.time.nowMs();
    const sentBeforeMs = nowMs - MESSAGE_TTL_MS;
    return this.begin(async () => {
      await this.removeAll((slice) => messages.expireDue({ nowMs, ...slice }));
      await this.removeAll((slice) => messages.expireUnread({ sentBeforeMs, ...slice }));
    });
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
    const { store, network } = this.deps;
    if (this.closed || this.sweep !== undefined) return;
    this.timer?.cancel();
    const nextMs = store.messages.nextExpiryMs();
    if (nextMs === undefined) return;
    const waitMs = nextMs - network.time.nowMs();
    if (waitMs > 0) {
      this.lookAgainIn(Math.min(waitMs, LOOK_AGAIN_MS));
      return;
    }
    if (this.waitsForTime()) {
      this.lookAgainIn(UNSURE_LOOK_MS);
      return;
    }
    const nowMs = network.time.nowMs();
    void this.begin(() => this.removeAll((slice) => store.messages.expireDue({ nowMs, ...slice })));
  }

  /** The clock was set, or the machine has slept: what is removed for it cannot be brought back when the time turns out to be another. */
  private waitsForTime(): boolean {
    const { network, clock } = this.deps;
    if (network.time.isSynchronized()) {
      this.unsureSinceMs = undefined;
      return false;
    }
    const nowMs = clock.monotonicMs();
    this.unsureSinceMs ??= nowMs;
    return nowMs - this.unsureSinceMs < MAX_UNSURE_MS;
  }

  private lookAgainIn(waitMs: number): void {
    if (!this.closed) this.timer = this.deps.clock.setTimer(waitMs, () => this.look());
  }

  /** One sweep at a time. When the store fails, as on a full disk, the next one comes later. */
  private begin(work: () => Promise<void>): Promise<void> {
    this.sweep = work().then(
      () => {
        this.sweep = undefined;
        this.look();
      },
      (error: unknown) => {
        this.sweep = undefined;
        this.deps.log.write('error', 'messages-not-expired', { code: errorCode(error) });
        this.lookAgainIn(LOOK_AGAIN_MS);
      },
    );
    return this.sweep;
  }

  private async removeAll(remove: (slice: RemovalSlice) => Slice<RemovedMessage>): Promise<void> {
    let strokes = 0;
    for (let isMore = true; isMore && !this.closed; strokes += 1) {
      const { rows, more } = remove(strokes < PATIENCE ? { limit: FEW } : { limit: MANY, inBulk: true });
      isMore = more;
      this.announce(rows);
      if (isMore) await setImmediate();
    }
    if (strokes > PATIENCE) await this.tidy();
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
