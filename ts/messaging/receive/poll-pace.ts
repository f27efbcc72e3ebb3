import type { Clock } from '../../util/index.ts';

/** Pauses between two polls, in ms, from start to start (spec 02 §5.3). */
export interface PollPace {
  /** A message went or came within the last minute. */
  readonly activeMs: number;
  /** A person looks at the window. */
  readonly focusedMs: number;
  readonly backgroundMs: number;
  /** Nobody has looked for five minutes. */
  readonly idleMs: number;
  /** A group, by how long ago something last happened in it: less than two days, less than a week, longer (spec 04 §5.1). */
  readonly groupMs: readonly [recent: number, week: number, older: number];
  /** A community server: while somebody looks or something happens there, in the background, and when nobody has looked for long. */
  readonly communityMs: readonly [near: number, background: number, idle: number];
}

export const PUBLIC_NETWORK_PACE: PollPace = {
  activeMs: 1_000,
  focusedMs: 2_500,
  backgroundMs: 5_000,
  idleMs: 15_000,
  groupMs: [5_000, 60_000, 120_000],
  communityMs: [10_000, 30_000, 60_000],
};
/** Service nodes on this machine: nobody is burdened, everything is immediate. */
export const LOCAL_NETWORK_PACE: PollPace = {
  activeMs: 100,
  focusedMs: 250,
  backgroundMs: 500,
  idleMs: 1_000,
  groupMs: [250, 500, 1_000],
  communityMs: [250, 500, 1_000],
};

/** Of a community server that does not answer, in pauses between polls. */
const LONGEST_REST = 30;
const DAY_MS = 24 * 60 * 60_000;
const ACTIVE_FOR_MS = 60_000;
const IDLE_AFTER_MS = 5 * 60_000;

/** Chooses the pause before the next poll from what people do. */
export class PollRhythm {
  private readonly pace: PollPace;
  private readonly clock: Pick<Clock, 'monotonicMs'>;
  private focused = true;
  private focusChangedMs: number;
  private lastActivityMs = Number.NEGATIVE_INFINITY;

  constructor(pace: PollPace, clock: Pick<Clock, 'monotonicMs'>) {
    this.pace = pace;
    this.clock = clock;
    this.focusChangedMs = clock.monotonicMs();
  }

  noteActivity(): void {
    this.lastActivityMs = this.clock.monotonicMs();
  }

  setFocused(focused: boolean): void {
    if (focused === this.focused) return;
    this.focused = focused;
    this.focusChangedMs = this.clock.monotonicMs();
  }

  /** Before the next poll of a group in which something happened so long ago; what happens now is as quick as everything else. */
  groupPauseMs(sinceMs: number): number {
    if (sinceMs < ACTIVE_FOR_MS) return this.pauseMs();
    const [recentMs, weekMs, olderMs] = this.pace.groupMs;
    const quietMs = sinceMs < 2 * DAY_MS ? recentMs : sinceMs < 7 * DAY_MS ? weekMs : olderMs;
    return Math.max(quietMs, this.pauseMs());
  }

  /** Before the next poll of a community server in which something happened so long ago. */
  communityPauseMs(sinceMs: number): number {
    const [nearMs, backgroundMs, idleMs] = this.pace.communityMs;
    if (this.focused || sinceMs < ACTIVE_FOR_MS) return nearMs;
    return this.clock.monotonicMs() - this.focusChangedMs < IDLE_AFTER_MS ? backgroundMs : idleMs;
  }

  /** Before the next try of a community server that has not answered so many times: it grows up to thirty times the first (spec 05 §6). */
  communityRestMs(failures: number): number {
    const [nearMs] = this.pace.communityMs;
    return nearMs * Math.min(2 ** (failures - 1), LONGEST_REST);
  }

  pauseMs(): number {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.lastActivityMs < ACTIVE_FOR_MS) return this.pace.activeMs;
    if (this.focused) return this.pace.focusedMs;
    return nowMs - this.focusChangedMs < IDLE_AFTER_MS ? this.pace.backgroundMs : this.pace.idleMs;
  }
}
