import type { Clock } from '../../util/index.ts';
import type { NetworkTime } from '../network.ts';
import type { NodeId } from '../nodes/service-node.ts';
import type { NetworkState } from '../state.ts';
import { DIRECT_PACE } from '../transport/pace.ts';
import type { Pace } from '../transport/pace.ts';

/** When a request left, by both clocks of the machine. */
export interface Departure {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

const MAX_ROUND_TRIP_MS = 5_000;
const MAX_SAMPLES = 10;
const JUMP_MS = 2_000;
/** Nodes' clocks before 2021 are nonsense. */
const EARLIEST_MS = 1_609_419_600_000;
const SAVE_DIFFERENCE_MS = 250;

/**
 * Network time: the machine's clock less the median of what the last ten nodes disagreed with it (spec 02 §1.6). One sample a
 * node, so that the one asked most often does not decide alone.
 */
export class NetworkClock implements NetworkTime {
  private readonly clock: Clock;
  private readonly state: Pick<NetworkState, 'loadClockOffsetMs' | 'saveClockOffsetMs'>;
  private readonly pace: () => Pace;
  private readonly samples = new Map<NodeId, number>();
  private offset: number;
  private saved: number | undefined;
  private wallLead: number;

  constructor(
    clock: Clock,
    state: Pick<NetworkState, 'loadClockOffsetMs' | 'saveClockOffsetMs'>,
    pace: () => Pace = () => DIRECT_PACE,
  ) {
    this.clock = clock;
    this.pace = pace;
    this.state = state;
    this.saved = state.loadClockOffsetMs();
    this.offset = this.saved ?? 0;
    this.wallLead = this.lead();
  }

  nowMs(): number {
    this.noticeJump();
    return Math.round(this.clock.nowMs() - this.offset);
  }

  isSynchronized(): boolean {
    this.noticeJump();
    return this.samples.size > 0;
  }

  offsetMs(): number {
    return this.offset;
  }

  departure(): Departure {
    this.noticeJump();
    return { wallMs: this.clock.nowMs(), monotonicMs: this.clock.monotonicMs() };
  }

  /** Takes the `t` of an answer; anything that is no plausible time is ignored. */
  sample(node: NodeId, departure: Departure, nodeMs: unknown): void {
    if (!Number.isSafeInteger(nodeMs) || (nodeMs as number) < EARLIEST_MS) return;
    this.noticeJump();
    if (this.hasJumpedSince(departure)) return;
    const roundTripMs = this.clock.monotonicMs() - departure.monotonicMs;
    if (roundTripMs > MAX_ROUND_TRIP_MS * this.pace().slowness) return;
    this.samples.delete(node);
    this.samples.set(node, departure.wallMs + roundTripMs / 2 - (nodeMs as number));
    const oldest = this.samples.size > MAX_SAMPLES ? this.samples.keys().next().value : undefined;
    if (oldest !== undefined) this.samples.delete(oldest);
    this.settle();
  }

  /** Forgets what nodes said; the last offset stays in use until one says something new. */
  forget(): void {
    this.samples.clear();
    this.wallLead = this.lead();
  }

  private settle(): void {
    this.offset = median([...this.samples.values()]);
    if (this.saved !== undefined && Math.abs(this.saved - this.offset) < SAVE_DIFFERENCE_MS) return;
    this.saved = this.offset;
    this.state.saveClockOffsetMs(this.offset);
  }

  /** The wall clock was set, or the machine slept: the two clocks of the machine have drifted apart. */
  private noticeJump(): void {
    if (Math.abs(this.lead() - this.wallLead) > JUMP_MS) this.forget();
  }

  /** Whoever noticed the jump: a request that left before it says nothing about the clock of now. */
  private hasJumpedSince({ wallMs, monotonicMs }: Departure): boolean {
    return Math.abs(this.lead() - (wallMs - monotonicMs)) > JUMP_MS;
  }

  private lead(): number {
    return this.clock.nowMs() - this.clock.monotonicMs();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? [sorted[middle - 1], sorted[middle]] : [sorted[middle], sorted[middle]];
  return Math.round((low + high) / 2);
}
